import { beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles, type PermissionMap, type Principal } from '@/server/access'
import { sendMessage } from '@/server/modules/conversations'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import {
  addAgent,
  addCustomer,
  addUser,
  buildScenario,
  type Scenario,
} from '@/server/platform/testing/scenario'
import { createCaller } from '@/server/platform/trpc/base'
import { remindCallBacks } from './actions/remind'
import { tellCustomers } from './actions/tell-customer'
import { reopenAnswered } from './actions/watch-tickets'
import { openTicketInput } from './contract'
import { ticketsRouter } from './router'

useTestDatabase()

let scene: Scenario
let lead = ''
let otherGroup = ''
let stranger = ''
beforeAll(async () => {
  scene = await buildScenario([{ name: 'Mei' }, { name: 'Jun' }], { groups: ['Elsewhere'] })
  lead = await addUser('Lea')
  const { rows } = await pool().query<{ id: string }>(`select id from skill_groups where name = 'Elsewhere'`)
  otherGroup = rows[0]!.id
  stranger = await addAgent(otherGroup, { name: 'Stranger' })
})

function as(userId: string, permissions: PermissionMap, groupIds: string[] = []) {
  const principal: Principal = {
    ...{
      userId,
      name: 'Somebody',
      agentId: userId,
      roles: [],
      permissions,
      groupIds,
      scopeGroupIds: groupIds,
    },
  }
  return createCaller(ticketsRouter)({ principal })
}
const supervisor = () => as(lead, builtInRoles.supervisor.permissions)
const agent = (name: string) => as(scene.agents[name]!, builtInRoles.agent.permissions, [scene.groupId])
const foreign = () => as(stranger, builtInRoles.agent.permissions, [otherGroup])

const ticket = (more: object = {}) =>
  openTicketInput.parse({ clientKey: newId(), title: 'Kettle leaks', type: 'fault', ...more })

async function conversation(): Promise<{ id: string; customerId: string }> {
  const customerId = await addCustomer()
  const [id, threadId] = [newId(), newId()]
  await pool().query('insert into threads(id, customer_id, initiator, topic) values ($1, $2, $3, $4)', [
    ...[threadId, customerId, 'customer', 'general'],
  ])
  await pool().query(
    `insert into conversations(id, thread_id, customer_id, channel_id, group_id, agent_id, status, creation_type, language)
     values ($1, $2, $3, $4, $5, $6, 'awaiting_agent', 'direct', 'en')`,
    [id, threadId, customerId, scene.channelId, scene.groupId, scene.agents.Mei],
  )
  return { id, customerId }
}
const says = (of: { id: string; customerId: string }, text: string) =>
  sendMessage({
    ...{ conversationId: of.id, senderKind: 'customer', senderId: of.customerId },
    ...{ clientMessageId: newId(), kind: 'text', text, attachmentId: null },
  })
async function heard(customerId: string): Promise<string[]> {
  const { rows } = await pool().query<{ text: string }>(
    `select m.text from messages m join conversations c on c.id = m.conversation_id
     where c.customer_id = $1 and m.sender_kind = 'system' order by m.created_at, m.seq`,
    [customerId],
  )
  return rows.map(({ text }) => text)
}
const noticesOf = async (userId: string, kind: string) =>
  (await pool().query('select 1 from notices where user_id = $1 and kind = $2', [userId, kind])).rowCount

describe('a ticket', () => {
  it('is opened once however often the button is pressed, and stands once in the log of its conversation', async () => {
    const talk = await conversation()
    const input = ticket({ conversationId: talk.id })
    const opened = await Promise.all(Array.from({ length: 6 }, () => agent('Mei').open(input)))
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1)
    expect(opened.filter(({ created }) => created)).toHaveLength(1)
    const { rowCount } = await pool().query(
      `select 1 from conversation_events where conversation_id = $1 and type = 'ticket_created'`,
      [talk.id],
    )
    expect(rowCount).toBe(1)
    const view = await agent('Mei').get({ id: opened[0]!.id })
    expect(view).toMatchObject({ status: 'new', customer: { id: talk.customerId }, watching: true })
  })

  it('does not exist for whoever it is beyond the scope of, in any procedure', async () => {
    const { id } = await agent('Mei').open(ticket({ groupId: scene.groupId }))
    expect(await agent('Jun').get({ id })).toMatchObject({ mayEdit: true, mayDelete: false })
    const gone = { code: 'NOT_FOUND' }
    await expect(foreign().get({ id })).rejects.toMatchObject(gone)
    await expect(foreign().change({ id, version: 1, patch: { title: 'x' } })).rejects.toMatchObject(gone)
    await expect(foreign().comment({ id, clientKey: newId(), text: 'x' })).rejects.toMatchObject(gone)
    await expect(foreign().watch({ id, on: true })).rejects.toMatchObject(gone)
    await expect(foreign().link({ id, kind: 'relates', target: 'T-1' })).rejects.toMatchObject(gone)
    expect((await foreign().list({ ids: [id] })).total).toBe(0)
    expect((await foreign().board({ ids: [id] })).map(({ total }) => total)).toEqual([0, 0, 0, 0, 0, 0])
    const looker = as(lead, builtInRoles.manager.permissions)
    await expect(looker.change({ id, version: 1, patch: {} })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is not opened about a conversation or a customer that one may not know', async () => {
    const talk = await conversation()
    const gone = { code: 'NOT_FOUND' }
    await expect(foreign().open(ticket({ conversationId: talk.id }))).rejects.toMatchObject(gone)
    await expect(foreign().open(ticket({ customerId: talk.customerId }))).rejects.toMatchObject(gone)
    await expect(foreign().draft({ conversationId: talk.id })).rejects.toMatchObject(gone)
  })

  it('takes one of two changes made at once over the same version', async () => {
    const { id } = await supervisor().open(ticket())
    const both = await Promise.allSettled([
      supervisor().change({ id, version: 1, patch: { priority: 'high' } }),
      supervisor().change({ id, version: 1, patch: { priority: 'low' } }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((one) => one.status === 'rejected') as PromiseRejectedResult
    expect(lost.reason).toMatchObject({ code: 'CONFLICT', cause: { code: 'conflict' } })
    const { entries, version } = await supervisor().get({ id })
    expect(version).toBe(2)
    expect(entries.map(({ kind }) => kind)).toEqual(['created', 'changed'])
  })

  it('keeps to its states and says why; many at once are all changed or none', async () => {
    const [first, second] = [await supervisor().open(ticket()), await supervisor().open(ticket())]
    await expect(
      supervisor().change({ id: first.id, version: 1, patch: { status: 'closed' } }),
    ).rejects.toMatchObject({ cause: { code: 'transition_refused', data: { reason: 'solve_first' } } })
    const tickets = [
      { id: first.id, version: 1 },
      { id: second.id, version: 9 },
    ]
    await expect(supervisor().changeMany({ tickets, patch: { priority: 'urgent' } })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(await supervisor().get({ id: first.id })).toMatchObject({ version: 1, priority: 'normal' })
    tickets[1]!.version = 1
    await supervisor().changeMany({ tickets, patch: { status: 'open', assigneeId: scene.agents.Jun! } })
    expect(await supervisor().get({ id: second.id })).toMatchObject({
      status: 'open',
      assignee: { name: 'Jun' },
    })
  })

  it('is not solved while another blocks it, and no circle of them can be made', async () => {
    const [a, b] = [await supervisor().open(ticket()), await supervisor().open(ticket())]
    const number = async (id: string) => `T-${(await supervisor().get({ id })).number}`
    await supervisor().link({ id: a.id, kind: 'blocks', target: await number(b.id) })
    await expect(
      supervisor().link({ id: b.id, kind: 'blocks', target: await number(a.id) }),
    ).rejects.toMatchObject({ cause: { fields: [{ code: 'link_circle' }] } })
    const solve = () => supervisor().change({ id: b.id, version: 1, patch: { status: 'solved' } })
    await expect(solve()).rejects.toMatchObject({ cause: { data: { reason: 'blocked' } } })
    await supervisor().change({ id: a.id, version: 1, patch: { status: 'solved' } })
    await solve()
    const own = await agent('Mei').open(ticket())
    await supervisor().link({ id: own.id, kind: 'relates', target: await number(a.id) })
    const { links } = await agent('Mei').get({ id: own.id })
    expect(links.map((link) => link.ticket?.title)).toEqual([''])
  })

  it('is due by the service hours of its group, and by hand where a person said so', async () => {
    const calendar = newId()
    const nine = [{ from: '09:00', to: '17:00' }]
    const weekly = { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine, sat: [], sun: [] }
    await pool().query(
      `insert into calendars(id, name, time_zone, weekly, exceptions) values ($1, 'Office', 'UTC', $2, '[]')`,
      [calendar, JSON.stringify(weekly)],
    )
    await pool().query('update skill_groups set calendar_id = $2 where id = $1', [otherGroup, calendar])
    setClock(() => new Date('2026-11-20T16:00:00Z'))
    try {
      const { id } = await supervisor().open(ticket({ groupId: otherGroup, priority: 'urgent' }))
      expect((await supervisor().get({ id })).dueAt).toBe('2026-11-23T10:00:00.000Z')
      await supervisor().change({ id, version: 1, patch: { priority: 'high' } })
      expect((await supervisor().get({ id })).dueAt).toBe('2026-11-23T16:00:00.000Z')
      await supervisor().change({ id, version: 2, patch: { dueAt: '2026-12-01T12:00:00Z' } })
      await supervisor().change({ id, version: 3, patch: { priority: 'low' } })
      expect(await supervisor().get({ id })).toMatchObject({
        dueAt: '2026-12-01T12:00:00.000Z',
        dueByHand: true,
      })
    } finally {
      setClock(undefined)
    }
  })
})

describe('the customer', () => {
  it('hears a public comment and the solution once in the chat, and nothing else', async () => {
    const talk = await conversation()
    const { id } = await agent('Mei').open(ticket({ conversationId: talk.id }))
    const word = { id, clientKey: newId(), text: 'A new one is on its way.', public: true }
    await Promise.all([agent('Mei').comment(word), agent('Mei').comment(word)])
    await agent('Mei').comment({ id, clientKey: newId(), text: 'Costs us 40.' })
    await agent('Mei').change({ id, version: 1, patch: { status: 'solved' } })
    await Promise.all([tellCustomers(), tellCustomers(), tellCustomers()])
    const { number, entries } = await agent('Mei').get({ id })
    expect(await heard(talk.customerId)).toEqual([
      `Ticket T-${number}, Kettle leaks. Mei wrote:\nA new one is on its way.`,
      `Ticket T-${number} was solved: Kettle leaks`,
    ])
    expect(entries.filter((entry) => entry.public).map(({ told }) => told?.chat)).toEqual([true, true])
  })

  it('who has gone hears of it on return', async () => {
    const talk = await conversation()
    const { id } = await agent('Mei').open(ticket({ conversationId: talk.id }))
    await pool().query(`update conversations set ended_at = now(), status = 'ended' where id = $1`, [talk.id])
    await agent('Mei').comment({ id, clientKey: newId(), text: 'Repaired.', public: true })
    await tellCustomers()
    expect(await heard(talk.customerId)).toEqual([])
    await pool().query(
      `insert into conversations(id, thread_id, customer_id, channel_id, status)
       select $2, thread_id, customer_id, channel_id, 'queued' from conversations where id = $1`,
      [talk.id, newId()],
    )
    await tellCustomers()
    expect(await heard(talk.customerId)).toHaveLength(1)
  })

  it('who answers while we wait opens the ticket again, and the words stand on its timeline', async () => {
    const talk = await conversation()
    const { id } = await agent('Mei').open(ticket({ conversationId: talk.id }))
    await agent('Mei').change({ id, version: 1, patch: { status: 'pending' } })
    await says(talk, 'It still leaks.')
    await Promise.all([reopenAnswered(), reopenAnswered()])
    const { status, entries } = await agent('Mei').get({ id })
    expect(status).toBe('open')
    expect(entries.filter(({ kind }) => kind === 'customer').map(({ text }) => text)).toEqual([
      'It still leaks.',
    ])
    expect(entries.filter(({ kind }) => kind === 'changed')).toHaveLength(2)
  })
})

describe('staff', () => {
  it('are told once of what is given to them and what they watch, never of what they did', async () => {
    const { id } = await supervisor().open(ticket({ assigneeId: scene.agents.Jun }))
    expect(await noticesOf(scene.agents.Jun!, 'ticket_assigned')).toBeGreaterThan(0)
    const before = Number(await noticesOf(lead, 'ticket_comment'))
    await agent('Jun').comment({ id, clientKey: newId(), text: 'Looked at it.' })
    await supervisor().comment({ id, clientKey: newId(), text: 'Thanks.' })
    expect(await noticesOf(lead, 'ticket_comment')).toBe(before + 1)
  })
})

describe('a call-back', () => {
  const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  const callBack = (more: object = {}) => ({
    ...{ clientKey: newId(), name: 'Ana', phone: '+49 30 123456', dueAt: later(60), ...more },
  })
  const noDue = async (userId: string) => Number(await noticesOf(userId, 'call_back_due'))

  it('reminds exactly once for each due time, also when whoever reminds dies in the middle', async () => {
    const jun = scene.agents.Jun!
    const input = callBack({ assigneeId: jun })
    const made = await Promise.all([agent('Mei').createCallBack(input), agent('Mei').createCallBack(input)])
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
    const id = made[0]!.id
    const before = await noDue(jun)
    await remindCallBacks()
    expect(await noDue(jun)).toBe(before)
    await pool().query(`update call_backs set due_at = now() - interval '1 minute' where id = $1`, [id])
    await pool().query(
      `create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
       create trigger die before insert on call_back_entries for each row execute function die()`,
    )
    await expect(remindCallBacks()).rejects.toThrow('killed')
    await pool().query('drop trigger die on call_back_entries')
    expect(await noDue(jun)).toBe(before)
    await Promise.all([remindCallBacks(), remindCallBacks(), remindCallBacks()])
    expect(await noDue(jun)).toBe(before + 1)
    const { version } = await agent('Jun').getCallBack({ id })
    await agent('Jun').endCallBack({ id, version, result: 'try_again', dueAt: later(30) })
    await remindCallBacks()
    expect(await noDue(jun)).toBe(before + 1)
    await pool().query(`update call_backs set due_at = now() where id = $1`, [id])
    setClock(() => new Date(Date.now() + 5_000))
    await remindCallBacks()
    setClock(undefined)
    expect(await noDue(jun)).toBe(before + 2)
    const view = await agent('Jun').getCallBack({ id })
    expect(view.history.map(({ kind }) => kind)).toEqual(['created', 'reminded', 'called', 'reminded'])
  })

  it('ends with its result, conflicts on an old version, and is nobody else’s business', async () => {
    const { id } = await agent('Mei').createCallBack(callBack({ groupId: scene.groupId }))
    await expect(foreign().getCallBack({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(agent('Jun').endCallBack({ id, version: 7, result: 'reached' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await agent('Jun').endCallBack({ id, version: 1, result: 'wrong_number' })
    expect(await agent('Mei').getCallBack({ id })).toMatchObject({ state: 'done', result: 'wrong_number' })
    await expect(agent('Mei').cancelCallBack({ id, version: 2 })).rejects.toMatchObject({
      cause: { code: 'invalid_state' },
    })
  })

  it('shows no number where numbers are masked, and keeps it when the covered one comes back', async () => {
    const settings = { masking: { cards: false, phones: true, identities: false } }
    await pool().query('update organization set settings = $1 where id = 1', [JSON.stringify(settings)])
    const { id } = await agent('Mei').createCallBack(callBack())
    const view = await agent('Mei').getCallBack({ id })
    expect(view.phone).toMatch(/^\*+3456$/)
    const { name, phone, dueAt, note } = view
    await agent('Mei').updateCallBack({ id, version: 1, callBack: { name, phone, dueAt, note } })
    const kept = await pool().query('select phone from call_backs where id = $1', [id])
    expect(kept.rows).toEqual([{ phone: '+49 30 123456' }])
  })
})
