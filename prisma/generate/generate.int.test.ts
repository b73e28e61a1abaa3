import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase, withClient } from '@/server/platform/testing/database'
import { findProgress, generateHistory } from './generate'

const now = Date.parse('2026-11-18T14:35:20.123Z')
const asked = { conversations: 260, messages: 2_400, days: 59, seed: 't' }
const people = 30
const patient = 180_000

let whole: TestDatabase
beforeAll(async () => {
  whole = await createTestDatabase()
  await generate(whole)
}, patient)
afterAll(() => whole.drop())

const generate = ({ url }: TestDatabase, options = asked, at = now) =>
  withClient(url, (client) => generateHistory(client, options, at, {}, people))
const read = async ({ url }: TestDatabase, sql: string) =>
  (await withClient(url, (client) => client.query(sql))).rows
const count = async (database: TestDatabase, sql: string) =>
  Number((await read(database, `select count(*) as n from ${sql}`))[0].n)

const tables = [
  ...['users', 'agents', 'skill_groups', 'group_members', 'channels', 'categories', 'wrap_ups', 'customers'],
  ...['threads', 'conversations', 'messages', 'assignments', 'reply_rounds', 'ratings', 'agent_status_spans'],
  ...[
    'shifts',
    '(select conversation_id, seq, type, audience, payload, created_at from conversation_events)',
  ],
]

/** Of every table how many rows there are and what is in them. */
async function contents(database: TestDatabase) {
  const found = []
  for (const table of tables)
    found.push([
      table,
      ...(await read(
        database,
        `select count(*)::int as n, md5(string_agg(t::text, '|' order by t::text)) as all from ${table} t`,
      )),
    ])
  return found
}

describe('a generated history', () => {
  it('has exactly the conversations and messages that were asked for, all of them over', async () => {
    expect(await count(whole, 'conversations')).toBe(260)
    expect(await count(whole, 'messages')).toBe(2_400)
    expect(await count(whole, 'conversations where ended_at is null')).toBe(0)
    expect(await count(whole, `conversations where ended_at > timestamptz '2026-11-18T14:35:20.123Z'`)).toBe(
      0,
    )
    const [{ days }] = await read(
      whole,
      `select max(entered_at)::date - min(entered_at)::date as days from conversations`,
    )
    expect(days).toBeGreaterThan(50)
  })

  it('keeps the sums of each conversation true to its messages, and its log without gaps', async () => {
    const wrong = await count(
      whole,
      `conversations c join lateral (
        select count(*) filter (where sender_kind = 'agent') as agents,
          count(*) filter (where sender_kind = 'customer' and not waiting) as customers,
          min(created_at) filter (where sender_kind = 'agent') as first
        from messages m where m.conversation_id = c.id) m on true
      where c.agent_messages <> m.agents or c.customer_messages <> m.customers
        or c.first_reply_at is distinct from m.first
        or (c.last_seq, c.last_seq) <> (select max(seq), count(*) from conversation_events e where e.conversation_id = c.id)`,
    )
    expect(wrong).toBe(0)
  })

  it('has cases of every kind that reports tell apart', async () => {
    const [kinds] = await read(
      whole,
      `select count(*) filter (where creation_type = 'direct')::int as direct,
        count(*) filter (where creation_type = 'queued')::int as queued,
        count(*) filter (where creation_type = 'offline')::int as offline,
        count(*) filter (where abandoned)::int as abandoned, sum(transfer_count)::int as transfers,
        sum(reopened_count)::int as returns, (select count(*)::int from ratings where cardinality(tags) > 0) as tagged,
        (select count(*)::int from reply_rounds) as rounds, (select count(*)::int from shifts) as shifts,
        count(*) filter (where wrap_up_id is not null)::int as closed from conversations`,
    )
    for (const [kind, n] of Object.entries(kinds)) expect([kind, n]).toEqual([kind, expect.any(Number)])
    expect(Object.entries(kinds).filter(([, n]) => Number(n) === 0)).toEqual([])
  })

  it('killed in the middle goes on to the same rows, none lost and none twice', {
    timeout: patient,
  }, async () => {
    const database = await createTestDatabase()
    try {
      const code = await dieWithin(database, 30)
      expect(code).toBe('SIGKILL')
      const before = await count(database, 'conversations')
      expect(before).toBeGreaterThan(0)
      expect(before).toBeLessThan(260)
      await generate(database, asked, now + 86_400_000)
      expect(await contents(database)).toEqual(await contents(whole))
    } finally {
      await database.drop()
    }
  })

  it('asked for again stays as it is; with another seed it is joined by another', {
    timeout: patient,
  }, async () => {
    const database = await createTestDatabase()
    try {
      const small = { conversations: 40, messages: 200, days: 5, seed: 'a' }
      await generate(database, small)
      const once = await contents(database)
      expect((await generate(database, small, now + 1)).made).toBe(0)
      expect(await contents(database)).toEqual(once)
      expect(await withClient(database.url, (client) => findProgress(client, small))).toEqual({
        complete: true,
      })
      await generate(database, { ...small, seed: 'b' })
      expect(await count(database, 'conversations')).toBe(80)
      expect(await count(database, 'agents')).toBe(people)
      const spans = `agent_status_spans a join agent_status_spans b on a.agent_id = b.agent_id and a.id <> b.id
        and a.from_at < b.until_at and b.from_at < a.until_at`
      expect(await count(database, spans)).toBe(0)
    } finally {
      await database.drop()
    }
  })
})

async function dieWithin({ url }: TestDatabase, day: number): Promise<string | number> {
  const file = path.join(import.meta.dirname, 'testing', 'die-within.ts')
  const args = ['--import', 'tsx', file, url, String(now), String(day), JSON.stringify({ ...asked, people })]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const [code, signal] = await once(child, 'exit')
  return signal ?? code
}
