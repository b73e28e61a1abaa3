import { beforeEach, describe, expect, it } from 'vitest'
import { sendMessage } from '@/server/modules/conversations'
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
import {
  explainDecision,
  giveByHand,
  handOverAll,
  listDecisions,
  openConversation,
  requestDrain,
  transferConversation,
} from '.'

useTestDatabase()

const by = { userId: newId(), name: 'Sam' }
const entry = { siteId: null, projectType: null, pageUrl: null, language: null }

async function arrive(scenario: Scenario): Promise<string> {
  const customerId = await addCustomer()
  const message = { clientMessageId: newId(), text: 'Hello' }
  const open = { channelId: scenario.channelId, entry, topic: {}, categoryId: null, message }
  return (await openConversation({ ...open, customerId })).conversationId
}

async function stateOf(id: string) {
  const { rows } = await pool().query('select * from conversations where id = $1', [id])
  return rows[0]
}

async function countsOf(agentId: string) {
  const { rows } = await pool().query(
    'select current_count as current, over_count as over from agents where id = $1',
    [agentId],
  )
  return rows[0]
}

/** Counts stand in step with assignments, whoever decided. */
async function expectSound(): Promise<void> {
  const { rows } = await pool().query(`
    select a.id from agents a where a.current_count <>
      (select count(*) from assignments s where s.agent_id = a.id and s.ended_at is null and s.holds_place)
      or a.over_count <> (select count(*) from assignments s where s.agent_id = a.id and s.ended_at is null and s.over_limit)
    union all select m.agent_id from group_members m where m.current_count <>
      (select count(*) from assignments s where s.agent_id = m.agent_id and s.group_id = m.group_id and s.ended_at is null and s.holds_place)
    union all select c.id from conversations c where (c.status = 'queued') <>
      exists (select 1 from queue_entries q where q.conversation_id = c.id)
    union all select c.id from conversations c where c.last_seq <>
      (select count(*) from conversation_events e where e.conversation_id = c.id)`)
  expect(rows).toEqual([])
}

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers, audit_entries cascade')
})

describe('picking out of the queue', () => {
  it('gives the customer to the one who picks, and records it as chosen by hand', async () => {
    const s = await buildScenario([{ name: 'A', quality: 0 }])
    const id = await arrive(s)
    expect(await stateOf(id)).toMatchObject({ status: 'queued' })
    await giveByHand({ conversationId: id, agentId: s.agents.A ?? '', act: 'pick', by, note: '' })
    expect(await stateOf(id)).toMatchObject({ agent_id: s.agents.A, creation_type: 'queued' })
    const { rows } = await pool().query('select reason, over_limit from assignments')
    expect(rows).toEqual([{ reason: 'pick', over_limit: false }])
    const records = await listDecisions(pool(), id)
    expect(records.at(-1)?.decision).toMatchObject({
      reason: 'by_hand',
      byHand: { act: 'pick', overLimit: false },
    })
    await expectSound()
  })

  it('lets exactly one of ten who pick at once have it, while the queue drains beside them', async () => {
    const s = await buildScenario(Array.from({ length: 10 }, (_, i) => ({ name: `A${i}`, quality: 0 })))
    const ids = await Promise.all(Array.from({ length: 5 }, () => arrive(s)))
    await pool().query('update group_members set quality = 10 where agent_id = $1', [s.agents.A0])
    await pool().query('select refresh_sort_keys($1)', [s.agents.A0])
    requestDrain({ groupIds: [s.groupId] })
    const outcomes = await Promise.allSettled(
      ids.flatMap((conversationId) =>
        Object.values(s.agents).map((agentId) =>
          giveByHand({ conversationId, agentId, act: 'pick', by, note: '' }),
        ),
      ),
    )
    const refusals = outcomes.flatMap((o) => (o.status === 'rejected' ? [o.reason.code] : []))
    expect(new Set(refusals)).toEqual(new Set(['conflict']))
    const { rows } = await pool().query(
      'select conversation_id, count(*)::int as n from assignments group by 1',
    )
    expect(rows.map((row) => row.n)).toEqual([1, 1, 1, 1, 1])
    await expectSound()
  })

  it('refuses who has no room, who is busy, and who is full within the group', async () => {
    const s = await buildScenario([
      { name: 'Full', capacity: 0 },
      { name: 'Busy', status: 'busy' },
      { name: 'Group full', groupCapacity: 0 },
    ])
    const id = await arrive(s)
    for (const agentId of Object.values(s.agents)) {
      const pick = giveByHand({ conversationId: id, agentId, act: 'pick', by, note: '' })
      await expect(pick).rejects.toMatchObject({ code: 'conflict' })
    }
    expect(await stateOf(id)).toMatchObject({ status: 'queued', agent_id: null })
  })
})

describe('claiming a message without a receiver', () => {
  it('lets one of two have it; it holds no place and keeps its reason', async () => {
    const s = await buildScenario([])
    const id = await arrive(s)
    const agents = [
      await addAgent(s.groupId, { name: 'A', capacity: 1 }),
      await addAgent(s.groupId, { name: 'B' }),
    ]
    const outcomes = await Promise.allSettled(
      agents.map((agentId) => giveByHand({ conversationId: id, agentId, act: 'claim', by, note: '' })),
    )
    expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((o) => o.status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
    const winner = agents[outcomes.findIndex((o) => o.status === 'fulfilled')]
    expect(await stateOf(id)).toMatchObject({
      agent_id: winner,
      creation_type: 'offline',
      wait_reason: 'group_empty',
    })
    expect(await countsOf(winner ?? '')).toEqual({ current: 0, over: 0 })
    await expectSound()
  })
})

describe('giving beyond the limit on purpose', () => {
  it('counts it as over the limit, says so in the record and the audit log, and gives nothing more to them', async () => {
    const s = await buildScenario([{ name: 'A', capacity: 1 }])
    const agentId = s.agents.A ?? ''
    const [first, second] = [await arrive(s), await arrive(s)]
    await giveByHand({ conversationId: second, agentId, act: 'assign', by, note: 'urgent' })
    expect(await stateOf(second)).toMatchObject({ status: 'awaiting_agent', agent_id: agentId })
    expect(await countsOf(agentId)).toEqual({ current: 2, over: 1 })
    const [record] = (await listDecisions(pool(), second)).slice(-1)
    expect(record?.decision.byHand).toEqual({ by: 'Sam', act: 'assign', overLimit: true, note: 'urgent' })
    expect(explainDecision(record!.decision).map(({ key }) => key)).toContain('byHand.over_limit')
    const { rows } = await pool().query("select action, after->>'note' as note from audit_entries")
    expect(rows).toEqual([{ action: 'assigned_over_limit', note: 'urgent' }])
    const third = await arrive(s)
    expect(await stateOf(third)).toMatchObject({ status: 'queued' })
    await transferConversation({
      ...{ conversationId: first, fromAgentId: agentId, by: { id: agentId, name: 'A' }, reason: 'r' },
      to: { groupId: s.groupId },
    })
    expect(await countsOf(agentId)).toEqual({ current: 1, over: 1 })
    await expectSound()
  })

  it('gives a held one and an unassigned one to somebody who is offline', async () => {
    const s = await buildScenario([{ name: 'A' }])
    const held = await arrive(s)
    const other = await buildScenario([])
    const message = await arrive(other)
    const agentId = await addAgent(s.groupId, { name: 'Away', status: 'offline', capacity: 1 })
    await joinGroup(other.groupId, agentId)
    await giveByHand({ conversationId: held, agentId, act: 'assign', by, note: 'knows them' })
    await giveByHand({ conversationId: message, agentId, act: 'assign', by, note: 'knows them' })
    expect(await stateOf(held)).toMatchObject({ agent_id: agentId, creation_type: 'direct' })
    expect(await stateOf(message)).toMatchObject({ agent_id: agentId, creation_type: 'offline' })
    expect(await countsOf(s.agents.A ?? '')).toEqual({ current: 0, over: 0 })
    expect((await countsOf(agentId)).current).toBe(1)
    await sendMessage({
      ...{ conversationId: message, senderKind: 'agent', senderId: agentId, clientMessageId: newId() },
      ...{ kind: 'text', text: 'Here I am', attachmentId: null },
    })
    expect(await stateOf(message)).toMatchObject({ status: 'awaiting_customer' })
  })

  it('transfers to a full agent only when told that this is on purpose', async () => {
    const s = await buildScenario([{ name: 'A' }, { name: 'Full', capacity: 0 }])
    const id = await arrive(s)
    const transfer = {
      ...{ conversationId: id, fromAgentId: s.agents.A ?? '', by: { id: newId(), name: 'A' }, reason: 'r' },
      to: { agentId: s.agents.Full ?? '' },
    }
    await expect(transferConversation(transfer)).rejects.toMatchObject({ code: 'conflict' })
    await transferConversation({ ...transfer, overLimit: true })
    expect(await stateOf(id)).toMatchObject({ agent_id: s.agents.Full, transfer_count: 1 })
    expect(await countsOf(s.agents.Full ?? '')).toEqual({ current: 1, over: 1 })
    await expectSound()
  })

  it('leaves one owner and every count right when two supervisors give it away at once', async () => {
    const s = await buildScenario([
      { name: 'A' },
      { name: 'B', capacity: 0, quality: 0 },
      { name: 'C', capacity: 0, quality: 0 },
    ])
    for (let round = 0; round < 10; round += 1) {
      const conversationId = await arrive(s)
      await Promise.allSettled(
        [s.agents.B, s.agents.C, s.agents.B, s.agents.C].map((agentId) =>
          giveByHand({ conversationId, agentId: agentId ?? '', act: 'assign', by, note: 'r' }),
        ),
      )
    }
    const { rows } = await pool().query(
      'select count(*)::int as open, count(distinct conversation_id)::int as conversations from assignments where ended_at is null',
    )
    expect(rows).toEqual([{ open: 10, conversations: 10 }])
    await expectSound()
  })
})

describe('handing everything over', () => {
  it('gives every live conversation to others, each explained, and nothing comes back', async () => {
    const s = await buildScenario([
      { name: 'A', quality: 1000 },
      { name: 'B', capacity: 2, quality: 1 },
    ])
    const ids = [await arrive(s), await arrive(s), await arrive(s)]
    const agentId = s.agents.A ?? ''
    const results = await handOverAll({
      agentId,
      by: { id: agentId, name: 'A' },
      reason: 'shift',
      goOffline: true,
    })
    expect(results.map((r) => r.outcome).sort()).toEqual(['assign', 'assign', 'queue'])
    expect(results.every((r) => r.error === null)).toBe(true)
    expect(await countsOf(agentId)).toEqual({ current: 0, over: 0 })
    for (const id of ids) expect((await listDecisions(pool(), id)).at(-1)?.kind).toBe('transfer')
    await expectSound()
  })

  it('tells which one could not go, and hands over the others', async () => {
    const s = await buildScenario([{ name: 'A' }])
    const b = await addAgent(s.groupId, { name: 'B', status: 'busy' })
    const [first, second] = [await arrive(s), await arrive(s)]
    // A group that is gone from the conversation: dispatch has nowhere to look.
    await pool().query('update conversations set group_id = null where id = $1', [first])
    await pool().query("update agents set status = 'online' where id = $1", [b])
    await pool().query('select refresh_sort_keys($1)', [b])
    const agentId = s.agents.A ?? ''
    const results = await handOverAll({
      agentId,
      by: { id: agentId, name: 'A' },
      reason: 'shift',
      goOffline: true,
    })
    expect(results.find((r) => r.conversationId === first)?.error?.code).toBe('invalid_input')
    expect(results.find((r) => r.conversationId === second)).toMatchObject({ error: null, agentName: 'B' })
    expect(await stateOf(first)).toMatchObject({ agent_id: agentId })
    await expectSound()
  })
})
