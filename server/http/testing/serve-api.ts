import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll } from 'vitest'
import { builtInRoles } from '@/server/access'
import { serveAhead } from '@/server/http/node-adapter'
import { newId } from '@/server/platform/ids'
import { addToken, type Scenario } from '@/server/platform/testing/scenario'
import { endStreams, startRuntime } from '@/server/runtime'
import type { ConversationView, SessionView } from '../v1/contract'
import { apiClient } from './client'

/** The real entry on a port of its own, for one test file; call it after `useTestDatabase`. */
export function useApiServer() {
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
  const base = () => address

  async function visitor(scenario: Scenario) {
    const { body } = await apiClient(base).post<SessionView>('/customers/sessions', {
      channelKey: scenario.channelKey,
    })
    return { api: apiClient(base, body.token), token: body.token, customerId: body.customer.id }
  }
  return {
    base,
    visitor,
    anyone: apiClient(base),
    agent: async (id: string | undefined) => {
      const token = await addToken(id ?? '', builtInRoles.agent.permissions)
      return { api: apiClient(base, token), token, id: id ?? '' }
    },
    /** A customer with an open conversation. */
    opened: async (scenario: Scenario, text = 'Hello') => {
      const one = await visitor(scenario)
      const message = { clientMessageId: newId(), text }
      const { body } = await one.api.post<ConversationView>('/conversations', { message })
      return { ...one, id: body.id }
    },
  }
}
