import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listAudit } from '@/server/modules/accounts'
import { openConversation } from '@/server/modules/dispatch'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { emitSignal } from '@/server/platform/signals'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { recallMessage, sendMessage, showOriginal } from '.'
import { eraseOldContent, previewRetention, runRetention } from './actions/retention'

useTestDatabase()

const CARD = 'my card 4111 1111 1111 1111'
let scenario: Scenario
let customerId: string

async function settings(values: object): Promise<void> {
  await pool().query('update organization set settings = $1', [values])
  emitSignal('config_changed', { version: 1 })
}

beforeEach(async () => {
  await pool().query(
    'truncate organization, users, skill_groups, customers, audit_entries, masked_originals, retention_runs cascade',
  )
  scenario = await buildScenario([{ name: 'Ana' }])
  customerId = newId()
  await pool().query(
    `insert into customers(id, name, email, external_id) values ($1, 'Ines', 'ines@example.com', 'x1')`,
    [customerId],
  )
  await settings({ masking: { cards: true, phones: false, identities: false } })
})
afterEach(() => setClock(undefined))

async function open(text: string): Promise<string> {
  const { conversationId } = await openConversation({
    customerId,
    channelId: scenario.channelId,
    categoryId: null,
    topic: {},
    entry: { siteId: null, projectType: null, pageUrl: null, language: 'en' },
    message: { clientMessageId: newId(), text },
  } as unknown as Parameters<typeof openConversation>[0])
  return conversationId
}

const send = (conversationId: string, text: string, clientMessageId = newId()) =>
  sendMessage({
    conversationId,
    senderKind: 'customer',
    senderId: customerId,
    clientMessageId,
    kind: 'text',
    text,
    attachmentId: null,
  })

const may = (permissions: object) => ({
  ...{ userId: newId(), name: 'Una', agentId: null, roles: [], permissions, groupIds: [], scopeGroupIds: [] },
})
const reader = may({ 'conversations.read': 'all', 'customers.unmask': 'all' })

/** Everything the database says anywhere of this conversation. */
async function everything(): Promise<string> {
  const tables = [
    'messages',
    'conversation_events',
    'conversations',
    'masked_originals',
    'conversation_search',
  ]
  const texts = await Promise.all(
    tables.map((table) =>
      pool().query(`select coalesce(string_agg(to_jsonb(t)::text, ' '), '') as text from ${table} t`),
    ),
  )
  return texts.map(({ rows }) => rows[0].text).join(' ')
}

describe('a card number that a customer writes', () => {
  it('is nowhere in the database, from the first message on', async () => {
    const id = await open(CARD)
    const { message } = await send(id, `again ${CARD}`)
    expect(message.text).toBe('again my card **** **** **** 1111')
    const text = await everything()
    expect(text).not.toMatch(/4111/)
    expect(text.match(/\*\*\*\* 1111/g)?.length).toBeGreaterThanOrEqual(4)
  })

  it('is told in the original to those who may, each time on record', async () => {
    const id = await open('hello')
    const { message } = await send(id, CARD)
    expect(await showOriginal(reader, message.id)).toEqual({ text: CARD })
    await showOriginal(reader, message.id)
    const { rows } = await listAudit({ page: 1, pageSize: 5, direction: 'desc', action: 'unmasked' })
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({
      actorName: 'Una',
      entity: 'conversation',
      entityId: id,
      after: { seq: message.seq },
    })
    expect(JSON.stringify(rows)).not.toContain('4111')
    const blind = may({ 'conversations.read': 'all' })
    await expect(showOriginal(blind, message.id)).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = may({ 'customers.unmask': 'all' })
    await expect(showOriginal(stranger, message.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('keeps one original however often the message is sent', async () => {
    const id = await open('hello')
    const key = newId()
    const sent = await Promise.all([send(id, CARD, key), send(id, CARD, key), send(id, CARD, key)])
    expect(new Set(sent.map(({ message }) => message.id)).size).toBe(1)
    const { rows } = await pool().query('select message_id from masked_originals')
    expect(rows).toEqual([{ message_id: sent[0].message.id }])
  })

  it('is gone with its original once the message is taken back', async () => {
    const id = await open('hello')
    const { message } = await send(id, CARD)
    await recallMessage({
      conversationId: id,
      messageId: message.id,
      by: { kind: 'customer', id: customerId },
    } as never)
    expect((await pool().query('select 1 from masked_originals')).rowCount).toBe(0)
    await expect(showOriginal(reader, message.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('stays as it is where nothing is to be masked', async () => {
    await settings({})
    const id = await open('hello')
    expect((await send(id, CARD)).message.text).toBe(CARD)
    expect((await pool().query('select 1 from masked_originals')).rowCount).toBe(0)
  })
})

describe('retention', () => {
  const retention = { conversationDays: 30, attachmentDays: null, auditDays: null }
  const DAY = '2030-01-01'
  const end = (id: string, days: number) =>
    pool().query(
      `update conversations set status = 'ended', ended_at = now() - make_interval(days => $2), agent_messages = 1 where id = $1`,
      [id, days],
    )

  it('takes the words of what is old, keeps what reports count, and leaves the rest alone', async () => {
    const old = await open(`${CARD} and a secret`)
    await end(old, 31)
    await pool().query('update assignments set ended_at = now()')
    await pool().query('update agents set current_count = 0')
    const young = await open('young words')
    await end(young, 29)
    const running = await open('running words')
    expect(new Set([old, young, running]).size).toBe(3)
    await pool().query(`update conversations set created_at = now() - interval '90 days' where id = $1`, [
      running,
    ])
    await pool().query(
      `insert into ratings(conversation_id, score, comment, created_at) values ($1, 2, 'a secret', now())`,
      [old],
    )
    await pool().query('insert into retention_runs(day, started_at) values ($1, now())', [DAY])

    expect(await previewRetention(retention)).toEqual({ conversations: 1, attachments: 0, auditValues: 0 })
    expect(await eraseOldContent(retention, DAY)).toBe(true)
    expect(await previewRetention(retention)).toEqual({ conversations: 0, attachments: 0, auditValues: 0 })
    const text = await everything()
    expect(text).not.toContain('secret')
    expect(text).toContain('young words')
    expect(text).toContain('running words')
    const { rows } = await pool().query(
      `select c.agent_messages, c.content_erased_at is not null as erased, r.score, r.comment,
         (select count(*)::int from messages m where m.conversation_id = c.id) as messages
       from conversations c join ratings r on r.conversation_id = c.id where c.id = $1`,
      [old],
    )
    expect(rows).toEqual([{ agent_messages: 1, erased: true, score: 2, comment: null, messages: 1 }])
    const customer = await pool().query('select name, email from customers where id = $1', [customerId])
    expect(customer.rows).toEqual([{ name: 'Ines', email: 'ines@example.com' }])
  })

  it('forgets a customer with the last of their words, and does so once', async () => {
    const old = await open('words')
    await end(old, 40)
    await pool().query('insert into retention_runs(day, started_at) values ($1, now())', [DAY])
    await Promise.all([eraseOldContent(retention, DAY), eraseOldContent(retention, DAY)])
    const customer = await pool().query('select name, email, external_id from customers where id = $1', [
      customerId,
    ])
    expect(customer.rows).toEqual([{ name: '–', email: null, external_id: null }])
    const run = await pool().query('select conversations from retention_runs')
    expect(run.rows).toEqual([{ conversations: 1 }])
  })

  it('begins once a day, and writes down what it did once', async () => {
    await settings({ retention })
    const old = await open('words')
    await end(old, 40)
    const { beginRetention } = await import('./actions/retention')
    const { startJobs } = await import('@/server/platform/jobs')
    await (await startJobs({}))()
    const begun = await Promise.all([beginRetention(), beginRetention(), beginRetention()])
    expect(begun.filter(Boolean)).toHaveLength(1)
    const day = new Date().toISOString().slice(0, 10)
    await runRetention({ day, part: 1 })
    await runRetention({ day, part: 1 })
    const { rows } = await listAudit({ page: 1, pageSize: 5, direction: 'desc', entity: 'retention' })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      action: 'ran',
      actorName: 'System',
      after: { conversations: 1, conversationDays: 30 },
    })
  })
})
