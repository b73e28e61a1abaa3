import { afterEach, describe, expect, it } from 'vitest'
import { endByCustomer, sendMessage, sweepAfterWork, wakeSnoozed } from '@/server/modules/conversations'
import { setClock } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { type Loose, placesOf, rowOf, team } from './work.fixture'

useTestDatabase()
afterEach(() => setClock(undefined))

const later = (ms: number) => {
  const at = Date.now() + ms
  setClock(() => new Date(at))
}
const of = (id: string) => `/agent/conversations/${id}`
const customerSays = (c: { id: string; customerId: string }, text = 'hm') =>
  sendMessage({
    ...{ conversationId: c.id, senderKind: 'customer', senderId: c.customerId, clientMessageId: newId() },
    ...{ kind: 'text', text, attachmentId: null },
  })

describe('tags', () => {
  it('are added and taken away with a trace, and offered to others', async () => {
    const t = await team([{ name: 'Mei' }, { name: 'Bo' }])
    const c = await t.arrive()
    const holder = (await rowOf(c.id)).agent_id === t.agents.Mei ? t.calls.Mei! : t.calls.Bo!
    const other = holder === t.calls.Mei ? t.calls.Bo! : t.calls.Mei!
    expect((await holder('POST', `${of(c.id)}/tags`, { add: ['易碎', 'Late'] })).body.tags).toEqual([
      '易碎',
      'Late',
    ])
    expect((await holder('POST', `${of(c.id)}/tags`, { add: ['late'], remove: ['易碎'] })).body.tags).toEqual(
      ['Late'],
    )
    expect((await other('POST', `${of(c.id)}/tags`, { add: ['x'] })).status).toBe(404)
    const { body } = await holder('GET', `${of(c.id)}/log`)
    const steps = body.items.filter((s: { type: string }) => s.type === 'tagged')
    expect(steps.map((s: Loose) => s.detail.added)).toEqual([['易碎', 'Late'], []])
    expect((await other('GET', '/agent/tags?search=lat')).body.items).toEqual([{ tag: 'Late', count: 1 }])
  })
})

describe('snooze', () => {
  it('comes back at its time, once, whoever sweeps', async () => {
    const t = await team([{ name: 'Mei' }])
    const c = await t.arrive()
    const until = new Date(Date.now() + 3_600_000).toISOString()
    expect((await t.calls.Mei!('POST', `${of(c.id)}/snooze`, { until })).body.snoozedUntil).toBe(until)
    expect(await wakeSnoozed()).toBe(0)
    later(3_600_001)
    const woken = await Promise.all([wakeSnoozed(), wakeSnoozed(), wakeSnoozed()])
    expect(woken.reduce((a, b) => a + b)).toBe(1)
    expect((await rowOf(c.id)).snoozed_until).toBeNull()
  })

  it('ends with the word of the customer and with the end', async () => {
    const t = await team([{ name: 'Mei' }])
    const [a, b] = [await t.arrive(), await t.arrive()]
    const until = new Date(Date.now() + 60_000).toISOString()
    for (const c of [a, b]) await t.calls.Mei!('POST', `${of(c.id)}/snooze`, { until })
    await t.calls.Mei!('POST', `${of(a.id)}/messages`, { clientMessageId: newId(), text: 'one moment' })
    expect((await rowOf(a.id)).snoozed_until).not.toBeNull()
    await customerSays(a)
    await endByCustomer(b.id)
    expect((await rowOf(a.id)).snoozed_until).toBeNull()
    expect((await rowOf(b.id)).snoozed_until).toBeNull()
    expect((await t.calls.Mei!('POST', `${of(b.id)}/snooze`, { until })).body.code).toBe('transition_refused')
  })

  it('refuses a time that has passed', async () => {
    const t = await team([{ name: 'Mei' }])
    const c = await t.arrive()
    const { status, body } = await t.calls.Mei!('POST', `${of(c.id)}/snooze`, {
      until: '2020-01-01T00:00:00Z',
    })
    expect([status, body.fields[0].path]).toEqual([400, 'until'])
  })
})

describe('colleagues', () => {
  async function asked(part: 'consulted' | 'advisor') {
    const t = await team([{ name: 'Mei', capacity: 3 }])
    const u = await team([{ name: 'Bo' }])
    const c = await t.arrive()
    const bo = u.calls.Bo!
    expect((await bo('GET', of(c.id))).status).toBe(404)
    const made = await t.calls.Mei!('POST', `${of(c.id)}/participants`, {
      userId: u.agents.Bo,
      part,
      note: 'help?',
    })
    expect(made.status).toBe(201)
    return { c, bo, mei: t.calls.Mei!, partId: made.body.id as string }
  }
  const write = (text: string) => ({ clientMessageId: newId(), text })

  it('a consulted one reads along and writes in the side chat only; no word of it reaches the customer', async () => {
    const { c, bo, mei, partId } = await asked('consulted')
    expect((await bo('GET', '/agent/asked')).body.items).toMatchObject([
      { conversation: { id: c.id }, part: { part: 'consulted', note: 'help?' } },
    ])
    expect((await bo('POST', `${of(c.id)}/messages`, write('to the customer'))).status).toBe(404)
    expect((await bo('POST', `${of(c.id)}/end`, {})).status).toBe(404)
    expect((await mei('POST', `${of(c.id)}/consults/${partId}`, write('can we?'))).status).toBe(201)
    expect((await bo('POST', `${of(c.id)}/consults/${partId}`, write('yes'))).status).toBe(201)
    const side = await mei('GET', `${of(c.id)}/consults/${partId}`)
    expect(side.body.items.map((m: { text: string }) => m.text)).toEqual(['can we?', 'yes'])
    const { rows } = await pool().query(
      `select audience from conversation_events where conversation_id = $1 and (type = 'participants' or payload->>'kind' = 'note')`,
      [c.id],
    )
    expect(new Set(rows.map((row) => row.audience))).toEqual(new Set(['staff']))
    expect(await rowOf(c.id)).toMatchObject({ status: 'awaiting_agent', last_message_text: 'Hello' })
  })

  it('either side closes it, and then the conversation is closed to the one who was asked', async () => {
    for (const closer of ['bo', 'mei'] as const) {
      const a = await asked('consulted')
      expect((await a[closer]('POST', `${of(a.c.id)}/participants/${a.partId}/end`)).status).toBe(204)
      expect((await a.bo('GET', of(a.c.id))).status).toBe(404)
      expect((await a.bo('GET', '/agent/asked')).body.items).toEqual([])
      expect((await a.mei('POST', `${of(a.c.id)}/consults/${a.partId}`, write('late'))).body.code).toBe(
        'invalid_state',
      )
    }
  })

  it('an advisor writes to the customer, and no longer after the end', async () => {
    const { c, bo, mei } = await asked('advisor')
    const sent = await bo('POST', `${of(c.id)}/messages`, write('I know this one'))
    expect(sent.body).toMatchObject({ senderKind: 'agent', senderName: 'Bo' })
    expect((await rowOf(c.id)).status).toBe('awaiting_customer')
    await mei('POST', `${of(c.id)}/end`, {})
    expect((await bo('GET', of(c.id))).status).toBe(404)
    expect((await bo('POST', `${of(c.id)}/messages`, write('more'))).status).toBe(404)
  })

  it('asks nobody twice, nor oneself, nor about what has ended', async () => {
    const { c, mei } = await asked('advisor')
    const { rows } = await pool().query(
      'select user_id from conversation_participants where conversation_id = $1',
      [c.id],
    )
    const again = { userId: rows[0].user_id, part: 'advisor' }
    expect((await mei('POST', `${of(c.id)}/participants`, again)).body.code).toBe('duplicate')
    const self = { userId: (await rowOf(c.id)).agent_id, part: 'advisor' }
    expect((await mei('POST', `${of(c.id)}/participants`, self)).status).toBe(400)
    await mei('POST', `${of(c.id)}/end`, {})
    expect((await mei('POST', `${of(c.id)}/participants`, again)).body.code).toBe('transition_refused')
  })
})

describe('transfer and return', () => {
  async function handed() {
    const t = await team([{ name: 'Mei', quality: 90 }, { name: 'Bo' }], { returnMinutes: 5 })
    const c = await t.arrive()
    const before = await rowOf(c.id)
    const done = await t.calls.Mei!('POST', `${of(c.id)}/transfer`, {
      agentId: t.agents.Bo,
      reason: 'speaks Spanish',
    })
    expect(done.status).toBe(200)
    return { ...t, c, before, done }
  }

  it('keeps number, type and entry time, and tells the reason after a reload', async () => {
    const h = await handed()
    await h.calls.Bo!('POST', `${of(h.c.id)}/return`, { reason: 'not Spanish' })
    const after = await rowOf(h.c.id)
    expect(after.agent_id).toBe(h.agents.Mei)
    for (const column of ['number', 'creation_type', 'entered_at', 'thread_id']) {
      expect(after[column]).toEqual(h.before[column])
    }
    const { body } = await h.calls.Mei!('GET', `${of(h.c.id)}/log`)
    const steps = body.items.filter((s: { type: string }) => s.type === 'transferred')
    expect(steps.map((s: Loose) => [s.detail.by, s.detail.note, s.detail.returned])).toEqual([
      ['Mei', 'speaks Spanish', undefined],
      ['Bo', 'not Spanish', true],
    ])
    expect([await placesOf(h.agents.Mei!), await placesOf(h.agents.Bo!)]).toEqual([1, 0])
    expect((await h.calls.Mei!('POST', `${of(h.c.id)}/return`, { reason: 'x' })).body.code).toBe(
      'transition_refused',
    )
  })

  it('is refused after its time, and to those who do not hold it', async () => {
    const h = await handed()
    expect(h.done.body.returnTo).toMatchObject({ agentId: h.agents.Mei })
    expect((await h.calls.Mei!('POST', `${of(h.c.id)}/return`, { reason: 'mine' })).status).toBe(404)
    later(5 * 60_000 + 1)
    expect((await h.calls.Bo!('POST', `${of(h.c.id)}/return`, { reason: 'x' })).body.code).toBe(
      'transition_refused',
    )
    expect((await rowOf(h.c.id)).agent_id).toBe(h.agents.Bo)
  })

  it('goes to whom dispatch finds when the former one is not able', async () => {
    const h = await handed()
    await pool().query(`update agents set status = 'busy' where id = $1`, [h.agents.Mei])
    const back = await h.calls.Bo!('POST', `${of(h.c.id)}/return`, { reason: 'x' })
    expect(back.body).toMatchObject({ status: 'queued', agent: null, returnTo: null })
    const { rows } = await pool().query(
      `select kind from dispatch_decisions where conversation_id = $1 order by at, id`,
      [h.c.id],
    )
    expect(rows.map((row) => row.kind)).toEqual(['assign', 'transfer', 'transfer'])
  })
})

describe('calls', () => {
  it('stand as entries of the staff with their result', async () => {
    const t = await team([{ name: 'Mei' }])
    const c = await t.arrive()
    const call = await t.calls.Mei!('POST', `${of(c.id)}/calls`, { phone: '+86 138 0013 8000' })
    expect(call.status).toBe(201)
    const outcome = { result: 'reached', note: 'will pay', durationSeconds: 90 }
    const done = await t.calls.Mei!('PUT', `${of(c.id)}/calls/${call.body.id}`, outcome)
    expect(Date.parse(done.body.endedAt) - Date.parse(done.body.startedAt)).toBe(90_000)
    const foreign = await t.arrive()
    expect((await t.calls.Mei!('PUT', `${of(foreign.id)}/calls/${call.body.id}`, outcome)).status).toBe(404)
    expect((await t.calls.Mei!('POST', `${of(c.id)}/calls`, { phone: 'javascript:1' })).status).toBe(400)
    const { body } = await t.calls.Mei!('GET', `${of(c.id)}/log`)
    const steps = body.items.filter((s: { type: string }) => s.type === 'called')
    expect(steps.map((s: Loose) => s.detail.result)).toEqual([undefined, 'reached'])
  })
})

describe('macros', () => {
  it('run in order, and stop at the first step that is refused', async () => {
    const t = await team([{ name: 'Mei' }])
    const mei = t.calls.Mei!
    const c = await t.arrive('Hello', { name: '林伟' })
    const steps = [
      { kind: 'reply', text: '{{customer.name}}，稍等' },
      { kind: 'tag', tags: ['退货'] },
      { kind: 'reply', text: 'to {{customer.email}}' },
      { kind: 'end' },
    ]
    const { body: macro } = await mei('POST', '/agent/macros', { name: 'Return', steps })
    const { body } = await mei('POST', `${of(c.id)}/macros/${macro.id}`)
    expect(body).toMatchObject({ done: 2, of: 4, refused: { step: 2, kind: 'reply', code: 'invalid_input' } })
    expect(await rowOf(c.id)).toMatchObject({
      last_message_text: '林伟，稍等',
      tags: ['退货'],
      ended_at: null,
    })
    const fixed = {
      name: 'Return',
      steps: [{ kind: 'note', text: 'done' }, { kind: 'end' }],
      version: macro.version,
    }
    expect((await mei('PUT', `/agent/macros/${macro.id}`, fixed)).status).toBe(200)
    expect((await mei('PUT', `/agent/macros/${macro.id}`, fixed)).body.code).toBe('conflict')
    expect((await mei('POST', `${of(c.id)}/macros/${macro.id}`)).body).toMatchObject({
      ...{ done: 2, refused: null, conversation: { status: 'ended' } },
    })
  })

  it('own ones are seen and changed by their owner alone, and those for all need the wider scope', async () => {
    const t = await team([{ name: 'Mei' }, { name: 'Bo' }])
    const macro = { name: 'Mine', steps: [{ kind: 'end' }] }
    const { body } = await t.calls.Mei!('POST', '/agent/macros', macro)
    expect((await t.calls.Bo!('GET', '/agent/macros')).body.items).toEqual([])
    expect((await t.calls.Bo!('DELETE', `/agent/macros/${body.id}`)).status).toBe(404)
    expect((await t.calls.Bo!('POST', '/agent/macros', { ...macro, scope: 'all' })).status).toBe(403)
    expect(
      (await t.calls.Bo!('POST', '/agent/macros', { ...macro, scope: 'group', groupId: t.groupId })).status,
    ).toBe(403)
    expect((await t.calls.Mei!('DELETE', `/agent/macros/${body.id}`)).status).toBe(204)
  })
})

describe('lists', () => {
  it('known customers are found by those who served them or their groups, and by nobody else', async () => {
    const t = await team([{ name: 'Mei' }])
    const u = await team([{ name: 'Bo' }])
    const c = await t.arrive('Hello', { name: 'Quentin Zephyr', phone: '+49 30 1234567' })
    const ids = async (call: typeof t.calls.Mei, text: string) =>
      (await call!('GET', `/agent/customers?search=${encodeURIComponent(text)}`)).body.items.map(
        (customer: { id: string }) => customer.id,
      )
    expect(await ids(t.calls.Mei, 'zephyr')).toEqual([c.customerId])
    expect(await ids(t.calls.Mei, '30 123')).toEqual([c.customerId])
    expect(await ids(u.calls.Bo, 'zephyr')).toEqual([])
    expect(await ids(t.calls.Mei, '%')).toEqual([])
    const text = { customerId: c.customerId, topic: { productCategory: 'tents' }, text: 'News' }
    const started = await t.calls.Mei!('POST', '/agent/conversations', text)
    expect(started.status).toBe(201)
    expect((await rowOf(started.body.id)).thread_id).not.toBe((await rowOf(c.id)).thread_id)
  })

  it('messages to be worked off: own ones and those without a receiver, the oldest first', async () => {
    const t = await team([{ name: 'Mei', status: 'offline' }])
    const [a, b] = [await t.arrive('left one'), await t.arrive('left two')]
    await pool().query('update conversations set agent_id = null where id = $1', [b.id])
    const { body } = await t.calls.Mei!('GET', '/agent/conversations?list=offline')
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([a.id, b.id])
  })

  it('a quick reply that is somebody else’s own stops the macro', async () => {
    const t = await team([{ name: 'Mei' }, { name: 'Bo' }])
    const c = await t.arrive()
    const holderId = (await rowOf(c.id)).agent_id as string
    const holder = holderId === t.agents.Mei ? t.calls.Mei! : t.calls.Bo!
    const reply = async (ownerId: string) => {
      const id = newId()
      await pool().query(
        `insert into quick_replies(id, scope, owner_id, shortcut, title, text) values ($1::uuid, 'own', $2, $1::uuid::text, 'x', 'Good day')`,
        [id, ownerId],
      )
      const steps = [{ kind: 'quick_reply', quickReplyId: id }]
      const { body } = await holder('POST', '/agent/macros', { name: 'Greet', steps })
      return (await holder('POST', `${of(c.id)}/macros/${body.id}`)).body
    }
    const other = holderId === t.agents.Mei ? t.agents.Bo! : t.agents.Mei!
    expect(await reply(other)).toMatchObject({ done: 0, refused: { kind: 'quick_reply', code: 'not_found' } })
    expect(await reply(holderId)).toMatchObject({ done: 1, refused: null })
    expect((await rowOf(c.id)).last_message_text).toBe('Good day')
  })
})

describe('saved filters', () => {
  it('are kept per person, by name, in their order', async () => {
    const t = await team([{ name: 'Mei' }, { name: 'Bo' }])
    const mei = t.calls.Mei!
    const save = (name: string) => mei('POST', '/agent/views', { name, view: { tag: ['x'] } })
    const [a, b] = [(await save('A')).body.id, (await save('B')).body.id]
    expect((await save('a')).body.code).toBe('duplicate')
    expect((await mei('PUT', '/agent/views/order', { ids: [b, a] })).status).toBe(204)
    expect((await mei('PUT', `/agent/views/${a}`, { name: 'C', view: {} })).status).toBe(204)
    const names = (await mei('GET', '/agent/views')).body.items.map((v: { name: string }) => v.name)
    expect(names).toEqual(['B', 'C'])
    expect((await t.calls.Bo!('GET', '/agent/views')).body.items).toEqual([])
    expect((await t.calls.Bo!('DELETE', `/agent/views/${a}`)).status).toBe(404)
    expect((await mei('DELETE', `/agent/views/${a}`)).status).toBe(204)
  })
})

describe('the end', () => {
  async function wrapUp(): Promise<string> {
    const id = newId()
    await pool().query(`insert into wrap_ups(id, names) values ($1, '{"en":"Done"}')`, [id])
    return id
  }

  it('asks for a wrap-up where the group requires one', async () => {
    const t = await team([{ name: 'Mei' }], { wrapUpRequired: true })
    const c = await t.arrive()
    const refused = await t.calls.Mei!('POST', `${of(c.id)}/end`, {})
    expect([refused.status, refused.body.fields[0].path]).toEqual([400, 'wrapUpId'])
    expect((await rowOf(c.id)).ended_at).toBeNull()
    expect((await t.calls.Mei!('POST', `${of(c.id)}/end`, { wrapUpId: await wrapUp() })).status).toBe(200)
  })

  const keeps = { afterWorkSeconds: 60, afterWorkHoldsPlace: true }

  it('keeps the place for the work afterwards until the agent is done, and gives it back once', async () => {
    const t = await team([{ name: 'Mei', capacity: 1 }], keeps)
    const [mei, id] = [t.calls.Mei!, t.agents.Mei!]
    const c = await t.arrive()
    const { body } = await mei('POST', `${of(c.id)}/end`, {})
    expect(body.afterWorkUntil).not.toBeNull()
    expect(await placesOf(id)).toBe(1)
    const waiting = await t.arrive()
    expect((await rowOf(waiting.id)).status).toBe('queued')
    const done = await Promise.all([1, 2, 3].map(() => mei('POST', `${of(c.id)}/after-work/done`)))
    expect(done.map((answer) => answer.status)).toEqual([200, 200, 200])
    expect(await placesOf(id)).toBe(0)
    expect(await rowOf(c.id)).toMatchObject({ after_work_until: null, after_work_place_of: null })
  })

  it('gives it back when the time is over, once, whoever sweeps', async () => {
    const t = await team([{ name: 'Mei', capacity: 3 }], keeps)
    const [a, b] = [await t.arrive(), await t.arrive()]
    for (const c of [a, b]) await endByCustomer(c.id)
    expect(await placesOf(t.agents.Mei!)).toBe(2)
    expect(await sweepAfterWork()).toBe(0)
    later(60_001)
    const ended = await Promise.all([sweepAfterWork(), sweepAfterWork()])
    expect(ended.reduce((x, y) => x + y)).toBe(2)
    expect(await placesOf(t.agents.Mei!)).toBe(0)
  })

  it('loses no place when the process dies in the middle, before or after the commit', async () => {
    const t = await team([{ name: 'Mei', capacity: 2 }], keeps)
    const c = await t.arrive()
    // Before the commit: everything of the end is undone.
    await inTransaction(async (sql) => {
      await sql.query('select * from release_assignment($1, now(), $2)', [c.id, 'x'])
      await sql.query('select keep_place($1, $2)', [t.agents.Mei, t.groupId])
      throw new Error('killed')
    }).catch(() => {})
    expect(await placesOf(t.agents.Mei!)).toBe(1)
    // After it: another process finds it by the row alone.
    await endByCustomer(c.id)
    later(60_001)
    expect(await sweepAfterWork()).toBe(1)
    expect(await placesOf(t.agents.Mei!)).toBe(0)
    const { rows } = await pool().query('select current_count, over_count from agents where id = $1', [
      t.agents.Mei,
    ])
    expect(rows).toEqual([{ current_count: 0, over_count: 0 }])
  })

  it('gives it back when the conversation comes back before', async () => {
    const t = await team([{ name: 'Mei', capacity: 2 }], keeps)
    const c = await t.arrive()
    await endByCustomer(c.id)
    expect(await placesOf(t.agents.Mei!)).toBe(1)
    await pool().query(`update conversations set ended_at = null, status = 'awaiting_agent' where id = $1`, [
      c.id,
    ])
    expect(await placesOf(t.agents.Mei!)).toBe(0)
    later(60_001)
    expect(await sweepAfterWork()).toBe(0)
  })

  it('keeps no place where the group does not say so', async () => {
    const t = await team([{ name: 'Mei' }], { afterWorkSeconds: 60 })
    const c = await t.arrive()
    await endByCustomer(c.id)
    expect(await placesOf(t.agents.Mei!)).toBe(0)
    expect((await rowOf(c.id)).after_work_until).not.toBeNull()
  })
})
