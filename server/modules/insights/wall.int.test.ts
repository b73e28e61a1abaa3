import { beforeEach, describe, expect, it } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { principalOf } from '@/server/modules/accounts'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addUser, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { createDisplay, listDisplays, revokeDisplay } from './actions/displays'
import { getMonitor } from './actions/get-monitor'
import { getShownWall, getWall } from './actions/get-wall'

useTestDatabase()

let at = Date.UTC(2026, 10, 20, 10)
let scenario: Scenario
let maker: Principal
let belowId: string
const everything = { groupId: null, subGroups: true }
const later = (ms: number) => {
  at += ms
  setClock(() => new Date(at))
}

async function supervisor(name: string, scope: 'group' | 'all' = 'all'): Promise<Principal> {
  const userId = await addUser(name)
  const permissions = { ...builtInRoles.supervisor.permissions, 'monitor.read': scope }
  const roleId = newId()
  await pool().query(`insert into roles(id, key, name, permissions) values ($1, $2, $2, $3)`, [
    roleId,
    `role-${roleId}`,
    JSON.stringify(permissions),
  ])
  await pool().query('insert into user_roles(user_id, role_id) values ($1, $2)', [userId, roleId])
  return (await principalOf(userId))!
}

async function customer(groupId: string, status: string, secondsAgo: number): Promise<string> {
  const [id, threadId, customerId] = [newId(), newId(), newId()]
  const entered = new Date(at - secondsAgo * 1_000)
  await pool().query(`insert into customers(id, name) values ($1, 'Lin Wei')`, [customerId])
  await pool().query(
    `insert into threads(id, customer_id, initiator, topic) values ($1, $2, 'customer', 'general')`,
    [threadId, customerId],
  )
  await pool().query(
    `insert into conversations(id, thread_id, customer_id, channel_id, group_id, first_group_id, status, entered_at,
      created_at, offered) values ($1, $2, $3, $4, $5, $5, $6, $7, $7, true)`,
    [id, threadId, customerId, scenario.channelId, groupId, status, entered],
  )
  if (status === 'queued')
    await pool().query(
      'insert into queue_entries(conversation_id, group_id, neg_priority, entered_at) values ($1, $2, 0, $3)',
      [id, groupId, entered],
    )
  return id
}

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers, roles cascade')
  later(3_600_000)
  scenario = await buildScenario([{ name: 'Mei' }, { name: 'Jun' }])
  belowId = newId()
  await pool().query(
    `insert into skill_groups(id, name, parent_id, updated_at) values ($1, 'Below', $2, now())`,
    [belowId, scenario.groupId],
  )
  maker = await supervisor('Katrin')
})

const tokenOf = ({ path }: { path: string }) => path.replace('/wall/', '')

describe('the counts of the day', () => {
  it('are right at every reading, though only what is open is counted again', async () => {
    const figures = async () => (await getMonitor(maker)).figures
    const waits = await customer(scenario.groupId, 'queued', 3_000)
    await customer(scenario.groupId, 'queued', 10)
    expect(await figures()).toMatchObject({ inflowToday: 2, answeredToday: 0, serviceLevelToday: null })
    await pool().query(
      `update conversations set status = 'awaiting_agent', first_assigned_at = $2, creation_type = 'queued' where id = $1`,
      [waits, new Date(at)],
    )
    await pool().query('delete from queue_entries where conversation_id = $1', [waits])
    later(1_000)
    expect(await figures()).toMatchObject({ inflowToday: 2, answeredToday: 1, serviceLevelToday: 0 })
    const fresh = await customer(belowId, 'awaiting_agent', 0)
    await pool().query(
      `update conversations set first_assigned_at = entered_at, creation_type = 'direct' where id = $1`,
      [fresh],
    )
    later(1_000)
    expect(await figures()).toMatchObject({ inflowToday: 3, answeredToday: 2, serviceLevelToday: 0.5 })
    later(40_000)
    expect(await figures()).toMatchObject({ inflowToday: 3, answeredToday: 2, serviceLevelToday: 0.5 })
  })
})

describe('a screen on the wall', () => {
  it('shows the numbers of the live page, and no customer’s name', async () => {
    await customer(belowId, 'queued', 50)
    const wall = await getWall(maker, { groupId: scenario.groupId, subGroups: true })
    const { figures } = await getMonitor(maker)
    expect(wall.figures).toEqual(figures)
    expect(wall.group?.id).toBe(scenario.groupId)
    expect(wall.groups.rows.map(({ queueing }) => queueing)).toEqual([1, 1])
    expect(JSON.stringify(wall)).not.toContain('Lin Wei')
  })

  it('with a secret address shows what its maker may see at the time, and nothing once they may not', async () => {
    await customer(belowId, 'queued', 50)
    const token = tokenOf(await createDisplay(maker, { name: 'Hall', groupId: null }))
    const show = (input = everything) => getShownWall({ ...input, token }, '203.0.113.1')
    expect((await show()).figures.queueing).toBe(1)
    await pool().query(`update roles set permissions = permissions || '{"monitor.read":"group"}'`)
    later(1_000)
    expect((await show()).figures.queueing).toBe(0)
    await pool().query(`update roles set permissions = permissions - 'monitor.read'`)
    await expect(show()).rejects.toMatchObject({ code: 'not_found' })
    await pool().query(`update roles set permissions = permissions || '{"monitor.read":"all"}'`)
    expect((await show()).figures.queueing).toBe(1)
    await pool().query('update users set disabled_at = now() where id = $1', [maker.userId])
    await expect(show()).rejects.toMatchObject({ code: 'not_found' })
  })

  it('made for one group turns among those below it, and never shows another', async () => {
    const otherId = newId()
    await pool().query(`insert into skill_groups(id, name, updated_at) values ($1, 'Other', now())`, [
      otherId,
    ])
    await customer(otherId, 'queued', 50)
    await customer(belowId, 'queued', 50)
    const token = tokenOf(await createDisplay(maker, { name: 'Hall', groupId: scenario.groupId }))
    const seen = async (groupId: string | null) => {
      const wall = await getShownWall({ groupId, subGroups: true, token }, '203.0.113.1')
      return [wall.group?.id, wall.figures.queueing]
    }
    expect(await seen(null)).toEqual([scenario.groupId, 1])
    expect(await seen(belowId)).toEqual([belowId, 1])
    expect(await seen(otherId)).toEqual([scenario.groupId, 1])
  })

  it('is made only for what its maker sees, keeps no secret, is on record, and goes dark when it is ended', async () => {
    const lead = await supervisor('Lead', 'group')
    await expect(createDisplay(lead, { name: 'X', groupId: belowId })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(createDisplay(maker, { name: 'X', groupId: newId() })).rejects.toMatchObject({
      code: 'not_found',
    })
    const made = await createDisplay(maker, { name: 'Hall', groupId: null })
    const { rows } = await pool().query<{ all: string }>('select displays::text as all from displays')
    expect(rows[0]?.all).not.toContain(tokenOf(made))
    const ask = () => getShownWall({ ...everything, token: tokenOf(made) }, '203.0.113.1')
    await ask()
    const [listed] = await listDisplays(maker)
    expect(listed).toMatchObject({ name: 'Hall', maker: 'Katrin', works: true, group: null })
    expect(listed?.lastSeenAt).toBe(new Date(at).toISOString())

    expect(await listDisplays(lead)).toEqual([])
    await expect(revokeDisplay(lead, made.id)).rejects.toMatchObject({ code: 'not_found' })
    await revokeDisplay(maker, made.id)
    await expect(ask()).rejects.toMatchObject({ code: 'not_found' })
    const audit = await pool().query<{ action: string }>(
      `select action from audit_entries where entity = 'display' and entity_id = $1 order by at, action`,
      [made.id],
    )
    expect(audit.rows.map(({ action }) => action).sort()).toEqual(['secret_made', 'secret_retired'])
  })

  it('refuses whoever tries one secret after the other from one address', async () => {
    const wrong = () => getShownWall({ ...everything, token: 'x'.repeat(43) }, '203.0.113.7')
    const codes: string[] = []
    for (let i = 0; i < 32; i += 1)
      codes.push(
        await wrong().then(
          () => 'shown',
          (error: { code: string }) => error.code,
        ),
      )
    expect([codes[0], codes[31]]).toEqual(['not_found', 'too_many_requests'])
  })
})
