import { beforeEach, describe, expect, it } from 'vitest'
import { endByCustomer, saveOrder } from '@/server/modules/conversations'
import { orderInput } from '@/server/modules/conversations/contract'
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
import { chooseInQueue, listDecisions, openConversation, queueViews, requestDrain } from '.'
import { drainThoroughly } from './actions/drain-queues'
import { forgetConfiguration } from './store/load-configuration'

useTestDatabase()

const entry = { siteId: null, projectType: null, pageUrl: null, language: null }

async function arrive(
  s: Scenario,
  topic: { orderId?: string } = {},
  customerId?: string,
  vip = 0,
): Promise<string> {
  const opened = await openConversation({
    customerId: customerId ?? (await addCustomer(vip)),
    channelId: s.channelId,
    entry,
    topic,
    categoryId: null,
    message: { clientMessageId: newId(), text: 'Hello' },
  })
  return opened.conversationId
}

async function rowOf(id: string) {
  const { rows } = await pool().query(
    `select c.status, c.agent_id as agent, c.creation_type as type, c.wait_reason as reason, c.group_id as "group",
       q.held_agent_id as held, q.held_until as until, q.choice, q.choice_group_id as "choiceGroup"
     from conversations c left join queue_entries q on q.conversation_id = c.id where c.id = $1`,
    [id],
  )
  return rows[0]
}

async function settings(value: object): Promise<void> {
  await pool().query('update organization set settings = $1, config_version = config_version + 1', [
    JSON.stringify(value),
  ])
}

async function groupSettings(id: string, value: object, columns = ''): Promise<void> {
  await pool().query(`update skill_groups set settings = $2 ${columns && `, ${columns}`} where id = $1`, [
    id,
    JSON.stringify(value),
  ])
  await pool().query('update organization set config_version = config_version + 1')
  forgetConfiguration()
}

const owned = (owner: string) => saveOrder('A-1', orderInput.parse({ owner }))
const setStatus = async (id: string | undefined, status: string) => {
  await pool().query('update agents set status = $2 where id = $1', [id, status])
  await pool().query('select refresh_sort_keys($1)', [id])
}
const settled = (check: () => Promise<unknown>, expected: unknown) =>
  expect.poll(check, { timeout: 10_000, interval: 20 }).toEqual(expected)

async function expectSound(): Promise<void> {
  const { rows } = await pool().query(`
    select 'over the limit' from agents where current_count > capacity
    union all select 'count' from agents a where a.current_count <>
      (select count(*) from assignments s where s.agent_id = a.id and s.ended_at is null and s.holds_place)
    union all select 'queued without entry' from conversations c where c.status = 'queued'
      and not exists (select 1 from queue_entries q where q.conversation_id = c.id)
    union all select 'entry but not queued' from queue_entries q join conversations c on c.id = q.conversation_id where c.status <> 'queued'
    union all select 'gap in the log' from conversations c where c.last_seq <>
      (select count(*) from conversation_events e where e.conversation_id = c.id)`)
  expect(rows).toEqual([])
}

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers, orders cascade')
})

describe('the owner of an order', () => {
  it('is served first, whatever the coefficients say, also in a group of their own', async () => {
    const s = await buildScenario([{ name: 'Other', quality: 100 }])
    const own = await buildScenario([{ name: 'Owner', quality: 0 }])
    await owned(own.agents.Owner ?? '')
    const row = await rowOf(await arrive(s, { orderId: 'A-1' }))
    expect(row).toMatchObject({ agent: own.agents.Owner, type: 'direct', group: own.groupId })
    await expectSound()
  })

  it('is no owner for a customer whose order it is not', async () => {
    const s = await buildScenario([
      { name: 'Other', quality: 100 },
      { name: 'Owner', quality: 1 },
    ])
    await saveOrder('A-1', orderInput.parse({ owner: s.agents.Owner, customer: 'somebody-else' }))
    expect((await rowOf(await arrive(s, { orderId: 'A-1' }))).agent).toBe(s.agents.Other)
  })

  it('group: without them the others of their group take it', async () => {
    const s = await buildScenario([{ name: 'Other' }, { name: 'Owner', status: 'busy' }])
    await settings({ orderOwner: { mode: 'group', waitSeconds: 60 } })
    await owned(s.agents.Owner ?? '')
    expect(await rowOf(await arrive(s, { orderId: 'A-1' }))).toMatchObject({ agent: s.agents.Other })
  })

  it('message: it is left to them', async () => {
    const s = await buildScenario([{ name: 'Other' }, { name: 'Owner', status: 'offline' }])
    await settings({ orderOwner: { mode: 'message', waitSeconds: 60 } })
    await owned(s.agents.Owner ?? '')
    expect(await rowOf(await arrive(s, { orderId: 'A-1' }))).toMatchObject({
      agent: s.agents.Owner,
      type: 'offline',
      reason: 'owner_message',
    })
  })

  it('wait: held for them, in nobody’s way, and theirs as soon as they are able', async () => {
    const s = await buildScenario([
      { name: 'Other', capacity: 1 },
      { name: 'Owner', status: 'busy' },
    ])
    await settings({ orderOwner: { mode: 'wait', waitSeconds: 600 } })
    await owned(s.agents.Owner ?? '')
    const held = await arrive(s, { orderId: 'A-1' })
    expect(await rowOf(held)).toMatchObject({
      status: 'queued',
      reason: 'held_for_owner',
      held: s.agents.Owner,
    })
    const first = await arrive(s)
    expect((await rowOf(first)).agent).toBe(s.agents.Other)
    const second = await arrive(s)
    expect((await rowOf(second)).status).toBe('queued')
    await endByCustomer(first)
    requestDrain({ groupIds: [s.groupId] })
    await settled(async () => (await rowOf(second)).agent, s.agents.Other)
    expect((await rowOf(held)).status).toBe('queued')
    await setStatus(s.agents.Owner, 'online')
    requestDrain({ agentIds: [s.agents.Owner ?? ''] })
    await settled(async () => (await rowOf(held)).agent, s.agents.Owner)
    expect(await rowOf(held)).toMatchObject({ type: 'queued' })
    await expectSound()
  })

  it('wait: is decided again for the whole group when the time is over', async () => {
    const s = await buildScenario([{ name: 'Other' }, { name: 'Owner', status: 'busy' }])
    await settings({ orderOwner: { mode: 'wait', waitSeconds: 600 } })
    await owned(s.agents.Owner ?? '')
    const held = await arrive(s, { orderId: 'A-1' })
    await drainThoroughly([s.groupId])
    expect((await rowOf(held)).status).toBe('queued')
    await pool().query(`update queue_entries set entered_at = entered_at - interval '11 minutes',
      held_until = held_until - interval '11 minutes'`)
    await drainThoroughly([s.groupId])
    expect((await rowOf(held)).agent).toBe(s.agents.Other)
    await expectSound()
  })

  it('wait: with nobody else there it stays in the queue without a hold, and the record says so', async () => {
    const s = await buildScenario([
      { name: 'Full', capacity: 0 },
      { name: 'Owner', status: 'busy' },
    ])
    await settings({ orderOwner: { mode: 'wait', waitSeconds: 600 } })
    await owned(s.agents.Owner ?? '')
    const held = await arrive(s, { orderId: 'A-1' })
    await pool().query(`update queue_entries set entered_at = entered_at - interval '11 minutes',
      held_until = held_until - interval '11 minutes'`)
    await drainThoroughly([s.groupId])
    expect(await rowOf(held)).toMatchObject({ status: 'queued', reason: 'no_room', held: null, until: null })
    expect((await listDecisions(pool(), held)).map((d) => d.decision.reason).sort()).toEqual([
      'held_for_owner',
      'no_room',
    ])
    await drainThoroughly([s.groupId])
    expect(await listDecisions(pool(), held)).toHaveLength(2)
    await expectSound()
  })
})

describe('overflow', () => {
  it('customer chooses: who comes to a full queue is asked; those who stay are asked no more', async () => {
    const s = await buildScenario([{ name: 'A', capacity: 0 }])
    const other = await buildScenario([{ name: 'B', capacity: 1 }])
    await groupSettings(
      s.groupId,
      { overflow: 'customer_chooses' },
      `max_queue_length = 1, overflow_group_id = '${other.groupId}'`,
    )
    const first = await arrive(s)
    const second = await arrive(s)
    expect((await rowOf(first)).choice).toBeNull()
    expect(await rowOf(second)).toMatchObject({
      status: 'queued',
      choice: 'offered',
      choiceGroup: other.groupId,
    })
    expect((await queueViews([second])).get(second)?.choice?.group?.id).toBe(other.groupId)
    await expect(chooseInQueue(first, 'message')).rejects.toMatchObject({ code: 'transition_refused' })
    await chooseInQueue(second, 'wait')
    expect(await rowOf(second)).toMatchObject({ status: 'queued', choice: 'wait' })
    await expect(chooseInQueue(second, 'group')).rejects.toMatchObject({ code: 'transition_refused' })
    const third = await arrive(s)
    await chooseInQueue(third, 'group')
    expect(await rowOf(third)).toMatchObject({ agent: other.agents.B, type: 'queued', group: other.groupId })
    const fourth = await arrive(s)
    await chooseInQueue(fourth, 'message')
    expect(await rowOf(fourth)).toMatchObject({
      agent: s.agents.A,
      type: 'offline',
      reason: 'customer_choice',
    })
    await expectSound()
  })

  it('customer chooses: one of many answers at once wins', async () => {
    const s = await buildScenario([{ name: 'A', capacity: 0 }])
    await groupSettings(s.groupId, { overflow: 'customer_chooses' }, 'max_queue_length = 0')
    const id = await arrive(s)
    const answers = Array.from({ length: 12 }, (_, i) => chooseInQueue(id, i % 2 ? 'wait' : 'message'))
    const results = await Promise.allSettled(answers)
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    await expectSound()
  })

  it('maximum wait: everybody beyond it is asked once, those behind the first as well, and the log tells it', async () => {
    const s = await buildScenario([{ name: 'A', capacity: 0 }])
    await groupSettings(s.groupId, { overflow: 'customer_chooses' }, 'max_wait_seconds = 60')
    const ids = [await arrive(s, {}, undefined, 5), await arrive(s), await arrive(s)]
    await drainThoroughly([s.groupId])
    expect((await Promise.all(ids.map(rowOf))).map((row) => row.choice)).toEqual([null, null, null])
    await pool().query(
      `update queue_entries set group_entered_at = group_entered_at - interval '2 minutes'
      where conversation_id <> $1`,
      [ids[0]],
    )
    await drainThoroughly([s.groupId])
    await drainThoroughly([s.groupId])
    expect((await Promise.all(ids.map(rowOf))).map((row) => row.choice)).toEqual([null, 'offered', 'offered'])
    const { rows } = await pool().query(
      `select payload->'patch'->'queue'->'choice' as choice from conversation_events
       where type = 'queue_choice' and conversation_id = any($1)`,
      [ids],
    )
    expect(rows).toEqual([{ choice: { group: null } }, { choice: { group: null } }])
    await expectSound()
  })

  it.each([
    { overflow: 'message', at: 'length' },
    { overflow: 'message', at: 'wait' },
  ] as const)('message at the maximum $at, although another group is named', async ({ overflow, at }) => {
    const s = await buildScenario([{ name: 'A', capacity: 0 }])
    const other = await buildScenario([{ name: 'B' }])
    const limit = at === 'length' ? 'max_queue_length = 0' : 'max_wait_seconds = 60'
    await groupSettings(s.groupId, { overflow }, `${limit}, overflow_group_id = '${other.groupId}'`)
    const id = await arrive(s)
    if (at === 'wait') {
      await pool().query(
        `update queue_entries set group_entered_at = group_entered_at - interval '2 minutes'`,
      )
      await drainThoroughly([s.groupId])
    }
    expect(await rowOf(id)).toMatchObject({ agent: s.agents.A, type: 'offline' })
  })

  it('group: a paused group hands its waiting customers over, and its own count of the wait begins there', async () => {
    const s = await buildScenario([{ name: 'A', capacity: 0 }])
    const other = await buildScenario([{ name: 'B', capacity: 0 }])
    const id = await arrive(s)
    await pool().query(`update queue_entries set group_entered_at = group_entered_at - interval '2 minutes'`)
    await groupSettings(
      s.groupId,
      { overflow: 'group' },
      `intake_paused = true, overflow_group_id = '${other.groupId}'`,
    )
    await groupSettings(other.groupId, {}, 'max_wait_seconds = 60')
    await drainThoroughly([s.groupId])
    expect(await rowOf(id)).toMatchObject({ status: 'queued', group: other.groupId })
    await drainThoroughly([other.groupId])
    expect((await rowOf(id)).status).toBe('queued')
    await expectSound()
  })
})

describe('when service ends', () => {
  it.each([
    { setting: 'take_message', status: 'awaiting_agent' },
    { setting: 'keep_waiting', status: 'queued' },
  ])('$setting: the last member goes offline', async ({ setting, status }) => {
    const s = await buildScenario([{ name: 'A', capacity: 0 }])
    await groupSettings(s.groupId, { whenServiceEnds: setting })
    const id = await arrive(s)
    await setStatus(s.agents.A, 'offline')
    await drainThoroughly([s.groupId])
    expect((await rowOf(id)).status).toBe(status)
    expect((await rowOf(await arrive(s))).type).toBe('offline')
    await expectSound()
  })
})

describe('a limit per time window', () => {
  it('is never passed by arrivals in two groups at once', async () => {
    const s = await buildScenario([{ name: 'A', capacity: 50 }])
    const other = await buildScenario([])
    await joinGroup(other.groupId, s.agents.A ?? '')
    await pool().query('update agents set window_limit = 3, window_seconds = 600 where id = $1', [s.agents.A])
    const ids = await Promise.all(Array.from({ length: 24 }, (_, i) => arrive(i % 2 ? s : other)))
    const rows = await Promise.all(ids.map(rowOf))
    expect(rows.filter((row) => row.agent === s.agents.A)).toHaveLength(3)
    expect(rows.filter((row) => row.status === 'queued')).toHaveLength(21)
    await pool().query(`update assignments set started_at = started_at - interval '11 minutes'`)
    await drainThoroughly([s.groupId, other.groupId])
    const { rows: now } = await pool().query('select current_count as n from agents')
    expect(now).toEqual([{ n: 6 }])
    await expectSound()
  })
})

describe('orders', () => {
  it('told twice are one, told anew are as told, and a customer who never came is known afterwards', async () => {
    const s = await buildScenario([])
    const agent = await addAgent(s.groupId, { name: 'Mei' })
    const input = orderInput.parse({
      title: 'Lamp',
      amount: 19.9,
      currency: 'EUR',
      customer: 'c-7',
      owner: agent,
    })
    expect(await saveOrder('A-9', input)).toMatchObject({ created: true, amount: 19.9, owner: { id: agent } })
    expect(await saveOrder('A-9', input)).toMatchObject({ created: false, customer: { externalId: 'c-7' } })
    const anew = await saveOrder(
      'A-9',
      orderInput.parse({ title: 'Lamp, blue', owner: `${agent}@test.local` }),
    )
    expect(anew).toMatchObject({ created: false, title: 'Lamp, blue', customer: null, owner: { id: agent } })
    await expect(saveOrder('A-9', orderInput.parse({ owner: newId() }))).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })
})
