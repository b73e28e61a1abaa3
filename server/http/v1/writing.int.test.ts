import { existsSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { filePath } from '@/server/modules/conversations'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { useApiServer } from '../testing/serve-api'
import type { AgentConversationView, MentionView, MessageView, StreamEvent } from './contract'

useTestDatabase()
const server = useApiServer()
let scenario: Scenario
/** Its channel shows agents what a customer is typing. */
let allowing: Scenario
let mei: Awaited<ReturnType<typeof server.agent>>
let bo: Awaited<ReturnType<typeof server.agent>>
beforeAll(async () => {
  scenario = await buildScenario([
    { name: 'Mei', capacity: 100 },
    { name: 'Bo', capacity: 0 },
  ])
  allowing = await buildScenario([{ name: 'Ada', capacity: 9 }])
  const settings = JSON.stringify({ typingPreview: true })
  await pool().query('update channels set settings = $2 where id = $1', [allowing.channelId, settings])
  mei = await server.agent(scenario.agents.Mei)
  bo = await server.agent(scenario.agents.Bo)
})
afterEach(() => setClock(undefined))

type Input = { text?: string; kind?: string; meta?: object; attachmentId?: string }
const write = (id: string, input: Input, by = mei) =>
  by.api.post<MessageView>(`/agent/conversations/${id}/messages`, { clientMessageId: newId(), ...input })
const recall = (id: string, messageId: string, by = mei) =>
  by.api.post(`/agent/conversations/${id}/messages/${messageId}/recall`)
const view = async (id: string) =>
  (await mei.api.get<AgentConversationView>(`/agent/conversations/${id}`)).body
const inTwoMinutes = () => setClock(() => new Date(Date.now() + 121_000))

async function upload(token: string, content: string): Promise<string> {
  const form = new FormData()
  form.set('file', new Blob([content]), 'a.txt')
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(`${server.base()}/api/v1/attachments`, { method: 'POST', headers, body: form })
  return ((await response.json()) as { id: string }).id
}

/** All that the API tells of a conversation, to both sides: pages, views and replays from the start. */
async function everythingTold(one: Awaited<ReturnType<typeof server.opened>>): Promise<string> {
  const stream = await one.api.stream(`/conversations/${one.id}/events?after=0`)
  const last = (await view(one.id)).lastSeq
  await stream.until((event: StreamEvent) => (event.seq ?? 0) >= last)
  stream.close()
  const pages = await Promise.all([
    one.api.get(`/conversations/${one.id}/messages`),
    one.api.get(`/conversations/${one.id}`),
    mei.api.get(`/agent/conversations/${one.id}/messages`),
    mei.api.get('/agent/conversations'),
    mei.api.get(`/agent/conversations/${one.id}/history`),
  ])
  return JSON.stringify([stream.events, pages.map(({ body }) => body)])
}

describe('taking a message back', () => {
  it('leaves nothing of it for anybody: pages, views, replays and tables', async () => {
    const one = await server.opened(scenario)
    const secret = `secret-${newId()}`
    await write(one.id, { text: 'before' })
    const { body } = await write(one.id, { text: secret, meta: { quoteSeq: 3 } })
    expect(await everythingTold(one)).toContain(secret)
    expect((await recall(one.id, body.id)).status).toBe(204)
    const told = await everythingTold(one)
    expect(told).not.toContain(secret)
    expect(told).toContain('"type":"recalled"')
    const { rows } = await pool().query(
      `select (select string_agg(m::text, '') from messages m) || (select string_agg(e::text, '') from conversation_events e)
        || (select string_agg(c::text, '') from conversations c) as everything`,
    )
    expect(rows[0].everything).not.toContain(secret)
    const { body: messages } = await one.api.get<{ items: MessageView[] }>(
      `/conversations/${one.id}/messages`,
    )
    expect(messages.items.find((m) => m.id === body.id)).toMatchObject({
      ...{ text: '', meta: null, attachment: null, recalledAt: expect.any(String) },
    })
  })

  it('is told to both sides at once, and lists show what stands before it', async () => {
    const one = await server.opened(scenario, 'Where is it?')
    const [theirs, ours] = [
      await one.api.stream(`/conversations/${one.id}/events?after=0`),
      await mei.api.stream('/agent/events'),
    ]
    await ours.until((event) => event.type === 'hello')
    const { body } = await write(one.id, { text: 'At the wrong address' })
    await recall(one.id, body.id)
    const seen = await theirs.until((event) => event.type === 'recalled')
    expect(seen).toMatchObject({ detail: { seq: body.seq } })
    expect(seen.patch).not.toHaveProperty('lastMessageText')
    const told = await ours.until((event) => event.type === 'recalled' && event.conversationId === one.id)
    expect(told.patch).toEqual({ lastMessageText: 'Where is it?', lastMessageFrom: 'customer' })
    expect(await view(one.id)).toMatchObject({ ...told.patch, status: 'awaiting_customer' })
    theirs.close()
    ours.close()
  })

  it('works for the customer too, twice without harm, and its file is gone', async () => {
    const one = await server.opened(scenario)
    const fileId = await upload(one.token, 'my card number')
    const message = { clientMessageId: newId(), kind: 'file', attachmentId: fileId }
    const { body } = await one.api.post<MessageView>(`/conversations/${one.id}/messages`, message)
    expect((await mei.api.get(`/attachments/${fileId}`)).status).toBe(200)
    const path = `/conversations/${one.id}/messages/${body.id}/recall`
    expect((await Promise.all([1, 2, 3].map(() => one.api.post(path)))).map(({ status }) => status)).toEqual([
      ...[204, 204, 204],
    ])
    const { rows } = await pool().query(
      `select count(*)::int as n from conversation_events where conversation_id = $1 and type = 'recalled'`,
      [one.id],
    )
    expect(rows).toEqual([{ n: 1 }])
    expect((await mei.api.get(`/attachments/${fileId}`)).status).toBe(404)
    expect((await one.api.get(`/attachments/${fileId}`)).status).toBe(404)
    await expect.poll(() => existsSync(filePath(fileId))).toBe(false)
  })

  it('is refused after two minutes, for what others said, and for what is not there; nothing changes', async () => {
    const one = await server.opened(scenario, 'mine')
    const { body } = await write(one.id, { text: 'stays' })
    const { body: page } = await mei.api.get<{ items: MessageView[] }>(
      `/agent/conversations/${one.id}/messages`,
    )
    const first = page.items[0]?.id ?? ''
    const now = async () => [
      await view(one.id),
      (await one.api.get(`/conversations/${one.id}/messages`)).body,
    ]
    const before = await now()
    expect(await recall(one.id, first)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect((await one.api.post(`/conversations/${one.id}/messages/${body.id}/recall`)).status).toBe(403)
    expect((await recall(one.id, newId())).status).toBe(404)
    expect((await recall(one.id, body.id, bo)).status).toBe(404)
    const stranger = await server.opened(scenario)
    expect((await stranger.api.post(`/conversations/${one.id}/messages/${first}/recall`)).status).toBe(404)
    inTwoMinutes()
    expect(await recall(one.id, body.id)).toMatchObject({ status: 409, body: { code: 'invalid_state' } })
    setClock(undefined)
    expect(await now()).toEqual(before)
  })

  it('keeps one order while others write: the log has no gap', async () => {
    const one = await server.opened(scenario)
    const { body } = await write(one.id, { text: 'x' })
    await Promise.all([
      ...Array.from({ length: 20 }, (_, n) => write(one.id, { text: `more ${n}` })),
      recall(one.id, body.id),
    ])
    const { rows } = await pool().query(
      'select seq::int from conversation_events where conversation_id = $1 order by seq',
      [one.id],
    )
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
    expect((await view(one.id)).lastSeq).toBe(rows.length)
  })
})

describe('a quote', () => {
  it('names a message of the same conversation, and never shows the customer a note', async () => {
    const [one, other] = [await server.opened(scenario), await server.opened(scenario)]
    const { body: page } = await mei.api.get<{ items: MessageView[] }>(
      `/agent/conversations/${one.id}/messages`,
    )
    const quoteSeq = page.items[0]?.seq ?? 0
    expect((await write(one.id, { text: 'this', meta: { quoteSeq } })).body.meta).toEqual({ quoteSeq })
    const { body: note } = await write(one.id, { kind: 'note', text: 'careful' })
    const refusal = { status: 400, body: { fields: [{ path: 'meta.quoteSeq' }] } }
    expect(await write(one.id, { text: 'that', meta: { quoteSeq: note.seq } })).toMatchObject(refusal)
    expect((await write(one.id, { kind: 'note', text: 'x', meta: { quoteSeq: note.seq } })).status).toBe(201)
    expect(await write(one.id, { text: 'that', meta: { quoteSeq: 999 } })).toMatchObject(refusal)
    const { body: taken } = await write(one.id, { text: 'gone' })
    await recall(one.id, taken.id)
    expect(await write(one.id, { text: 'that', meta: { quoteSeq: taken.seq } })).toMatchObject(refusal)
    const { lastSeq } = await view(other.id)
    expect(await write(one.id, { text: 'that', meta: { quoteSeq: lastSeq + 50 } })).toMatchObject(refusal)
  })
})

describe('naming a colleague in a note', () => {
  it('lets the colleague read, answer in notes, and see it later; the customer sees nothing', async () => {
    const one = await server.opened(scenario, 'a hard question')
    const read = () => bo.api.get(`/agent/conversations/${one.id}/messages`)
    expect((await read()).status).toBe(404)
    const stream = await bo.api.stream('/agent/events')
    await stream.until((event) => event.type === 'hello')
    const meta = { mentions: [bo.id, bo.id] }
    const { body } = await write(one.id, { kind: 'note', text: '@Bo do you know?', meta })
    expect(body.meta).toEqual({ mentions: [bo.id] })
    await stream.until((event) => event.type === 'mention')
    stream.close()
    expect((await read()).status).toBe(200)
    const unseen = async () => (await bo.api.get<{ items: MentionView[] }>('/agent/mentions')).body.items
    expect(await unseen()).toMatchObject([
      { conversationId: one.id, seq: body.seq, byName: 'Mei', text: '@Bo do you know?' },
    ])
    expect((await write(one.id, { kind: 'note', text: 'yes' }, bo)).status).toBe(201)
    expect((await write(one.id, { text: 'Hello customer' }, bo)).status).toBe(404)
    await bo.api.post(`/agent/conversations/${one.id}/mentions/seen`)
    expect(await unseen()).toEqual([])
    const toCustomer = await one.api.get<{ items: MessageView[] }>(`/conversations/${one.id}/messages`)
    expect(toCustomer.body.items.map(({ text }) => text)).toEqual(['a hard question'])
  })

  it('is refused outside of notes and for somebody who does not work here', async () => {
    const one = await server.opened(scenario)
    const refusal = { status: 400, body: { fields: [{ path: 'meta.mentions' }] } }
    expect(await write(one.id, { text: 'hi', meta: { mentions: [bo.id] } })).toMatchObject(refusal)
    expect(await write(one.id, { kind: 'note', text: 'hi', meta: { mentions: [newId()] } })).toMatchObject(
      refusal,
    )
    expect((await write(one.id, { kind: 'note', text: 'let me' }, bo)).status).toBe(404)
  })

  it('disappears when the note is taken back', async () => {
    const one = await server.opened(scenario)
    const { body } = await write(one.id, { kind: 'note', text: '@Bo', meta: { mentions: [bo.id] } })
    await recall(one.id, body.id)
    expect((await bo.api.get('/agent/mentions')).body).toEqual({ items: [] })
  })
})

describe('a card', () => {
  it('is picked from the orders of the customer and shown with its facts', async () => {
    const one = await server.opened(scenario)
    await pool().query(
      `insert into orders(id, external_id, customer_id, title, status, amount, currency) values ($1, 'A-17', $2, 'Tent', 'sent', 129.5, 'EUR')`,
      [newId(), one.customerId],
    )
    const { body } = await mei.api.get(`/agent/conversations/${one.id}/orders`)
    expect(body).toMatchObject({ items: [{ externalId: 'A-17', amount: '129.50', currency: 'EUR' }] })
    const card = { kind: 'order', id: 'A-17', title: 'Tent', status: 'sent', amount: '129.50 EUR' }
    expect((await write(one.id, { kind: 'card', meta: { card } })).status).toBe(201)
    const told = await one.api.get<{ items: MessageView[] }>(`/conversations/${one.id}/messages`)
    expect(told.body.items.at(-1)).toMatchObject({ kind: 'card', text: 'Tent', meta: { card } })
    expect((await view(one.id)).lastMessageText).toBe('Tent')
    expect((await bo.api.get(`/agent/conversations/${one.id}/orders`)).status).toBe(404)
  })

  it('leads nowhere but to pages, and is a card only', async () => {
    const one = await server.opened(scenario)
    const card = { kind: 'product', id: 'p', title: 'Stove', url: 'javascript:alert(1)' }
    expect((await write(one.id, { kind: 'card', meta: { card } })).status).toBe(400)
    expect((await write(one.id, { kind: 'card' })).status).toBe(400)
    expect(
      (await write(one.id, { text: 'x', meta: { card: { ...card, url: 'https://a.example' } } })).status,
    ).toBe(400)
  })
})

describe('what the customer is typing', () => {
  it('reaches the agent where the channel allows it, and nobody otherwise', async () => {
    const ada = await server.agent(allowing.agents.Ada)
    for (const [where, who, expected] of [
      [allowing, ada, 'I want my mon'],
      [scenario, mei, undefined],
    ] as const) {
      const one = await server.opened(where)
      const [ours, theirs] = [
        await who.api.stream('/agent/events'),
        await one.api.stream(`/conversations/${one.id}/events?after=0`),
      ]
      await ours.until((event) => event.type === 'hello')
      await one.api.post(`/conversations/${one.id}/typing`, { on: true, text: 'I want my mon' })
      const seen = await ours.until((event) => event.type === 'typing' && event.conversationId === one.id)
      expect(seen.detail?.text).toBe(expected)
      await who.api.post(`/agent/conversations/${one.id}/typing`, { on: true, text: 'internal' })
      const shown = await theirs.until((event) => event.type === 'typing')
      expect(shown.detail).toEqual({ on: true, senderKind: 'agent' })
      ours.close()
      theirs.close()
    }
  })
})
