import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { claimAttachment, sendMessage, storeUpload } from '@/server/modules/conversations'
import { saveIm } from '@/server/modules/im/actions/save-connection'
import { imSettings } from '@/server/modules/im/contract'
import { type ImDouble, startImDouble } from '@/server/modules/im/testing/double'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario } from '@/server/platform/testing/scenario'
import { useApiServer } from '../testing/serve-api'

useTestDatabase()
const server = useApiServer()
const admin: Principal = {
  ...{ userId: newId(), name: 'Admin', agentId: null, roles: ['administrator'] },
  ...{ groupIds: [], scopeGroupIds: [], permissions: builtInRoles.administrator.permissions },
}
let im: ImDouble
let mei = ''

beforeAll(async () => {
  const scenario = await buildScenario([{ name: 'Mei' }])
  mei = scenario.agents.Mei ?? ''
  await pool().query(`update channels set kind = 'im' where id = $1`, [scenario.channelId])
  vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(true)
  vi.spyOn(env(), 'publicUrl', 'get').mockReturnValue(server.base())
  im = await startImDouble({
    ...{ robotId: 'robot', robotSecret: 'robot-secret', adminSecret: 'admin-secret' },
    callback: `${server.base()}/api/v1/im/${scenario.channelId}/messages`,
  })
  await saveIm(admin, {
    ...{ channelId: scenario.channelId, version: 0, robotSecret: 'robot-secret' },
    connection: imSettings.parse({ serverUrl: im.url, robotId: 'robot' }),
  })
})
afterAll(async () => {
  vi.restoreAllMocks()
  await im.stop()
})

const heard = (user: string) => expect.poll(() => im.heard(user).at(-1), { timeout: 20_000 })

describe('an external IM beside a running server', () => {
  it('talks both ways, and fetches a file from the address it was given until that is changed', async () => {
    expect(await im.says('anna', 'Hello there')).toBe(200)
    await heard('anna').toBe('Mei is with you now.')
    const { rows } = await pool().query<{ id: string }>('select id from conversations')
    const conversationId = rows[0]?.id ?? ''
    const bytes = new TextEncoder().encode('one, two, three')
    const file = await storeUpload({ bytes, name: 'n.txt', uploaderId: mei, uploaderKind: 'agent' })
    await claimAttachment(pool(), { id: file.id, uploaderId: mei, conversationId })
    await sendMessage({
      ...{ conversationId, senderKind: 'agent', senderId: mei, kind: 'file', text: '' },
      ...{ clientMessageId: newId(), attachmentId: file.id },
    })
    await heard('anna').toBe('n.txt')
    const url = im.told.at(-1)?.payload.remoteMediaUrl ?? ''
    const fetched = await fetch(url)
    expect([fetched.status, await fetched.text()]).toEqual([200, 'one, two, three'])
    expect(fetched.headers.get('content-disposition')).toContain('attachment')
    for (const wrong of [
      url.replace(/until=\d/, 'until=9'),
      url.replace(/sign=./, 'sign='),
      url.replace(file.id, newId()),
    ])
      expect((await fetch(wrong)).status).toBe(404)
  })

  it('is refused with ten megabytes, as an unknown robot, on an unknown channel, and unsigned', async () => {
    const huge = JSON.stringify({ sender: 'x', text: 'x'.repeat(10 * 1024 * 1024) })
    expect(await im.says('ben', '', { body: huge })).toBe(413)
    expect(await im.says('ben', 'x', {}, 'nobody')).toBe(404)
    expect(await im.says('ben', 'x', { secret: 'guessed' })).toBe(401)
    expect(await im.says('ben', 'x', { body: 'no json' })).toBe(400)
    const strange = await server.anyone.post(`/im/${newId()}/messages`, {})
    expect(strange.status).toBe(404)
  })
})
