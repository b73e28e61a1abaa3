import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endByAgent } from '@/server/modules/conversations'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { listDecisions, openConversation } from '.'

useTestDatabase()

const entry = { siteId: null, projectType: null, pageUrl: null, language: null }

const open = (s: Scenario, customerId: string, more: { text?: string; topic?: { orderId: string } } = {}) =>
  openConversation({
    ...{ customerId, channelId: s.channelId, entry, topic: more.topic ?? {}, categoryId: null },
    message: { clientMessageId: newId(), text: more.text ?? 'Hello' },
  })

/**
 * Limits of every kind, two levels, weights, somebody busy and somebody away, one full for the time window, and a
 * queue of three places with a second group behind it.
 */
async function buildOffice(): Promise<Scenario> {
  const s = await buildScenario([
    { name: 'a', capacity: 3, quality: 60 },
    { name: 'b', capacity: 2, quality: 40 },
    { name: 'c', capacity: 5, quality: 10 },
    { name: 'd', capacity: 4, quality: 30 },
    { name: 'e', capacity: 4, quality: 0 },
    { name: 'f', capacity: 4, quality: 20 },
  ])
  const by = s.agents as Record<string, string>
  await pool().query('update group_members set capacity = 1 where agent_id = $1', [by.a])
  await pool().query('update agents set window_limit = 2, window_seconds = 3600 where id = $1', [by.c])
  await pool().query('update group_members set level = 2 where agent_id = $1', [by.d])
  await pool().query(`update agents set status = 'busy' where id = $1`, [by.f])
  await pool().query('select refresh_sort_keys(id) from agents')
  return s
}

const namesOf = (s: Scenario) => new Map(Object.entries(s.agents).map(([name, id]) => [id, name]))

/** What was decided for each, with everything the record says of everybody. */
async function storyOf(s: Scenario, conversationIds: string[]) {
  const names = namesOf(s)
  const stories = []
  for (const id of conversationIds) {
    const [record] = await listDecisions(pool(), id)
    if (!record) throw new Error('a decision without a record')
    const { decision } = record
    stories.push({
      outcome: decision.outcome,
      reason: decision.reason,
      agent: decision.agentId && names.get(decision.agentId),
      tieBreak: decision.tieBreak,
      candidates: decision.candidates.map(({ agentId, current, basis, product, excluded }) => ({
        ...{ agent: names.get(agentId), current, basis, product, excluded },
      })),
    })
  }
  return stories
}

describe('who arrives while the group decides', () => {
  beforeEach(async () => {
    await pool().query('truncate organization, users, skill_groups, customers cascade')
  })
  afterEach(() => setClock(undefined))

  it('gets the very decision that a turn alone would have made', async () => {
    const now = new Date()
    setClock(() => now)
    const alone = await buildOffice()
    const oneByOne: string[] = []
    for (let i = 0; i < 20; i += 1) oneByOne.push((await open(alone, await addCustomer())).conversationId)

    const together = await buildOffice()
    const customers = await Promise.all(Array.from({ length: 20 }, () => addCustomer()))
    const opened = await Promise.all(customers.map((id) => open(together, id)))
    // Their ids are in the order of the decisions, whoever of the customers came first.
    const stories = await storyOf(together, opened.map(({ conversationId }) => conversationId).sort())
    expect(stories).toEqual(await storyOf(alone, oneByOne))
    // Both kinds of ending are among them, and each of the limits was met.
    expect(new Set(stories.map(({ outcome }) => outcome))).toEqual(new Set(['assign', 'queue']))
    const reasons = new Set(stories.flatMap(({ candidates }) => candidates.map(({ excluded }) => excluded)))
    for (const reason of ['full', 'group_full', 'window_full', 'lower_level', 'busy', 'zero_quality'])
      expect(reasons).toContain(reason)
    const { rows } = await pool().query<{ transactions: number; conversations: number }>(
      `select count(distinct xmin::text)::int as transactions, count(*)::int as conversations
       from dispatch_decisions where conversation_id = any($1)`,
      [opened.map(({ conversationId }) => conversationId)],
    )
    expect(rows[0]?.conversations).toBe(20)
    expect(rows[0]?.transactions).toBeLessThan(20)
  })

  it('is refused alone: the others of the same transaction are served', async () => {
    const s = await buildScenario([{ name: 'a', capacity: 50 }])
    const customers = await Promise.all(Array.from({ length: 8 }, () => addCustomer()))
    const results = await Promise.allSettled(
      customers.map((id, i) =>
        // PostgreSQL takes no such character, and says so only when it gets the statement.
        open(s, id, { text: i === 4 ? 'broken\u0000text' : `Hello from ${i}` }),
      ),
    )
    expect(results.map(({ status }) => status)).toEqual(
      customers.map((_, i) => (i === 4 ? 'rejected' : 'fulfilled')),
    )
    const { rows } = await pool().query<{ customer: string; text: string }>(
      `select c.customer_id as customer, m.text from conversations c join messages m on m.conversation_id = c.id`,
    )
    expect(new Map(rows.map((row) => [row.customer, row.text]))).toEqual(
      new Map(customers.flatMap((id, i) => (i === 4 ? [] : [[id, `Hello from ${i}`] as const]))),
    )
    expect((await pool().query('select current_count from agents')).rows).toEqual([{ current_count: 7 }])
  })

  it('finds their own open conversation when they ask twice at once, and loses neither message', async () => {
    const s = await buildScenario([{ name: 'a', capacity: 50 }])
    const customers = await Promise.all(Array.from({ length: 6 }, () => addCustomer()))
    const opened = await Promise.all(
      customers.flatMap((id) => [open(s, id, { text: 'first' }), open(s, id, { text: 'second' })]),
    )
    expect(new Set(opened.map(({ conversationId }) => conversationId)).size).toBe(6)
    expect(opened.filter(({ created }) => created)).toHaveLength(6)
    const { rows } = await pool().query<{ texts: string[] }>(
      'select array_agg(text order by text) as texts from messages group by conversation_id',
    )
    expect(rows).toEqual(Array(6).fill({ texts: ['first', 'second'] }))
  })

  it('comes back to what has ended by a turn of their own, beside others who are new', async () => {
    const s = await buildScenario([{ name: 'a', capacity: 50 }])
    const former = await addCustomer()
    const { conversationId } = await open(s, former)
    await endByAgent({ conversationId, agentId: s.agents.a as string })
    const others = await Promise.all(Array.from({ length: 5 }, () => addCustomer()))
    const opened = await Promise.all([former, ...others].map((id) => open(s, id)))
    expect(new Set(opened.map((one) => one.conversationId)).size).toBe(6)
    const { rows } = await pool().query(
      `select 1 from conversations where customer_id = $1 and ended_at is null`,
      [former],
    )
    expect(rows).toHaveLength(1)
  })
})
