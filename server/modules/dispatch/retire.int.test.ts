import { beforeEach, describe, expect, it } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { setPeopleDisabled } from '@/server/modules/workforce'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addAgent, addCustomer, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { disablePeople, enablePeople, listDecisions, openConversation, sweepRetired } from '.'
import { drainThoroughly } from './actions/drain-queues'
import { forgetConfiguration } from './store/load-configuration'

useTestDatabase()
const entry = { siteId: null, projectType: null, pageUrl: null, language: null }
const admin: Principal = {
  ...{
    userId: newId(),
    name: 'Ada',
    agentId: null,
    roles: ['administrator'],
    groupIds: [],
    scopeGroupIds: [],
  },
  permissions: builtInRoles.administrator.permissions,
}

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers cascade')
  forgetConfiguration()
})

async function open(s: Scenario): Promise<string> {
  const { conversationId } = await openConversation({
    ...{ customerId: await addCustomer(), channelId: s.channelId, entry },
    ...{ topic: {}, categoryId: null, message: null },
  })
  return conversationId
}

/** A holds three conversations, which fill A. */
async function threeWithA() {
  const s = await buildScenario([{ name: 'A', capacity: 3 }])
  const ids = [await open(s), await open(s), await open(s)]
  return { s, ids, a: s.agents.A as string }
}

const rowsOf = async (ids: string[]) =>
  (
    await pool().query(
      `select c.status, c.agent_id, (select count(*)::int from assignments s where s.conversation_id = c.id
         and s.ended_at is null) as held, (select count(*)::int from queue_entries q where q.conversation_id = c.id) as waiting
       from conversations c where c.id = any($1) order by array_position($1, c.id)`,
      [ids],
    )
  ).rows
const load = async (id: string) =>
  (await pool().query('select current_count, enabled, status from agents where id = $1', [id])).rows[0]

describe('an agent who is disabled while in three conversations', () => {
  it('loses each to somebody with room or to the queue, each explained, and nothing is lost', async () => {
    const { s, ids, a } = await threeWithA()
    const b = await addAgent(s.groupId, { name: 'B', capacity: 2 })
    forgetConfiguration()
    const { changed, handedOver } = await disablePeople(admin, [a])
    expect(changed).toBe(1)
    expect(handedOver.map((one) => one.error)).toEqual([null, null, null])
    expect(handedOver.map((one) => one.outcome).sort()).toEqual(['assign', 'assign', 'queue'])
    expect(handedOver.filter((one) => one.agentName === 'B')).toHaveLength(2)
    const rows = await rowsOf(ids)
    expect(rows.filter((row) => row.agent_id === b && row.held === 1)).toHaveLength(2)
    expect(rows.filter((row) => row.status === 'queued' && row.waiting === 1 && row.held === 0)).toHaveLength(
      1,
    )
    expect(await load(a)).toEqual({ current_count: 0, enabled: false, status: 'offline' })
    for (const id of ids) expect((await listDecisions(pool(), id)).length).toBe(2)
    await addAgent(s.groupId, { name: 'C' })
    forgetConfiguration()
    await drainThoroughly([s.groupId])
    expect((await rowsOf(ids)).every((row) => row.held === 1)).toBe(true)
  })

  it('whom a crash kept from being relieved is relieved by the sweep, in any number of processes', async () => {
    const { s, ids, a } = await threeWithA()
    await setPeopleDisabled(admin, [a], true)
    const b = await addAgent(s.groupId, { name: 'B' })
    forgetConfiguration()
    await Promise.all([sweepRetired(), sweepRetired()])
    expect((await rowsOf(ids)).map((row) => [row.agent_id, row.held])).toEqual(ids.map(() => [b, 1]))
    expect(await load(a)).toMatchObject({ current_count: 0 })
    expect(await load(b)).toMatchObject({ current_count: 3 })
    expect(await sweepRetired()).toBe(0)
  })

  it('leaves customers waiting or with a message where nobody else is there', async () => {
    const { ids, a } = await threeWithA()
    const { handedOver } = await disablePeople(admin, [a])
    expect(handedOver).toHaveLength(3)
    for (const row of await rowsOf(ids)) expect([row.held, row.agent_id]).toEqual([0, null])
  })

  it('gets nothing new, and takes part again once enabled', async () => {
    const { s, a } = await threeWithA()
    await disablePeople(admin, [a])
    forgetConfiguration()
    const late = await open(s)
    expect((await rowsOf([late]))[0]).toMatchObject({ held: 0 })
    expect(await enablePeople(admin, [a])).toEqual({ changed: 1, handedOver: [] })
    expect(await load(a)).toMatchObject({ enabled: true })
  })

  it('has their messages handed on as well', async () => {
    const s = await buildScenario([{ name: 'A', status: 'offline', receiver: true }])
    const id = await open(s)
    expect((await rowsOf([id]))[0]).toMatchObject({ agent_id: s.agents.A })
    const b = await addAgent(s.groupId, { name: 'B', status: 'offline', receiver: true })
    forgetConfiguration()
    await disablePeople(admin, [s.agents.A as string])
    expect((await rowsOf([id]))[0]).toMatchObject({ agent_id: b, held: 1 })
  })
})
