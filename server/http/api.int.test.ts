import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles } from '@/server/access'
import { disablePeople } from '@/server/modules/dispatch'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addToken, buildScenario } from '@/server/platform/testing/scenario'
import { endStreams, startRuntime } from '@/server/runtime'
import { serveAhead } from './node-adapter'
import { describeApi } from './testing/api-suite'
import { apiClient } from './testing/client'

useTestDatabase()

let server: Server
let address = ''

beforeAll(async () => {
  await startRuntime()
  server = createServer((request, response) => {
    if (!serveAhead(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await endStreams(console.error)
  server.closeAllConnections()
  server.close()
})

describeApi('public API through the entry', () => address)

describe('an address that is none', () => {
  it.each(['/c/%ff', '/help/%ff', '/wall/%', '/conversations/%e4', '/api/v1/agent/conversations/%ff'])(
    'is not found, and no error of ours: %s',
    async (path) => {
      const answer = await fetch(`${address}${path}`)
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ code: 'not_found' })
    },
  )
})

describe('a user who is disabled', () => {
  it('loses token and stream at once', async () => {
    const { agents } = await buildScenario([{ name: 'Bo' }])
    const agent = apiClient(() => address, await addToken(agents.Bo ?? '', builtInRoles.agent.permissions))
    const stream = await agent.stream('/agent/events')
    await stream.until((e) => e.type === 'hello')
    const actor = {
      userId: agents.Bo ?? '',
      name: 'Admin',
      agentId: null,
      roles: [],
      permissions: builtInRoles.administrator.permissions,
      groupIds: [],
      scopeGroupIds: [],
    }
    await disablePeople({ ...actor, userId: '00000000-0000-7000-8000-000000000000' }, [agents.Bo ?? ''])
    await stream.until((e) => e.type === 'bye')
    await stream.ended
    expect((await agent.get('/agent/conversations')).status).toBe(401)
  })
})
