import { SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadConfiguration } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { handlerFor } from '../handle-request'
import type { ConversationView, MessageView, OrderCard, Problem, SessionView } from './contract'

useTestDatabase()

const SECRET = 'a secret that is long enough for HS256 signatures'

type Answer<T> = { status: number; body: T }

async function call<T>(
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  const request = new Request(`http://test/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const response = await handlerFor(method, new URL(request.url).pathname)!(request)
  const text = await response.text()
  return { status: response.status, body: (text ? JSON.parse(text) : null) as T }
}

async function signed(sub: string, claims: object = {}): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET))
}

async function settle(s: Scenario, settings: object): Promise<void> {
  await pool().query('update channels set settings = $2, identity_secret = $3 where id = $1', [
    s.channelId,
    JSON.stringify(settings),
    SECRET,
  ])
  await pool().query(`update organization set settings = '{"demo": true}'`)
  await pool().query('update organization set config_version = config_version + 1000')
  await loadConfiguration(true)
}

async function visit(s: Scenario, identityToken?: string): Promise<SessionView> {
  const { status, body } = await call<SessionView>(null, 'POST', '/customers/sessions', {
    channelKey: s.channelKey,
    ...(identityToken ? { identityToken } : {}),
  })
  expect(status).toBe(200)
  return body
}

const first = (text = 'Hello') => ({ message: { clientMessageId: newId(), text } })
const paths = ({ body }: Answer<unknown>) => (body as Problem).fields?.map((field) => field.path)

describe('what the window is told', () => {
  it("the channel's settings, and what is known of the customer", async () => {
    const s = await buildScenario([{ name: 'Mei' }])
    await settle(s, { closingWords: { en: 'Bye' }, typingPreview: true, contact: 'required' })
    const session = await visit(s, await signed('lin', { email: 'lin@example.test', phone: '+49 30 1' }))
    expect(session.customer).toMatchObject({ email: 'lin@example.test', phone: '+49 30 1', anonymous: false })
    expect(session.channel.settings).toMatchObject({
      closingWords: { en: 'Bye' },
      typingPreview: true,
      contact: 'required',
      reopen: 'reopen',
      reopenWindowMs: 86_400_000,
    })
  })
})

describe('the form before the chat', () => {
  let s: Scenario
  beforeAll(async () => {
    s = await buildScenario([{ name: 'Mei' }])
    await settle(s, {
      form: [
        { key: 'name', label: { en: 'Name' }, type: 'text', required: true },
        { key: 'mail', label: { en: 'E-mail' }, type: 'email' },
      ],
    })
  })

  it('is held by the server: a missing or wrong answer is named, and nothing is opened', async () => {
    const { token, customer } = await visit(s)
    const refused = await call(token, 'POST', '/conversations', { ...first(), form: { mail: 'nobody' } })
    expect(refused.status).toBe(400)
    expect(paths(refused)).toEqual(['form.name', 'form.mail'])
    const { rows } = await pool().query('select 1 from conversations where customer_id = $1', [customer.id])
    expect(rows).toEqual([])
  })

  it('is kept with the conversation, and not asked again while it is open', async () => {
    const { token } = await visit(s)
    const opened = await call<ConversationView>(token, 'POST', '/conversations', {
      ...first(),
      form: { name: 'Ana', other: 'left out' },
    })
    expect(opened.status).toBe(201)
    const { rows } = await pool().query('select form from conversations where id = $1', [opened.body.id])
    expect(rows).toEqual([{ form: { name: 'Ana' } }])
    expect((await call(token, 'POST', '/conversations', first())).status).toBe(200)
  })
})

describe('a message that is left', () => {
  it('needs a way back where the channel says so; with one it is taken', async () => {
    const s = await buildScenario([{ name: 'Mei', status: 'offline' }])
    await settle(s, { contact: 'required' })
    const { token } = await visit(s)
    const refused = await call(token, 'POST', '/conversations', first())
    expect([refused.status, paths(refused)]).toEqual([400, ['contact']])
    const contact = { email: 'ana@example.test' }
    const taken = await call<ConversationView>(token, 'POST', '/conversations', { ...first(), contact })
    expect(taken).toMatchObject({ status: 201, body: { creationType: 'offline', contact } })
  })

  it('takes the contact afterwards, tells it in the log and completes the profile', async () => {
    const s = await buildScenario([{ name: 'Mei', status: 'offline' }])
    await settle(s, {})
    const { token, customer } = await visit(s)
    const { body } = await call<ConversationView>(token, 'POST', '/conversations', first())
    const none = await call(token, 'POST', `/conversations/${body.id}/contact`, {})
    expect([none.status, paths(none)]).toEqual([400, ['email']])
    const contact = { phone: '+49 30 123456' }
    const after = await call<ConversationView>(token, 'POST', `/conversations/${body.id}/contact`, contact)
    expect(after).toMatchObject({ status: 200, body: { contact, lastSeq: body.lastSeq + 1 } })
    const { rows } = await pool().query('select phone from customers where id = $1', [customer.id])
    expect(rows).toEqual([{ phone: contact.phone }])
    const stranger = await visit(s)
    expect((await call(stranger.token, 'POST', `/conversations/${body.id}/contact`, contact)).status).toBe(
      404,
    )
  })
})

describe('orders and quotes of a customer', () => {
  let s: Scenario
  beforeAll(async () => {
    s = await buildScenario([{ name: 'Mei' }])
    await settle(s, {})
  })
  const order = (id: string, title: string) => ({ id, title, amount: 289, currency: 'EUR', status: 'sent' })

  it('the site signs orders; nobody gets hold of what is another customer’s', async () => {
    const ana = await visit(s, await signed('ana', { orders: [order('A-1', 'Tent')] }))
    const bob = await visit(
      s,
      await signed('bob', { orders: [order('A-1', 'Stolen'), order('B-1', 'Boots')] }),
    )
    const of = async (token: string) =>
      (await call<{ items: OrderCard[] }>(token, 'GET', '/customer/orders')).body.items
    expect(await of(ana.token)).toEqual([
      { kind: 'order', id: 'A-1', title: 'Tent', status: 'sent', amount: 'EUR 289.00' },
    ])
    expect((await of(bob.token)).map(({ id }) => id)).toEqual(['B-1'])
  })

  it('a card is filled from the own order; another’s is unknown; a made-up title is refused', async () => {
    const { token } = await visit(s, await signed('cay', { orders: [order('C-1', 'Stove')] }))
    await visit(s, await signed('dan', { orders: [order('D-1', 'Pack')] }))
    const { body } = await call<ConversationView>(token, 'POST', '/conversations', first())
    const send = (card: object) =>
      call<MessageView>(token, 'POST', `/conversations/${body.id}/messages`, {
        ...{ clientMessageId: newId(), kind: 'card', meta: { card } },
      })
    expect((await send({ kind: 'order', id: 'C-1' })).body.meta?.card).toMatchObject({ title: 'Stove' })
    expect(paths(await send({ kind: 'order', id: 'D-1' }))).toEqual(['meta.card.id'])
    expect((await send({ kind: 'order', id: 'C-1', title: 'Free' })).status).toBe(400)
  })

  it('quotes only what stands in the conversation and the customer can see', async () => {
    const { token, customer } = await visit(s)
    const { body } = await call<ConversationView>(token, 'POST', '/conversations', first())
    const { rows } = await pool().query<{ seq: number }>(
      'select seq::int from messages where conversation_id = $1',
      [body.id],
    )
    const seq = rows[0]!.seq
    const quote = (quoteSeq: number) =>
      call<MessageView>(token, 'POST', `/conversations/${body.id}/messages`, {
        ...{ clientMessageId: newId(), text: 'This', meta: { quoteSeq } },
      })
    expect((await quote(seq)).body.meta).toEqual({ quoteSeq: seq })
    expect(paths(await quote(9_999))).toEqual(['meta.quoteSeq'])
    await pool().query(`update messages set kind = 'note' where conversation_id = $1 and seq = $2`, [
      body.id,
      seq,
    ])
    expect(paths(await quote(seq))).toEqual(['meta.quoteSeq'])
    expect(customer.anonymous).toBe(true)
  })

  it('earlier conversations are the own ones, the newest first, page by page', async () => {
    const { token } = await visit(s)
    const numbers: number[] = []
    for (let n = 0; n < 3; n += 1) {
      const { body } = await call<ConversationView>(token, 'POST', '/conversations', first(`case ${n}`))
      numbers.unshift(body.number)
      await call(token, 'POST', `/conversations/${body.id}/end`)
      // The next one begins a new case, not the old one again.
      await pool().query(`update conversations set ended_at = ended_at - interval '30 days' where id = $1`, [
        body.id,
      ])
    }
    const other = await visit(s)
    expect(other.earlier).toBe(false)
    const page = (query: string, who = token) =>
      call<{ items: ConversationView[] }>(who, 'GET', `/customer/conversations${query}`)
    const one = (await page('?limit=2')).body.items
    const two = (await page(`?limit=2&before=${one[1]!.createdAt}`)).body.items
    expect([...one, ...two].map(({ number }) => number)).toEqual(numbers)
    expect((await page('', other.token)).body.items).toEqual([])
  })
})
