import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endByAgent, endByCustomer, sendMessage } from '@/server/modules/conversations'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addAgent, addCustomer, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { listDecisions, moveInQueue, openConversation, sweepTimers, takeOver } from '.'
import { drainThoroughly } from './actions/drain-queues'
import { forgetConfiguration } from './store/load-configuration'

useTestDatabase()
const entry = { siteId: null, projectType: null, pageUrl: null, language: null }
const by = { id: newId(), name: 'Supervisor' }
let start = 0
const at = (ms: number) => setClock(() => new Date(start + ms))

const open = (s: Scenario, customerId: string) =>
  openConversation({ customerId, channelId: s.channelId, entry, topic: {}, categoryId: null, message: null })

const say = (conversationId: string, senderKind: 'agent' | 'customer', senderId: string) =>
  sendMessage({
    ...{ conversationId, senderKind, senderId, clientMessageId: newId() },
    ...{ kind: 'text', text: 'A word', attachmentId: null },
  })

async function rowOf(id: string) {
  const { rows } = await pool().query('select * from conversations where id = $1', [id])
  return rows[0]
}
const load = async (agentId: string | undefined) =>
  (await pool().query('select current_count, over_count from agents where id = $1', [agentId])).rows[0]

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers cascade')
  start = Date.now()
  at(0)
})
afterEach(() => setClock(undefined))

describe('a customer who comes back', () => {
  /** B is the better choice by far; A had this customer. */
  async function endedWithA(reopen: 'reopen' | 'new') {
    const s = await buildScenario([{ name: 'A', quality: 1 }])
    await pool().query('update channels set settings = $1', [JSON.stringify({ reopen })])
    const customerId = await addCustomer()
    const { conversationId } = await open(s, customerId)
    await endByAgent({ conversationId, agentId: s.agents.A as string })
    const better = await addAgent(s.groupId, { name: 'B', quality: 1_000 })
    return { s, customerId, conversationId, better }
  }

  it('within the window finds the same conversation open again with the same agent', async () => {
    const { s, customerId, conversationId } = await endedWithA('reopen')
    at(24 * 3_600_000)
    expect(await open(s, customerId)).toEqual({ conversationId, created: false })
    expect(await rowOf(conversationId)).toMatchObject({
      ...{ status: 'awaiting_agent', agent_id: s.agents.A, ended_at: null, ended_by: null, end_reason: null },
      reopened_count: 1,
    })
    expect(await load(s.agents.A)).toEqual({ current_count: 1, over_count: 0 })
    const reasons = (await listDecisions(pool(), conversationId)).map(({ decision }) => decision.reason)
    expect(reasons.sort()).toEqual(['highest_coefficient', 'last_agent'])
  })

  it('goes to somebody else when that agent is not able', async () => {
    const { s, customerId, conversationId, better } = await endedWithA('reopen')
    await pool().query("update agents set status = 'busy' where id = $1", [s.agents.A])
    await open(s, customerId)
    expect(await rowOf(conversationId)).toMatchObject({ status: 'awaiting_agent', agent_id: better })
  })

  it('with a message finds a receiver although nobody has room: it never lies among the unassigned', async () => {
    const s = await buildScenario([{ name: 'A', status: 'offline' }])
    const customerId = await addCustomer()
    const { conversationId } = await open(s, customerId)
    expect(await rowOf(conversationId)).toMatchObject({ creation_type: 'offline', live: false })
    await say(conversationId, 'agent', s.agents.A as string)
    await endByAgent({ conversationId, agentId: s.agents.A as string })
    await pool().query("update agents set status = 'busy' where id = $1", [s.agents.A])
    await open(s, customerId)
    expect(await rowOf(conversationId)).toMatchObject({ status: 'awaiting_agent', agent_id: s.agents.A })
  })

  it('gets a new conversation with the same agent where the channel says so', async () => {
    const { s, customerId, conversationId } = await endedWithA('new')
    const again = await open(s, customerId)
    expect(again.conversationId).not.toBe(conversationId)
    expect(await rowOf(again.conversationId)).toMatchObject({ agent_id: s.agents.A, creation_type: 'direct' })
  })

  it('after the window is a new case for the best', async () => {
    const { s, customerId, conversationId, better } = await endedWithA('reopen')
    at(24 * 3_600_000 + 1)
    const again = await open(s, customerId)
    expect(again.conversationId).not.toBe(conversationId)
    expect(await rowOf(again.conversationId)).toMatchObject({ agent_id: better })
  })

  it('opens one conversation however often they ask at once', async () => {
    const { s, customerId, conversationId } = await endedWithA('reopen')
    const all = await Promise.all(Array.from({ length: 20 }, () => open(s, customerId)))
    expect(new Set(all.map((one) => one.conversationId))).toEqual(new Set([conversationId]))
    expect(await rowOf(conversationId)).toMatchObject({ reopened_count: 1 })
    expect(await load(s.agents.A)).toEqual({ current_count: 1, over_count: 0 })
  })
})

describe('places', () => {
  it('silence frees one, and the first word takes it again beyond the limit, as the record says', async () => {
    const s = await buildScenario([{ name: 'A', capacity: 1 }])
    await pool().query(`update skill_groups set settings = '{"silentFreesPlace": true}'`)
    const customerId = await addCustomer()
    const { conversationId } = await open(s, customerId)
    await say(conversationId, 'agent', s.agents.A as string)
    at(300_000)
    await sweepTimers()
    expect(await load(s.agents.A)).toEqual({ current_count: 0, over_count: 0 })
    const next = await open(s, await addCustomer())
    expect(await rowOf(next.conversationId)).toMatchObject({ agent_id: s.agents.A })
    await say(conversationId, 'customer', customerId)
    expect(await load(s.agents.A)).toEqual({ current_count: 2, over_count: 1 })
    const { rows } = await pool().query(
      'select over_limit from assignments where conversation_id = $1 and ended_at is null',
      [conversationId],
    )
    expect(rows).toEqual([{ over_limit: true }])
    await endByCustomer(conversationId)
    await endByCustomer(next.conversationId)
    expect(await load(s.agents.A)).toEqual({ current_count: 0, over_count: 0 })
  })

  it('a supervisor takes over beyond the own limit; assignment and audit log say so', async () => {
    const s = await buildScenario([{ name: 'A' }, { name: 'Full', capacity: 0 }])
    const { conversationId } = await open(s, await addCustomer())
    await takeOver({ conversationId, by, reason: 'Too slow', agentId: s.agents.Full as string })
    expect(await rowOf(conversationId)).toMatchObject({ agent_id: s.agents.Full, status: 'awaiting_agent' })
    expect(await load(s.agents.A)).toEqual({ current_count: 0, over_count: 0 })
    expect(await load(s.agents.Full)).toEqual({ current_count: 1, over_count: 1 })
    const { rows } = await pool().query(
      `select a.over_limit, l.action, l.actor_name from assignments a, audit_entries l
       where a.ended_at is null and l.entity_id = a.conversation_id::text`,
    )
    expect(rows).toEqual([{ over_limit: true, action: 'taken_over', actor_name: 'Supervisor' }])
  })
})

describe('a wait', () => {
  it('that lasts too long overflows wherever in the line it stands', async () => {
    const s = await buildScenario([{ name: 'Busy', status: 'busy' }])
    const first = await open(s, await addCustomer())
    at(10_000)
    const vip = await open(s, await addCustomer(5))
    await pool().query('update skill_groups set max_wait_seconds = 60')
    forgetConfiguration()
    at(59_999)
    await drainThoroughly([s.groupId])
    expect(await rowOf(first.conversationId)).toMatchObject({ status: 'queued' })
    at(60_000)
    await drainThoroughly([s.groupId])
    expect(await rowOf(first.conversationId)).toMatchObject({ status: 'awaiting_agent', live: false })
    expect(await rowOf(vip.conversationId)).toMatchObject({ status: 'queued' })
  })

  it('keeps its time of entry when a supervisor moves it', async () => {
    const s = await buildScenario([{ name: 'Busy', status: 'busy' }], { groups: ['Other'] })
    const { rows } = await pool().query<{ id: string }>("select id from skill_groups where name = 'Other'")
    const groupId = rows[0]?.id as string
    await addAgent(groupId, { name: 'Also busy', status: 'busy' })
    await pool().query('update organization set config_version = config_version + 1')
    const { conversationId } = await open(s, await addCustomer())
    at(20_000)
    await moveInQueue({ conversationId, by, reason: 'Wrong group', groupId })
    const queue = await pool().query('select * from queue_entries')
    expect(queue.rows).toMatchObject([
      { group_id: groupId, entered_at: new Date(start), group_entered_at: new Date(start + 20_000) },
    ])
  })
})
