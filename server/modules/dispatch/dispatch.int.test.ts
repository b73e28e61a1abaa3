import { beforeEach, describe, expect, it } from 'vitest'
import { endByAgent, endByCustomer, leaveQueue, sendMessage } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import {
  addAgent,
  addCustomer,
  buildScenario,
  joinGroup,
  type Scenario,
} from '@/server/platform/testing/scenario'
import { listDecisions, openConversation, requestDrain, transferConversation } from '.'

useTestDatabase()

const entry = { siteId: null, projectType: null, pageUrl: null, language: null }

async function arrive(scenario: Scenario, vipLevel = 0, text: string | null = 'Hello') {
  const customerId = await addCustomer(vipLevel)
  const { conversationId } = await openConversation({
    customerId,
    channelId: scenario.channelId,
    entry,
    topic: {},
    categoryId: null,
    message: text === null ? null : { clientMessageId: newId(), text },
  })
  return { customerId, conversationId }
}

type Row = {
  status: string
  creation_type: string | null
  agent_id: string | null
  wait_reason: string | null
  last_seq: number
  awaiting_since: Date | null
  unanswered_since: Date | null
}
async function stateOf(id: string): Promise<Row> {
  const { rows } = await pool().query<Row>('select * from conversations where id = $1', [id])
  return rows[0] as Row
}

/** Waits until the queues have settled: the drain runs beside the call that freed the place. */
async function settled(check: () => Promise<boolean>): Promise<void> {
  await expect.poll(check, { timeout: 10_000, interval: 20 }).toBe(true)
}

/** What must hold at any moment, whatever has happened. */
async function expectSound(): Promise<void> {
  const { rows } = await pool().query(`
    select 'over the limit' as what from agents where current_count > capacity
    union all select 'count differs from assignments' from agents a where a.current_count <>
      (select count(*) from assignments s where s.agent_id = a.id and s.ended_at is null and s.holds_place)
    union all select 'member count differs' from group_members m where m.current_count <>
      (select count(*) from assignments s where s.agent_id = m.agent_id and s.group_id = m.group_id and s.ended_at is null and s.holds_place)
    union all select 'queued without a place in the queue' from conversations c where c.status = 'queued'
      and not exists (select 1 from queue_entries q where q.conversation_id = c.id)
    union all select 'in the queue but not queued' from queue_entries q join conversations c on c.id = q.conversation_id where c.status <> 'queued'
    union all select 'a gap in the log' from conversations c where c.last_seq <>
      (select count(*) from conversation_events e where e.conversation_id = c.id)`)
  expect(rows).toEqual([])
}

describe('dispatch on PostgreSQL', () => {
  beforeEach(async () => {
    await pool().query('truncate organization, users, skill_groups, customers cascade')
  })

  it('known answer 1: .36 beats .32', async () => {
    const s = await buildScenario([
      { name: 'A', quality: 60 },
      { name: 'B', quality: 40 },
    ])
    await pool().query('update agents set current_count = 2 where id = $1', [s.agents.A])
    await pool().query('update agents set current_count = 1 where id = $1', [s.agents.B])
    await pool().query('select refresh_sort_keys(id) from agents')
    const { conversationId } = await arrive(s)
    expect(await stateOf(conversationId)).toMatchObject({
      status: 'awaiting_agent',
      creation_type: 'direct',
      agent_id: s.agents.A,
    })
    const [record] = await listDecisions(pool(), conversationId)
    expect(record?.decision.winner?.product).toBeCloseTo(0.36, 10)
    expect(record?.decision.candidates.find((c) => c.agentId === s.agents.B)?.product).toBeCloseTo(
      0.16 * 2,
      10,
    )
  })

  it('assigns exactly 100 of 200 who enter in the same second to 20 agents with 5 places, the rest in order', async () => {
    const s = await buildScenario(Array.from({ length: 20 }, (_, i) => ({ name: `Agent ${i}` })))
    const all = await Promise.all(Array.from({ length: 200 }, () => arrive(s)))
    const { rows } = await pool().query<{ current_count: number }>('select current_count from agents')
    expect(rows.map((r) => r.current_count)).toEqual(Array(20).fill(5))
    const states = await Promise.all(all.map(({ conversationId }) => stateOf(conversationId)))
    expect(states.filter((c) => c.status === 'awaiting_agent')).toHaveLength(100)
    expect(states.filter((c) => c.status === 'queued')).toHaveLength(100)
    await expectSound()

    const { rows: before } = await pool().query<{ id: string }>(
      'select conversation_id as id from queue_entries order by neg_priority, entered_at, conversation_id limit 5',
    )
    const freed = await pool().query<{ id: string; agent: string }>(
      'select id, agent_id as agent from conversations where agent_id is not null limit 5',
    )
    for (const { id, agent } of freed.rows) await endByAgent({ conversationId: id, agentId: agent })
    requestDrain({ groupIds: [s.groupId] })
    await settled(
      async () => (await pool().query("select 1 from conversations where status = 'queued'")).rowCount === 95,
    )
    const { rows: taken } = await pool().query<{ id: string }>(
      "select id from conversations where creation_type = 'queued' and agent_id is not null order by entered_at, id",
    )
    expect(taken.map((r) => r.id).sort()).toEqual(before.map((r) => r.id).sort())
    await expectSound()
  })

  it('refuses nobody when a dozen groups want the same few agents at once', async () => {
    const first = await buildScenario([
      { name: 'A', capacity: 150 },
      { name: 'B', capacity: 150 },
    ])
    const all = [first]
    for (let i = 1; i < 12; i += 1) {
      const next = await buildScenario([])
      for (const id of Object.values(first.agents)) await joinGroup(next.groupId, id)
      all.push(next)
    }
    const arrivals = all.flatMap((s) => Array.from({ length: 20 }, () => arrive(s)))
    const outcomes = await Promise.allSettled(arrivals)
    expect(outcomes.filter((o) => o.status === 'rejected')).toEqual([])
    const { rows } = await pool().query(
      "select count(*)::int as n from conversations where status = 'awaiting_agent'",
    )
    expect(rows).toEqual([{ n: 240 }])
    await expectSound()
  })

  it('serves a higher priority first and never lets a newcomer pass an equal one', async () => {
    const s = await buildScenario([{ name: 'A', capacity: 1 }])
    const first = await arrive(s)
    const low = await arrive(s, 0)
    const high = await arrive(s, 3)
    const later = await arrive(s, 3)
    const served: string[] = []
    let current = first.conversationId
    for (let i = 0; i < 3; i += 1) {
      await endByAgent({ conversationId: current, agentId: s.agents.A ?? null })
      requestDrain({ groupIds: [s.groupId] })
      await settled(
        async () =>
          (
            await pool().query('select 1 from conversations where agent_id = $1 and ended_at is null', [
              s.agents.A,
            ])
          ).rowCount === 1,
      )
      const { rows } = await pool().query<{ id: string }>(
        'select id from conversations where agent_id = $1 and ended_at is null',
        [s.agents.A],
      )
      current = rows[0]?.id ?? ''
      served.push(current)
    }
    expect(served).toEqual([high.conversationId, later.conversationId, low.conversationId])
    await expectSound()
  })

  it('takes, across all groups of a freed agent, the first by priority, then entry', async () => {
    const s = await buildScenario([{ name: 'A', capacity: 1 }])
    const other = await buildScenario([])
    await joinGroup(other.groupId, s.agents.A ?? '')
    const holder = await arrive(s)
    const older = await arrive(other)
    const newer = await arrive(s)
    await endByCustomer(holder.conversationId)
    requestDrain({ agentIds: [s.agents.A ?? ''] })
    await settled(async () => (await stateOf(older.conversationId)).agent_id === s.agents.A)
    expect((await stateOf(newer.conversationId)).status).toBe('queued')
    await expectSound()
  })

  it('takes a message when all are offline and splits them evenly', async () => {
    const s = await buildScenario([
      { name: 'A', status: 'offline', quality: 90 },
      { name: 'B', status: 'offline', quality: 10 },
    ])
    const all = []
    for (let i = 0; i < 4; i += 1) all.push(await stateOf((await arrive(s)).conversationId))
    expect(all.map((c) => c.creation_type)).toEqual(Array(4).fill('offline'))
    expect(all.filter((c) => c.agent_id === s.agents.A)).toHaveLength(2)
    expect(all[0]).toMatchObject({ status: 'awaiting_agent', wait_reason: 'all_offline' })
    const { rows } = await pool().query('select current_count from agents where current_count > 0')
    expect(rows).toEqual([])
    await expectSound()
  })

  it('leaves a message of an empty group on its unassigned list', async () => {
    const s = await buildScenario([])
    expect(await stateOf((await arrive(s)).conversationId)).toMatchObject({
      creation_type: 'offline',
      agent_id: null,
      wait_reason: 'group_empty',
    })
  })

  it('queues when the only online agent has quality 0', async () => {
    const s = await buildScenario([{ name: 'A', quality: 0 }])
    expect(await stateOf((await arrive(s)).conversationId)).toMatchObject({
      status: 'queued',
      wait_reason: 'quality_zero',
    })
  })

  it('considers a lower level only when no higher one has room', async () => {
    const s = await buildScenario([
      { name: 'Senior', level: 2, capacity: 1, quality: 1 },
      { name: 'Junior', level: 1, capacity: 5, quality: 100 },
    ])
    expect((await stateOf((await arrive(s)).conversationId)).agent_id).toBe(s.agents.Senior)
    expect((await stateOf((await arrive(s)).conversationId)).agent_id).toBe(s.agents.Junior)
  })

  it('answers with the open conversation of the thread when the same customer asks fifty times at once', async () => {
    const s = await buildScenario([{ name: 'A' }])
    const customerId = await addCustomer()
    const input = { customerId, channelId: s.channelId, entry, topic: {}, categoryId: null, message: null }
    const all = await Promise.all(Array.from({ length: 50 }, () => openConversation(input)))
    expect(new Set(all.map((r) => r.conversationId)).size).toBe(1)
    expect(all.filter((r) => r.created)).toHaveLength(1)
    await expectSound()
  })

  it('stores one message when the same clientMessageId is sent fifty times in parallel', async () => {
    const s = await buildScenario([{ name: 'A' }])
    const { customerId, conversationId } = await arrive(s, 0, null)
    const message = {
      conversationId,
      senderKind: 'customer' as const,
      senderId: customerId,
      clientMessageId: newId(),
      kind: 'text',
      text: 'once',
      attachmentId: null,
    }
    const sent = await Promise.all(Array.from({ length: 50 }, () => sendMessage(message)))
    expect(sent.filter((m) => m.created)).toHaveLength(1)
    expect(new Set(sent.map((m) => m.message.id)).size).toBe(1)
    expect(
      (await pool().query('select 1 from messages where conversation_id = $1', [conversationId])).rowCount,
    ).toBe(1)
    await expect(sendMessage({ ...message, text: 'other' })).rejects.toMatchObject({
      code: 'message_id_reused',
    })
    await expectSound()
  })

  it('keeps the clock of the oldest unanswered message and records each reply round', async () => {
    const s = await buildScenario([{ name: 'A' }])
    const { customerId, conversationId } = await arrive(s)
    const first = (await stateOf(conversationId)).unanswered_since
    const write = (senderKind: 'customer' | 'agent', text: string) =>
      sendMessage({
        conversationId,
        senderKind,
        senderId: senderKind === 'agent' ? (s.agents.A ?? '') : customerId,
        clientMessageId: newId(),
        kind: 'text',
        text,
        attachmentId: null,
      })
    await write('customer', 'still there?')
    expect((await stateOf(conversationId)).unanswered_since).toEqual(first)
    await write('agent', 'yes')
    expect(await stateOf(conversationId)).toMatchObject({
      status: 'awaiting_customer',
      awaiting_since: null,
      unanswered_since: null,
    })
    await write('agent', 'and more')
    await write('customer', 'thanks')
    await write('agent', 'welcome')
    const { rows } = await pool().query(
      'select asked_at, replied_at from reply_rounds where conversation_id = $1 order by seq',
      [conversationId],
    )
    expect(rows).toHaveLength(2)
    expect(rows[0].asked_at).toEqual(first)
  })

  it('marks what is written while queued as waiting and leaves it out of the clock', async () => {
    const s = await buildScenario([{ name: 'A', capacity: 0 }])
    const { conversationId } = await arrive(s)
    const { rows } = await pool().query('select waiting from messages where conversation_id = $1', [
      conversationId,
    ])
    expect(rows).toEqual([{ waiting: true }])
    expect(await stateOf(conversationId)).toMatchObject({ status: 'queued', unanswered_since: null })
  })

  it('keeps number, type and entry time through a transfer, and gives the place back', async () => {
    const s = await buildScenario([
      { name: 'A', quality: 100 },
      { name: 'B', quality: 1 },
    ])
    const { conversationId } = await arrive(s)
    const before = await pool().query(
      'select number, creation_type, entered_at from conversations where id = $1',
      [conversationId],
    )
    await transferConversation({
      conversationId,
      fromAgentId: s.agents.A ?? '',
      by: { id: s.agents.A ?? '', name: 'A' },
      reason: 'knows better',
      to: { agentId: s.agents.B ?? '' },
    })
    const after = await pool().query(
      'select number, creation_type, entered_at from conversations where id = $1',
      [conversationId],
    )
    expect(after.rows).toEqual(before.rows)
    expect((await stateOf(conversationId)).agent_id).toBe(s.agents.B)
    await expectSound()
    await expect(
      transferConversation({
        conversationId,
        fromAgentId: s.agents.A ?? '',
        by: { id: s.agents.A ?? '', name: 'A' },
        reason: 'again',
        to: { agentId: s.agents.B ?? '' },
      }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('refuses a transfer to somebody without room and changes nothing', async () => {
    const s = await buildScenario([{ name: 'A' }, { name: 'Full', capacity: 0 }])
    const { conversationId } = await arrive(s)
    await expect(
      transferConversation({
        conversationId,
        fromAgentId: s.agents.A ?? '',
        by: { id: s.agents.A ?? '', name: 'A' },
        reason: 'x',
        to: { agentId: s.agents.Full ?? '' },
      }),
    ).rejects.toMatchObject({ code: 'conflict' })
    expect((await stateOf(conversationId)).agent_id).toBe(s.agents.A)
    await expectSound()
  })

  it('lets one of many endings win and gives the place back once', async () => {
    const s = await buildScenario([{ name: 'A' }])
    const { conversationId } = await arrive(s)
    const results = await Promise.allSettled([
      ...Array.from({ length: 10 }, () => endByCustomer(conversationId)),
      ...Array.from({ length: 10 }, () => endByAgent({ conversationId, agentId: s.agents.A ?? '' })),
    ])
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    await expectSound()
    await expect(
      sendMessage({
        conversationId,
        senderKind: 'agent',
        senderId: s.agents.A ?? '',
        clientMessageId: newId(),
        kind: 'text',
        text: 'late',
        attachmentId: null,
      }),
    ).rejects.toMatchObject({ code: 'conversation_ended' })
  })

  it('counts leaving the queue as abandonment', async () => {
    const s = await buildScenario([{ name: 'A', capacity: 0 }])
    const { conversationId } = await arrive(s)
    await leaveQueue(conversationId)
    const { rows } = await pool().query('select status, abandoned from conversations where id = $1', [
      conversationId,
    ])
    expect(rows).toEqual([{ status: 'ended', abandoned: true }])
    await expectSound()
  })

  it('never assigns beyond the limit while arrivals, endings and transfers race', async () => {
    const s = await buildScenario(Array.from({ length: 6 }, (_, i) => ({ name: `Agent ${i}`, capacity: 2 })))
    const extra = await buildScenario([])
    for (const id of Object.values(s.agents)) await joinGroup(extra.groupId, id)
    await addAgent(extra.groupId, { name: 'Other', capacity: 1 })
    const open: string[] = []
    const act = async (i: number) => {
      if (i % 3 !== 2) {
        open.push((await arrive(i % 2 ? s : extra)).conversationId)
        return
      }
      const id = open[Math.floor(open.length / 2)]
      if (!id) return
      if (i % 2) await endByCustomer(id).catch(() => {})
      else {
        await transferConversation({
          conversationId: id,
          fromAgentId: null,
          by: { id, name: 'Supervisor' },
          reason: 'race',
          to: { groupId: s.groupId },
        }).catch(() => {})
      }
      requestDrain({ groupIds: [s.groupId, extra.groupId] })
    }
    await Promise.all(Array.from({ length: 120 }, (_, i) => act(i)))
    await expectSound()
  })
})
