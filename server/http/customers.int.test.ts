import { SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { loadConfiguration } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { emitSignal } from '@/server/platform/signals'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addUser, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { createCaller } from '@/server/platform/trpc/base'
import { handlerFor } from './handle-request'
import { rootRouter } from './trpc/root'
import type { ConversationView, MessageView, Problem, SessionView } from './v1/contract'

useTestDatabase()

const caller = createCaller(rootRouter)

const SECRET = 'a secret that is long enough for HS256 signatures'
let s: Scenario
let lead: ReturnType<typeof caller>
let agent: typeof lead

async function call<T>(token: string | null, method: string, path: string, body?: unknown) {
  const request = new Request(`http://test/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const response = await handlerFor(method, new URL(request.url).pathname)!(request)
  const text = await response.text()
  return { status: response.status, body: (text ? JSON.parse(text) : null) as T }
}

const signed = (sub: string) =>
  new SignJWT({ name: `Name of ${sub}` })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET))

async function visit(sub?: string, previousToken?: string): Promise<SessionView> {
  const { status, body } = await call<SessionView>(null, 'POST', '/customers/sessions', {
    channelKey: s.channelKey,
    ...(sub ? { identityToken: await signed(sub) } : {}),
    ...(previousToken ? { previousToken } : {}),
  })
  expect(status).toBe(200)
  return body
}

const ask = (token: string, text: string, topic: object = {}) =>
  call<ConversationView>(token, 'POST', '/conversations', {
    topic,
    message: { clientMessageId: newId(), text },
  })
const write = (token: string, id: string, text: string, clientMessageId = newId()) =>
  call<MessageView & Problem>(token, 'POST', `/conversations/${id}/messages`, {
    ...{ clientMessageId, kind: 'text', text },
  })

async function settings(customers: object): Promise<void> {
  const all = {
    customers: { fields: [], blockedAnswer: 'told', blockedText: { en: '', zh: '' }, ...customers },
  }
  await pool().query('update organization set settings = $1', [JSON.stringify(all)])
  emitSignal('config_changed', { version: 1 })
}

const principal = (role: 'supervisor' | 'agent', userId: string, groupIds: string[]): Principal => ({
  ...{ userId, name: role, agentId: role === 'agent' ? userId : null, roles: [role] },
  ...{ permissions: builtInRoles[role].permissions, groupIds, scopeGroupIds: groupIds },
})

const viewOf = async (id: string) => lead.customers.get({ id })

beforeAll(async () => {
  s = await buildScenario([{ name: 'Ana', capacity: 500 }])
  await pool().query('update channels set identity_secret = $2 where id = $1', [s.channelId, SECRET])
  await pool().query('update organization set config_version = config_version + 1000')
  await loadConfiguration(true)
  lead = caller({ principal: principal('supervisor', await addUser('Lea'), []) })
  agent = caller({ principal: principal('agent', s.agents.Ana!, []) })
  await settings({
    fields: [
      { key: 'level', names: { en: 'Level', zh: '' }, kind: 'choice', choices: ['gold', 'silver'] },
      { key: 'since', names: { en: 'Since', zh: '' }, kind: 'date' },
    ],
  })
})

describe('the list of customers', () => {
  it('finds a person by parts of name, address, number and signed id, in both languages', async () => {
    const rows = [
      ['Wanda Ostrowska', 'wanda@ostrow.example', '+48 601 222 333', 'shop-77'],
      ['欧阳文静', null, '13912345678', null],
    ]
    for (const [name, email, phone, externalId] of rows)
      await pool().query(
        'insert into customers(id, name, email, phone, external_id) values ($1, $2, $3, $4, $5)',
        [newId(), name, email, phone, externalId],
      )
    const found = async (search: string) =>
      (await lead.customers.list({ search })).rows.map(({ name }) => name)
    for (const search of ['wand', 'OSTROW', 'wanda ost', 'ostrow.example', '601 222', '2333', 'shop-77'])
      expect(await found(search), search).toContain('Wanda Ostrowska')
    for (const search of ['文静', '欧阳', '139 1234', '5678'])
      expect(await found(search), search).toEqual(['欧阳文静'])
    expect(await found("o'x | & !")).toEqual([])
  })

  it('shows an agent only those who came to them or their groups; others are not there', async () => {
    const stranger = newId()
    await pool().query("insert into customers(id, name) values ($1, 'Far Away')", [stranger])
    const mine = await visit('mine-1')
    await ask(mine.token, 'hello')
    expect((await agent.customers.list({ search: 'mine-1' })).rows.map(({ id }) => id)).toEqual([
      mine.customer.id,
    ])
    expect((await agent.customers.list({ search: 'Far Away' })).total).toBe(0)
    const customers = [{ id: stranger, version: 1 }]
    for (const act of [
      () => agent.customers.get({ id: stranger }),
      () => agent.customers.addNote({ customerId: stranger, text: 'x' }),
      () => agent.customers.change({ customers, act: { kind: 'vip', level: 2 } }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a profile', () => {
  it('takes values that fit the fields of the settings, names each that does not, and refuses an old version', async () => {
    const { customer } = await visit('fields-1')
    const { version } = await viewOf(customer.id)
    const input = { name: 'Fields', vipLevel: 3, tags: ['a', 'a', 'b'] }
    await expect(
      lead.customers.update({
        ...{ id: customer.id, version },
        customer: { ...input, fields: { level: 'bronze', since: '2026-02-30', shoe: '44' } },
      }),
    ).rejects.toMatchObject({
      cause: {
        fields: [
          { path: 'fields.level', code: 'field_value_choice' },
          { path: 'fields.since', code: 'field_value_date' },
          { path: 'fields.shoe', code: 'field_value_unknown' },
        ],
      },
    })
    const good = { ...input, fields: { level: 'gold', since: '2026-02-28' } }
    await lead.customers.update({ id: customer.id, version, customer: good })
    expect(await viewOf(customer.id)).toMatchObject({ ...good, tags: ['a', 'b'] })
    await expect(lead.customers.update({ id: customer.id, version, customer: input })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    const history = await lead.customers.history({ id: customer.id })
    await lead.customers.restore({ entryId: history.rows[0]!.id })
    expect(await viewOf(customer.id)).toMatchObject({ name: 'Name of fields-1', vipLevel: 0, fields: {} })
  })

  it('keeps notes with their author, and every version of them on record', async () => {
    const { customer, token } = await visit('notes-1')
    await ask(token, 'hello')
    const { id } = await agent.customers.addNote({ customerId: customer.id, text: 'first' })
    await agent.customers.updateNote({ id, version: 1, text: 'second' })
    await expect(agent.customers.updateNote({ id, version: 1, text: 'third' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    const { id: other } = await lead.customers.addNote({ customerId: customer.id, text: 'of the lead' })
    await expect(agent.customers.deleteNote({ id: other, version: 1 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect((await viewOf(customer.id)).notes.map(({ text, author }) => [text, author])).toEqual([
      ['of the lead', 'supervisor'],
      ['second', 'agent'],
    ])
    const said = (await lead.customers.history({ id: customer.id })).rows.map(({ action, after }) => [
      action,
      (after as { text?: string }).text,
    ])
    expect(said).toEqual([
      ['note_added', 'of the lead'],
      ['note_changed', 'second'],
      ['note_added', 'first'],
    ])
  })

  it('goes out as a file and comes back unchanged; a bad cell is named and nothing is kept', async () => {
    const csv =
      'external_id,name,vip,tags,field:level\nfile-1,File One,2,x; y,gold\nfile-2,=SUM(1),0,,silver\n'
    const tried = await lead.customers.import({ csv, dryRun: true })
    expect(tried).toMatchObject({ applied: false, created: ['File One', '=SUM(1)'], problems: [] })
    expect((await lead.customers.list({ search: 'file-1' })).total).toBe(0)
    await lead.customers.import({ csv, dryRun: false })
    expect(await lead.customers.import({ csv, dryRun: false })).toMatchObject({ unchanged: 2, created: [] })
    const bad = await lead.customers.import({
      csv: 'external_id,name,vip,email,field:level\nfile-1,Other,12,no,lead\n,Nobody,1,,\n',
      dryRun: false,
    })
    expect(bad.problems.map(({ row, column }) => [row, column])).toEqual([
      [2, 'email'],
      [2, 'vip'],
      [2, 'field:level'],
      [3, 'external_id'],
    ])
    expect((await lead.customers.list({ search: 'file one' })).rows[0]).toMatchObject({ name: 'File One' })
  })
})

describe('a blocked customer', () => {
  it('is told so on each way in, until they are unblocked; the reason is on record', async () => {
    const { customer, token } = await visit('blocked-1')
    const { body: conversation } = await ask(token, 'hello')
    const { version } = await viewOf(customer.id)
    await lead.customers.block({ id: customer.id, version, reason: 'Threats' })
    await settings({ blockedText: { en: 'Please write a letter.', zh: '' } })
    for (const answer of [
      await write(token, conversation.id, 'again'),
      await ask(token, 'again', { productCategory: 'tea' }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { title: 'Please write a letter.' } })
    await settings({ blockedAnswer: 'quiet', blockedText: { en: 'Please write a letter.', zh: '' } })
    const quiet = await write(token, conversation.id, 'again')
    expect(quiet.status).toBe(403)
    expect(quiet.body.title).not.toContain('letter')
    expect((await viewOf(customer.id)).blockedReason).toBe('Threats')
    await lead.customers.unblock({ id: customer.id, version: version + 1 })
    expect((await write(token, conversation.id, 'thanks')).status).toBe(201)
    const { rows } = await lead.customers.history({ id: customer.id })
    expect(rows.map(({ action }) => action)).toEqual(['unblocked', 'blocked'])
  })
})

describe('merging two customers', () => {
  const merge = async (from: string, into: string) =>
    lead.customers.merge({
      from: { id: from, version: (await viewOf(from)).version },
      into: { id: into, version: (await viewOf(into)).version },
    })

  it('moves all, says before what it moves, and leads both ids, the signed one and the open window to the survivor', async () => {
    const known = await visit('merge-known')
    const window = await visit()
    const { body: theirs } = await ask(window.token, 'from the window')
    const { body: own } = await ask(known.token, 'from the account')
    const { body: about } = await ask(known.token, 'tea', { productCategory: 'tea' })
    await call(known.token, 'POST', `/conversations/${about.id}/end`)
    const { body: tea } = await ask(window.token, 'my tea', { productCategory: 'tea' })
    await lead.customers.addNote({ customerId: window.customer.id, text: 'met in the shop' })
    await pool().query(
      "insert into orders(id, external_id, customer_id, title) values ($1, 'o-merge', $2, 'Tea')",
      [newId(), window.customer.id],
    )
    const [from, into] = [window.customer.id, known.customer.id]
    expect(await lead.customers.previewMerge({ from, into })).toMatchObject({
      ...{ conversations: 2, openConversations: 2, sideBySide: 1, orders: 1, notes: 1 },
    })
    await merge(from, into)
    const survivor = await viewOf(into)
    expect(survivor).toMatchObject({ conversations: 4, orders: 1, externalId: 'merge-known' })
    expect(survivor.notes.map(({ text }) => text)).toEqual(['met in the shop'])
    expect((await viewOf(from)).id).toBe(into)
    // Both general lines are open and stay as they are; the line about tea goes on in the survivor's.
    const { rows } = await pool().query<{ id: string; open: number }>(
      `select t.id, count(*) filter (where c.ended_at is null)::int as open from threads t
       join conversations c on c.thread_id = t.id where t.customer_id = $1 group by t.id order by 2`,
      [into],
    )
    expect(rows.map(({ open }) => open)).toEqual([1, 1, 1])
    for (const { id } of [theirs, tea, own]) {
      expect((await call(window.token, 'GET', `/conversations/${id}`)).status).toBe(200)
      expect((await write(window.token, id, 'still me')).status).toBe(201)
    }
    expect((await visit(undefined, window.token)).customer.id).toBe(into)
    expect((await visit('merge-known')).customer.id).toBe(into)
    const history = (await lead.customers.history({ id: into })).rows.find(
      ({ action }) => action === 'merged',
    )
    expect(history?.after).toMatchObject({ moved: { conversations: 2, orders: 1, notes: 1 } })
  })

  it('leads the signed id of the merged one on, also after a second merge', async () => {
    const [a, b, c] = [await visit('chain-a'), await visit('chain-b'), await visit('chain-c')]
    await merge(a.customer.id, b.customer.id)
    await merge(b.customer.id, c.customer.id)
    expect((await visit('chain-a')).customer.id).toBe(c.customer.id)
    const { body } = await ask(a.token, 'hello')
    expect((await call(c.token, 'GET', `/conversations/${body.id}`)).status).toBe(200)
    await expect(merge(c.customer.id, a.customer.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('loses no word and leaves nothing behind while the customer writes and opens', async () => {
    const known = await visit('race-known')
    const windows = await Promise.all(Array.from({ length: 4 }, () => visit()))
    const firsts = await Promise.all(windows.map(({ token }) => ask(token, 'first')))
    const accepted: string[] = []
    const work = windows.flatMap(({ token }, at) => [
      ...Array.from({ length: 12 }, async (_, n) => {
        const said = `race ${at} ${n}`
        const { status } = await write(token, firsts[at]!.body.id, said)
        expect([200, 201]).toContain(status)
        accepted.push(said)
      }),
      ...Array.from({ length: 3 }, async (_, n) => {
        const said = `opened ${at} ${n}`
        const { status } = await ask(token, said, { productCategory: `p${at}${n}` })
        expect([200, 201]).toContain(status)
        accepted.push(said)
      }),
    ])
    const merges = (async () => {
      for (const { customer } of windows) await merge(customer.id, known.customer.id)
    })()
    await Promise.all([...work, merges])
    const { rows } = await pool().query<{ text: string }>(
      `select m.text from messages m join conversations c on c.id = m.conversation_id join threads t on t.id = c.thread_id
       where c.customer_id = $1 and t.customer_id = $1 and m.sender_id = $1`,
      [known.customer.id],
    )
    const kept = rows.map(({ text }) => text)
    expect(kept.filter((text) => text !== 'first').sort()).toEqual([...accepted].sort())
    const left = await pool().query(
      `select 1 from customers cu where cu.merged_into_id is not null and (
         exists (select 1 from conversations c where c.customer_id = cu.id) or exists (select 1 from threads t where t.customer_id = cu.id))`,
    )
    expect(left.rowCount).toBe(0)
  })
})
