import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { expectProblem, expectStatus, leaveOut } from './checks.mjs'
import { checkStreams } from './streams.mjs'

export const NAME = 'Contract kit'
const NOWHERE = randomUUID()
const SESSIONS = 'POST /customers/sessions'
const SEND = 'POST /conversations/{id}/messages'
const READ = 'GET /conversations/{id}/messages'

/** Two customers of the kit's own; one opens a conversation, which is ended afterwards. */
export async function customerSide(kit, channelKey) {
  const { caller } = kit
  const call = (endpoint, more) => caller.call(endpoint, more)
  const session = async (more = {}) => {
    const body = { channelKey, profile: { name: NAME }, ...more }
    return expectStatus(await call(SESSIONS, { body }), 200).body
  }
  await kit.check('sessions: an unknown channel is named as the wrong field', async () => {
    const answer = await call(SESSIONS, { body: { channelKey: `none-${NOWHERE}` } })
    expectProblem(answer, 404, 'not_found')
    assert.equal(answer.body.fields?.[0]?.path, 'channelKey')
  })
  await kit.check('sessions: a forged identity is refused', async () => {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const forged = `${part({ alg: 'none' })}.${part({ sub: 'anybody', exp: 4_102_444_800 })}.`
    expectStatus(await call(SESSIONS, { body: { channelKey, identityToken: forged } }), 400, 401)
  })
  if (!channelKey) return null
  let me
  let stranger
  await kit.check(
    'sessions: a visitor stays the same by the earlier token, and is another without',
    async () => {
      const first = await session()
      me = await session({ previousToken: first.token })
      assert.equal(me.customer.id, first.customer.id)
      stranger = await session()
      assert.notEqual(stranger.customer.id, first.customer.id)
      kit.leaves.push(`two anonymous customers named "${NAME}"`)
    },
  )
  if (!me || !stranger) return null
  const conversation = await openOne(kit, me.token)
  if (!conversation) return null
  const { token } = me
  const values = { id: conversation.id }
  const say = async (text, clientMessageId = randomUUID()) =>
    expectStatus(await call(SEND, { values, token, body: { clientMessageId, text } }), 200, 201).body
  await checkSending({ kit, call, values, token, say })
  await checkPaging({ kit, call, values, token, say })
  await checkFiles({ kit, call, values, token, stranger: stranger.token })
  await kit.check('conversation: is not there for another customer, nor without a token', async () => {
    expectProblem(await call('GET /conversations/{id}', { values, token: stranger.token }), 404, 'not_found')
    expectProblem(await call(READ, { values, token: stranger.token }), 404, 'not_found')
    expectProblem(await call('GET /conversations/{id}', { values }), 401, 'unauthenticated')
    expectStatus(await call('GET /conversations/{id}', { values, token }), 200)
  })
  await checkStreams(kit, { conversationId: values.id, token, stranger: stranger.token, say })
  return { conversationId: values.id, token, say }
}

async function openOne(kit, token) {
  const { caller } = kit
  let conversation = null
  await kit.check('conversations: one thread has one open conversation, whoever asks twice', async () => {
    const message = { clientMessageId: randomUUID(), text: 'A test of the contract; nobody has to answer.' }
    const form = { form: {}, contact: { name: NAME, phone: '+49 30 000' } }
    const made = await caller.call('POST /conversations', { token, body: { message, ...form } })
    if (made.status === 400) leaveOut('the channel asks for more than the kit can answer')
    conversation = expectStatus(made, 201).body
    kit.leaves.push(`conversation ${conversation.number} of that customer, ended`)
    const again = expectStatus(await caller.call('POST /conversations', { token, body: {} }), 200)
    assert.equal(again.body.id, conversation.id)
  })
  return conversation
}

async function checkSending({ kit, call, values, token, say }) {
  await kit.check(
    'messages: the same one twice is stored once, and other words under its id are refused',
    async () => {
      const id = randomUUID()
      const first = await call(SEND, { values, token, body: { clientMessageId: id, text: 'Once' } })
      const second = await call(SEND, { values, token, body: { clientMessageId: id, text: 'Once' } })
      expectStatus(first, 201)
      expectStatus(second, 200)
      assert.equal(second.body.id, first.body.id)
      const other = await call(SEND, { values, token, body: { clientMessageId: id, text: 'Twice' } })
      expectProblem(other, 409, 'message_id_reused')
    },
  )
  await kit.check('messages: sent all at once, each has a place of its own', async () => {
    const sent = await Promise.all(Array.from({ length: 8 }, (_, n) => say(`At once ${n}`)))
    assert.equal(new Set(sent.map(({ seq }) => seq)).size, 8)
  })
  await kit.check(
    'messages: a wrong field is named, a body that is no JSON or too large refused',
    async () => {
      const unnamed = await call(SEND, { values, token, body: { text: 'No id' } })
      expectProblem(unnamed, 400, 'invalid_input')
      assert.ok(unnamed.body.fields?.some(({ path }) => path === 'clientMessageId'))
      expectProblem(await call(SEND, { values, token, raw: '{"text":' }), 400, 'malformed')
      const large = { clientMessageId: randomUUID(), text: 'x'.repeat(400_000) }
      expectProblem(await call(SEND, { values, token, body: large }), 413, 'too_large')
    },
  )
  await kit.check('typing and read marks are taken', async () => {
    expectStatus(await call('POST /conversations/{id}/typing', { values, token, body: { on: true } }), 204)
    const { body } = await call('GET /conversations/{id}', { values, token })
    const mark = { seq: body.lastSeq }
    expectStatus(await call('POST /conversations/{id}/read', { values, token, body: mark }), 200, 204)
  })
}

async function checkPaging({ kit, call, values, token, say }) {
  await kit.check('messages: small pages make the same as one large page', async () => {
    for (let n = 0; n < 5; n += 1) await say(`Page ${n}`)
    const page = async (after, limit) =>
      expectStatus(await call(READ, { values, token, query: { after, limit } }), 200).body.items
    const all = (await page(0, 100)).map(({ seq }) => seq)
    const read = []
    for (let items = await page(0, 3); items.length > 0; items = await page(read.at(-1), 3))
      read.push(...items.map(({ seq }) => seq))
    assert.deepEqual(read, all)
    assert.ok(all.every((seq, index) => index === 0 || seq > all[index - 1]))
  })
  await kit.check('messages: a page of nothing or of everything is refused', async () => {
    for (const limit of [0, 1_000_000, 'many'])
      expectProblem(await call(READ, { values, token, query: { limit } }), 400, 'invalid_input')
  })
  await kit.check('own conversations and orders are listed', async () => {
    const own = expectStatus(await call('GET /customer/conversations', { token }), 200)
    assert.ok(own.body.items.some(({ id }) => id === values.id))
    expectStatus(await call('GET /customer/orders', { token }), 200)
    expectStatus(await call('GET /customer/push', { token }), 200)
  })
}

const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg=='

async function checkFiles({ kit, call, values, token, stranger }) {
  const upload = (bytes, name, type) => {
    const raw = new FormData()
    raw.set('file', new File([bytes], name, { type }))
    return call('POST /attachments', { token, raw })
  }
  await kit.check(
    'files: a picture goes up, is sent, and comes down to those who take part only',
    async () => {
      const bytes = Buffer.from(PICTURE, 'base64')
      const { id } = expectStatus(await upload(bytes, 'point.png', 'image/png'), 201).body
      const body = { clientMessageId: randomUUID(), kind: 'picture', attachmentId: id }
      expectStatus(await call(SEND, { values, token, body }), 201)
      expectStatus(await call('GET /attachments/{id}', { values: { id }, token }), 200)
      expectProblem(
        await call('GET /attachments/{id}', { values: { id }, token: stranger }),
        404,
        'not_found',
      )
    },
  )
  await kit.check('files: what could run in a browser is refused, whatever it calls itself', async () => {
    const page = Buffer.from('<!doctype html><script>alert(1)</script>')
    expectProblem(await upload(page, 'point.png', 'image/png'), 415, 'unsupported_media_type')
  })
}

/** Nobody is left waiting: the conversation is ended, and refuses what comes after. */
export async function endOwn(kit, mine) {
  const { caller } = kit
  const values = { id: mine.conversationId }
  const { token } = mine
  await kit.check('conversation: ends once, and takes no message afterwards', async () => {
    const { body } = expectStatus(await caller.call('GET /conversations/{id}', { values, token }), 200)
    const way = body.status === 'queued' ? 'leave-queue' : 'end'
    const ended = await caller.call(`POST /conversations/{id}/${way}`, { values, token, body: {} })
    expectStatus(ended, 200)
    assert.notEqual(ended.body.endedAt, null)
    const late = { clientMessageId: randomUUID(), text: 'Too late' }
    expectProblem(await caller.call(SEND, { values, token, body: late }), 409, 'conversation_ended')
  })
}
