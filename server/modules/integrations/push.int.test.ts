import { createPublicKey } from 'node:crypto'
import { jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { markRead, recallMessage, sendMessage } from '@/server/modules/conversations'
import { openConversation } from '@/server/modules/dispatch'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { newId } from '@/server/platform/ids'
import { startJobs } from '@/server/platform/jobs'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario } from '@/server/platform/testing/scenario'
import { PUSH_TASK, pushAnswer, queuePushes, subscribePush } from './actions/push-answers'
import { pushPublicKey } from './actions/push-keys'
import { startPushDouble } from './testing/push-double'

useTestDatabase()

let service: Awaited<ReturnType<typeof startPushDouble>>
let skipped = 0
const later = (seconds: number) => {
  skipped += seconds * 1_000
}
beforeAll(async () => {
  service = await startPushDouble()
  // The queue's tables come with the first start.
  await (await startJobs({}))()
})
afterAll(() => service.stop())
beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers cascade')
  await pool().query('delete from jobs._private_jobs')
  service.heard.length = 0
  service.status = 201
  skipped = 0
  setClock(() => new Date(Date.now() + skipped))
  vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(true)
})
afterEach(() => {
  setClock(undefined)
  vi.restoreAllMocks()
})

async function talking(settings: object = {}) {
  const s = await buildScenario([{ name: 'Mei' }])
  await pool().query('update channels set settings = $2 where id = $1', [
    s.channelId,
    JSON.stringify(settings),
  ])
  const customerId = await addCustomer()
  const entry = { siteId: null, projectType: null, pageUrl: null, language: 'en' }
  const message = { clientMessageId: newId(), text: 'Hello' }
  const asked = { channelId: s.channelId, entry, topic: {}, categoryId: null, message, customerId }
  const { conversationId } = await openConversation(asked)
  const say = async (text: string, kind: 'text' | 'note' = 'text') =>
    (
      await sendMessage({
        ...{ conversationId, senderKind: 'agent', senderId: s.agents.Mei ?? '', clientMessageId: newId() },
        ...{ kind, text, attachmentId: null },
      })
    ).message
  return { ...s, conversationId, whose: { customerId, channelId: s.channelId }, say }
}

/** What waits is carried out here, one after the other. */
async function work(): Promise<void> {
  const { rows } = await pool().query<{ payload: unknown }>(
    `delete from jobs._private_jobs j using jobs._private_tasks t
     where t.id = j.task_id and t.identifier = $1 returning j.payload`,
    [PUSH_TASK],
  )
  for (const { payload } of rows) await pushAnswer(payload)
}
const subscriptions = async () => (await pool().query('select endpoint from push_subscriptions')).rowCount

describe('a push', () => {
  it('tells each browser of an unread answer once, readable by that browser alone', async () => {
    const one = await talking()
    const [phone, tablet] = [service.browser('phone'), service.browser('tablet')]
    for (const { subscription } of [phone, tablet]) await subscribePush(one.whose, subscription)
    await one.say('It leaves today')
    expect(await queuePushes()).toBe(0)
    later(10)
    const queued = await Promise.all(Array.from({ length: 4 }, () => queuePushes()))
    expect(queued.reduce((all, n) => all + n, 0)).toBe(2)
    await work()
    expect(service.heard.map(({ path }) => path).sort()).toEqual(['/phone', '/tablet'])
    const toPhone = service.heard.find(({ path }) => path === '/phone')!
    expect(phone.open(toPhone.body)).toMatchObject({ body: 'You have a new answer', tag: one.conversationId })
    expect(toPhone.body.toString('latin1')).not.toContain('answer')
    expect(() => tablet.open(toPhone.body)).toThrow()
    expect(toPhone.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '3600' })
    later(60)
    expect(await queuePushes()).toBe(0)
  })

  it('says by its signature who calls, for this service and not for long', async () => {
    const one = await talking()
    await subscribePush(one.whose, service.browser('phone').subscription)
    await one.say('Hello')
    later(10)
    await queuePushes()
    await work()
    const [, token = '', key = ''] =
      /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(service.heard[0]?.headers.authorization ?? '') ?? []
    expect(key).toBe(await pushPublicKey())
    const point = Buffer.from(key, 'base64url')
    expect([point.length, point[0]]).toEqual([65, 4])
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
    const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' })
    const { payload } = await jwtVerify(token, publicKey, { algorithms: ['ES256'], audience: service.origin })
    expect(payload.exp! - Date.now() / 1_000).toBeLessThan(24 * 3_600)
  })

  it('carries the words only where the channel wants it', async () => {
    const one = await talking({ pushText: true })
    const phone = service.browser('phone')
    await subscribePush(one.whose, phone.subscription)
    await one.say('It leaves today')
    later(10)
    await queuePushes()
    await work()
    expect(phone.open(service.heard[0]!.body)).toMatchObject({ body: 'It leaves today' })
  })

  it('does not come for what was read, taken back, or is internal', async () => {
    const one = await talking()
    await subscribePush(one.whose, service.browser('phone').subscription)
    await one.say('a note', 'note')
    later(10)
    expect(await queuePushes()).toBe(0)
    const { seq } = await one.say('read')
    await markRead(one.conversationId, 'customer', seq)
    later(10)
    expect(await queuePushes()).toBe(0)
    const slip = await one.say('a slip')
    later(10)
    expect(await queuePushes()).toBe(1)
    const by = { kind: 'agent' as const, id: one.agents.Mei ?? '' }
    await recallMessage({ conversationId: one.conversationId, messageId: slip.id, by })
    await work()
    expect(service.heard).toEqual([])
  })

  it('forgets a browser that the service does not know any more, and tries again when it only cannot now', async () => {
    const one = await talking()
    await subscribePush(one.whose, service.browser('phone').subscription)
    await one.say('first')
    later(10)
    await queuePushes()
    service.status = 503
    await expect(work()).rejects.toThrow('503')
    expect(await subscriptions()).toBe(1)
    await one.say('second')
    later(10)
    await queuePushes()
    service.status = 410
    await work()
    expect(await subscriptions()).toBe(0)
  })

  it('reaches nothing inside the network unless that is allowed, and belongs to whoever subscribed last', async () => {
    const [one, two] = [await talking(), await talking()]
    const { subscription } = service.browser('shared')
    await subscribePush(one.whose, subscription)
    await subscribePush(two.whose, subscription)
    await one.say('for the first')
    later(10)
    expect(await queuePushes()).toBe(0)
    await two.say('for the second')
    later(10)
    await queuePushes()
    vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(false)
    await work()
    expect(service.heard).toEqual([])
    expect(await subscriptions()).toBe(0)
    await expect(subscribePush(one.whose, subscription)).rejects.toMatchObject({ code: 'invalid_input' })
  })
})
