import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { recallMessage, sendMessage } from '@/server/modules/conversations'
import { openConversation } from '@/server/modules/dispatch'
import { now, setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario } from '@/server/platform/testing/scenario'
import { createWebhook, deleteWebhook, rotateWebhookSecret, updateWebhook } from './actions/save-webhook'
import { sendEvents } from './actions/send-events'
import { type WebhookSettings, webhookSettings } from './contract'
import { claimHeads, listDeliveries, replayDeliveries } from './store/deliveries'
import { listEndpoints } from './store/endpoints'
import { startReceiver } from './testing/receiver'

useTestDatabase()

let receiver: Awaited<ReturnType<typeof startReceiver>>
let offset = 0
const later = (seconds: number) => {
  offset += seconds * 1_000
}
beforeAll(async () => {
  receiver = await startReceiver()
})
afterAll(() => receiver.stop())
beforeEach(async () => {
  offset = 0
  setClock(() => new Date(Date.now() + offset))
  receiver.heard.length = 0
  receiver.answer = () => 204
  vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(true)
  // Tests put the clock forward: what an earlier one left would lie in the future of this one's endpoints.
  await pool().query('delete from conversation_events')
  await pool().query('delete from webhook_endpoints')
})
afterEach(() => {
  setClock(undefined)
  vi.restoreAllMocks()
})

const admin: Principal = {
  ...{ userId: newId(), name: 'Admin', agentId: null, roles: ['administrator'] },
  ...{ groupIds: [], scopeGroupIds: [], permissions: builtInRoles.administrator.permissions },
}
const endpoint = (change: Partial<WebhookSettings> = {}) =>
  createWebhook(admin, webhookSettings.parse({ name: 'CRM', url: receiver.url, ...change }))

async function conversation() {
  const scenario = await buildScenario([{ name: 'Mei' }])
  const customerId = await addCustomer()
  const { conversationId } = await openConversation({
    ...{ customerId, channelId: scenario.channelId, topic: {}, categoryId: null },
    entry: { siteId: null, projectType: null, pageUrl: null, language: null },
    message: null,
  })
  const say = (text: string, kind: 'text' | 'note' = 'text') =>
    sendMessage({
      ...{ conversationId, senderKind: 'agent', senderId: scenario.agents.Mei ?? '', kind },
      ...{ clientMessageId: newId(), text, attachmentId: null },
    })
  return { ...scenario, conversationId, say }
}

const logOf = async (conversationId: string): Promise<number[]> => {
  const { rows } = await pool().query<{ seq: number }>(
    'select seq from conversation_events where conversation_id = $1 order by seq',
    [conversationId],
  )
  return rows.map(({ seq }) => seq)
}
const sendAll = async () => {
  let sum = 0
  for (let turns = 0; turns < 20; turns += 1) {
    const sent = await sendEvents()
    sum += sent
    if (sent === 0) break
  }
  return sum
}

describe('what happens in conversations', () => {
  it('is sent once and in order, signed, by however many processes', async () => {
    const { secret } = await endpoint({ internal: true })
    const [one, two] = [await conversation(), await conversation()]
    for (let i = 0; i < 6; i += 1) {
      await one.say(`one ${i}`)
      await two.say(`two ${i}`)
    }
    await Promise.all([sendEvents(), sendEvents(), sendEvents()])
    await sendAll()
    for (const { conversationId } of [one, two])
      expect(receiver.seqs(conversationId)).toEqual(await logOf(conversationId))
    expect(new Set(receiver.heard.map(({ delivery }) => delivery)).size).toBe(receiver.heard.length)
    for (const { signature, delivery, body } of receiver.heard) {
      const [t, v1] = signature.split(',').map((part) => part.split('=')[1])
      expect(v1).toBe(createHmac('sha256', secret).update(`${t}.${delivery}.${body}`).digest('hex'))
    }
    // Which conversation's last word comes last is chance: each says where it belongs.
    const bodies = receiver.heard.map(({ body }) => JSON.parse(body))
    for (const { conversationId, channelId } of [one, two]) {
      const last = bodies.findLast(({ conversation }) => conversation.id === conversationId)
      expect(last).toMatchObject({ event: 'message', conversation: { channelId } })
    }
    later(3_600)
    expect(await sendAll()).toBe(0)
  })

  it('is chosen by kind and channel; without the right to it, notes and inner fields stay here', async () => {
    const [here, elsewhere] = [await conversation(), await conversation()]
    await endpoint({ events: ['message'], channelIds: [here.channelId] })
    await here.say('for all')
    await here.say('among us', 'note')
    await elsewhere.say('elsewhere')
    await sendAll()
    const texts = receiver.heard.map(({ body }) => JSON.parse(body).entry.message?.text)
    expect(texts).toEqual(['for all'])
  })

  it('that commits late, in a transaction older than others already sent, is sent all the same', async () => {
    await endpoint({ events: ['message'] })
    const { conversationId, say } = await conversation()
    const client = await pool().connect()
    try {
      await client.query('begin')
      await client.query('select pg_current_xact_id()')
      const other = await conversation()
      await other.say('early')
      await sendAll()
      expect(receiver.seqs(other.conversationId)).toHaveLength(1)
      const { rows } = await client.query<{ seq: number }>(
        `insert into conversation_events(conversation_id, seq, type, audience, payload, created_at)
         select $1, coalesce(max(seq), 0) + 1000, 'message', 'both', $2, $3 from conversation_events where conversation_id = $1
         returning seq`,
        [
          conversationId,
          {
            id: newId(),
            senderKind: 'system',
            senderId: 'x',
            clientMessageId: 'x',
            kind: 'text',
            text: 'late',
          },
          now(),
        ],
      )
      await client.query('commit')
      await sendAll()
      expect(receiver.seqs(conversationId)).toEqual([rows[0]?.seq])
    } finally {
      client.release()
    }
    await say('after')
  })

  it('before it was made, and while it was switched off, is not sent', async () => {
    const { conversationId, say } = await conversation()
    await say('before')
    later(1)
    const { id } = await endpoint({ events: ['message'] })
    const settings = webhookSettings.parse({ name: 'CRM', url: receiver.url, events: ['message'] })
    await sendAll()
    expect(receiver.heard).toHaveLength(0)
    await updateWebhook(admin, { id, version: 1, webhook: { ...settings, enabled: false } })
    await say('meanwhile')
    await sendAll()
    later(1)
    await updateWebhook(admin, { id, version: 2, webhook: settings })
    await sendAll()
    expect(receiver.heard).toHaveLength(0)
    await say('again')
    await sendAll()
    expect(receiver.seqs(conversationId)).toHaveLength(1)
  })

  it('and was taken back before it was sent, is sent without its words', async () => {
    await endpoint({ events: ['message'] })
    const { conversationId, agents, say } = await conversation()
    const { message } = await say('a slip of the pen')
    await recallMessage({
      ...{ conversationId, messageId: message.id },
      by: { kind: 'agent', id: agents.Mei ?? '' },
    })
    await sendAll()
    expect(receiver.heard).toHaveLength(1)
    expect(receiver.heard[0]?.body).not.toContain('slip')
  })
})

describe('a receiver that fails', () => {
  it('is tried again later and later; what stands behind waits, other conversations do not', async () => {
    const { id } = await endpoint({ events: ['message'] })
    const [one, two] = [await conversation(), await conversation()]
    await one.say('refused')
    await one.say('behind')
    await two.say('elsewhere')
    receiver.answer = (body) => (body.includes('refused') ? 503 : 200)
    await sendAll()
    expect(receiver.seqs(one.conversationId)).toHaveLength(1)
    expect(receiver.seqs(two.conversationId)).toHaveLength(1)
    later(1)
    await sendAll()
    expect(receiver.seqs(one.conversationId)).toHaveLength(1)
    later(2)
    await sendAll()
    expect(receiver.seqs(one.conversationId)).toHaveLength(2)
    const { rows } = await listDeliveries(pool(), { id, page: 1, pageSize: 50, state: 'waiting' })
    expect(rows.map(({ attempts, lastStatus }) => [attempts, lastStatus]).sort()).toEqual([
      [0, null],
      [2, 503],
    ])
    expect((await listEndpoints(now()))[0]).toMatchObject({ waiting: 2, failingSince: expect.any(String) })
    receiver.answer = () => 200
    later(60)
    await sendAll()
    const [first, second] = receiver.seqs(one.conversationId).slice(-2)
    expect(first).toBeLessThan(second ?? 0)
    expect((await listEndpoints(now()))[0]).toMatchObject({ waiting: 0, failingSince: null })
  })

  it('is given up after the last try, the next goes out, and both can be sent again under the same id', async () => {
    const { id } = await endpoint({ events: ['message'] })
    const { say, conversationId } = await conversation()
    await say('refused')
    await say('behind')
    receiver.answer = (body) => (body.includes('refused') ? 500 : 200)
    for (let tries = 0; tries < 15; tries += 1) {
      await sendAll()
      later(6 * 3_600 + 1)
    }
    await sendAll()
    const count = receiver.seqs(conversationId).length
    expect(count).toBe(16)
    const { rows } = await listDeliveries(pool(), { id, page: 1, pageSize: 50, state: 'given_up' })
    expect(rows).toHaveLength(1)
    receiver.answer = () => 200
    expect(await replayDeliveries(pool(), id, null, now())).toBe(1)
    await sendAll()
    expect(receiver.heard).toHaveLength(17)
    expect(receiver.heard.at(-1)?.delivery).toBe(rows[0]?.id)
    expect(receiver.heard[0]?.delivery).toBe(rows[0]?.id)
  })

  it('hears again what a process took and died over, under the same id', async () => {
    await endpoint({ events: ['message'] })
    const { say } = await conversation()
    await say('hello')
    receiver.answer = () => 500
    await sendEvents()
    receiver.answer = () => 200
    later(5)
    const at = now()
    expect(await claimHeads(pool(), at, new Date(at.getTime() + 30_000), 8)).toHaveLength(1)
    expect(await sendEvents()).toBe(0)
    later(31)
    expect(await sendEvents()).toBe(1)
    expect(new Set(receiver.heard.map(({ delivery }) => delivery)).size).toBe(1)
  })

  it('is never reached inside this network unless that is allowed', async () => {
    vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(false)
    const { id } = await endpoint({ events: ['message'] })
    const { say } = await conversation()
    await say('hello')
    expect(await sendAll()).toBe(0)
    expect(receiver.heard).toHaveLength(0)
    const { rows } = await listDeliveries(pool(), { id, page: 1, pageSize: 50 })
    expect(rows[0]).toMatchObject({
      lastStatus: null,
      lastError: expect.stringContaining('inside this network'),
    })
  })
})

describe('an endpoint', () => {
  it('signs with both secrets for a day after a rotation, then with the new one', async () => {
    const { id, secret: former } = await endpoint({ events: ['message'] })
    const { secret } = await rotateWebhookSecret(admin, { id, version: 1 })
    const { say } = await conversation()
    await say('today')
    await sendAll()
    later(24 * 3_600 + 1)
    await say('tomorrow')
    await sendAll()
    const signers = receiver.heard.map(({ signature, delivery, body }) => {
      const t = signature.match(/t=(\d+)/)?.[1]
      const of = (key: string) => createHmac('sha256', key).update(`${t}.${delivery}.${body}`).digest('hex')
      return [secret, former].map((key) => signature.includes(of(key)))
    })
    expect(signers).toEqual([
      [true, true],
      [true, false],
    ])
    const { rows } = await pool().query('select secret from webhook_endpoints')
    expect(rows[0].secret.toString('latin1')).not.toContain('swy_whs_')
  })

  it('conflicts over an older version, and takes its deliveries with it', async () => {
    const { id } = await endpoint()
    await conversation()
    receiver.answer = () => 500
    await sendAll()
    const webhook = webhookSettings.parse({ name: 'Other', url: receiver.url })
    await expect(updateWebhook(admin, { id, version: 9, webhook })).rejects.toMatchObject({
      code: 'conflict',
    })
    await deleteWebhook(admin, { id, version: 1 })
    const { rows } = await pool().query('select count(*)::int as left from event_deliveries')
    expect(rows[0].left).toBe(0)
  })

  it('refuses what is no address of the web', () => {
    for (const url of ['ftp://a.example', 'javascript:alert(1)', 'https://me:pw@a.example', 'nonsense'])
      expect(webhookSettings.safeParse({ name: 'x', url }).success).toBe(false)
  })
})
