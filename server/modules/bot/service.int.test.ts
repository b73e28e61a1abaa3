import { createHmac } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { renewIndex } from '@/server/modules/knowledge'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { answerAllOwed, enterConversation } from '.'
import { mostServiceBytes } from './contract'
import { circuitState } from './domain/circuit'
import { readCircuit } from './store/circuits'
import { startAnswerService } from './testing/answer-service'
import { addArticle, setBot } from './testing/bots'

useTestDatabase()
const secret = 'swy_bot_a-secret-of-the-test'
let service: Awaited<ReturnType<typeof startAnswerService>>
let scenario: Scenario
let start = 0
const at = (ms: number) => setClock(() => new Date(start + ms))

beforeAll(async () => {
  service = await startAnswerService()
})
afterAll(() => service.stop())
beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers, knowledge_articles cascade')
  start = Date.now()
  at(0)
  vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(true)
  service.asked.length = 0
  service.answer = (response) => service.json(response, { kind: 'answer', text: 'From the service.' })
  scenario = await buildScenario([{ name: 'Mei' }])
  await addArticle('Opening hours', 'Nine to five.', ['When are you open?', 'your opening hours'])
  await renewIndex()
  await useService()
})
afterEach(() => {
  vi.restoreAllMocks()
  setClock(undefined)
})

const useService = (url = service.url, timeoutMs = 10_000) =>
  setBot(scenario.channelId, { external: { enabled: true, url, timeoutMs } }, secret)

/** A new customer's question, and what the bot said to it. */
async function answerTo(text = 'When are you open?') {
  const { conversationId } = await enterConversation({
    ...{ customerId: await addCustomer(), channelId: scenario.channelId, topic: {}, categoryId: null },
    entry: { siteId: null, projectType: null, pageUrl: null, language: 'en' },
    message: { clientMessageId: newId(), text },
  })
  await answerAllOwed()
  const { rows } = await pool().query<{ text: string; meta: { bot?: { buttons?: object[] } } | null }>(
    `select text, meta from messages where conversation_id = $1 and sender_kind = 'bot' order by seq desc limit 1`,
    [conversationId],
  )
  const { rows: turns } = await pool().query<{ source: string; outcome: string }>(
    'select source, outcome from bot_turns where conversation_id = $1',
    [conversationId],
  )
  const { rows: row } = await pool().query('select status from conversations where id = $1', [conversationId])
  return { ...rows[0], ...turns[0], status: row[0].status }
}
const circuit = () => readCircuit(pool(), scenario.channelId)

describe('an external answer service', () => {
  it('is asked first, signed over time, delivery and body', async () => {
    expect(await answerTo('How tall is it?')).toMatchObject({ text: 'From the service.', source: 'service' })
    const [asked] = service.asked
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({
      ...{ channelId: scenario.channelId, question: 'How tall is it?', language: 'en', earlier: [] },
      delivery: asked?.delivery,
    })
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(asked?.signature ?? '') ?? []
    const signed = createHmac('sha256', secret).update(`${t}.${asked?.delivery}.${asked?.body}`)
    expect(v1).toBe(signed.digest('hex'))
  })

  it('may ask back, hand over, or know nothing', async () => {
    service.answer = (response) =>
      service.json(response, {
        kind: 'did_you_mean',
        options: [{ label: 'A' }, { label: 'B', question: 'bee' }],
      })
    expect((await answerTo()).meta?.bot?.buttons).toMatchObject([
      { label: 'A', choice: { kind: 'question', text: 'A' } },
      { label: 'B', choice: { kind: 'question', text: 'bee' } },
      { choice: { kind: 'none' } },
    ])
    service.answer = (response) => service.json(response, { kind: 'hand_over', text: 'One moment.' })
    expect(await answerTo()).toMatchObject({ text: 'One moment.', status: 'awaiting_agent' })
    service.answer = (response) => service.json(response, { kind: 'unknown' })
    expect(await answerTo()).toMatchObject({ text: 'Nine to five.', source: 'fallback' })
    expect((await circuit()).failures).toBe(0)
  })

  const long = JSON.stringify({ kind: 'answer', text: 'x'.repeat(mostServiceBytes) })
  const good = JSON.stringify({ kind: 'answer', text: 'Short.' })
  const head = { 'content-type': 'application/json' }
  const faults: [string, (response: ServerResponse) => unknown][] = [
    ['never answers', () => undefined],
    ['begins and does not end', (r) => r.writeHead(200, head).write('{')],
    ['hangs up', (r) => r.destroy()],
    [
      'claims more than it sends',
      (r) => r.writeHead(200, { ...head, 'content-length': 900 }).write(good, () => r.destroy()),
    ],
    [
      'claims less than it sends',
      (r) => r.writeHead(200, { ...head, 'content-length': 5 }).end(good.slice(0, 5)),
    ],
    ['sends more than is read, without a length', (r) => r.writeHead(200, head).end(long)],
    ['sends HTML', (r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello</p>')],
    ['calls HTML JSON', (r) => r.writeHead(200, head).end('<p>Hello</p>')],
    ['sends another shape', (r) => service.json(r, { kind: 'answer', text: '' })],
    ['sends an error', (r) => r.writeHead(503, head).end(good)],
    ['points inside', (r) => r.writeHead(302, { ...head, location: service.url }).end(good)],
  ]
  it.each(faults)('that %s is a failure, and the knowledge base answers', async (_, answer) => {
    await useService(service.url, 400)
    service.answer = answer
    expect(await answerTo()).toMatchObject({ text: 'Nine to five.', source: 'fallback', outcome: 'answered' })
    expect(service.asked).toHaveLength(1)
    expect(await circuit()).toMatchObject({ failures: 1 })
  })

  it('inside the network is not asked unless that is allowed', async () => {
    vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(false)
    expect(await answerTo()).toMatchObject({ text: 'Nine to five.', source: 'fallback' })
    expect(service.asked).toHaveLength(0)
    expect((await circuit()).lastError).toContain('inside this network')
  })

  it('is left alone after five failures, tried by one question after 30 s, and back with its answer', async () => {
    service.answer = (response) => response.writeHead(500).end()
    for (let failure = 0; failure < 5; failure += 1) await answerTo()
    expect(service.asked).toHaveLength(5)
    await answerTo()
    at(29_999)
    await answerTo()
    expect(service.asked).toHaveLength(5)
    at(30_000)
    expect(circuitState(await circuit(), start + 30_000)).toBe('half_open')
    await Promise.all([answerTo(), answerTo(), answerTo()])
    expect(service.asked).toHaveLength(6)
    service.answer = (response) => service.json(response, { kind: 'answer', text: 'Back again.' })
    at(59_999)
    expect(await answerTo()).toMatchObject({ source: 'fallback' })
    at(60_000)
    expect(await answerTo()).toMatchObject({ text: 'Back again.', source: 'service' })
    expect(await circuit()).toMatchObject({ failures: 0, openUntil: null })
  })
})
