import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { expectProblem, expectStatus, leaveOut } from './checks.mjs'

/** Reads of the staff that need nothing but a right; what they answer is held against the document. */
const READS = [
  ['GET /agent/wrap-ups'],
  ['GET /agent/transfer-targets'],
  ['GET /agent/tags'],
  ['GET /agent/filter-choices'],
  ['GET /agent/search'],
]
const OF_CONVERSATION = [
  '',
  '/messages',
  '/record',
  '/log',
  '/participants',
  '/history',
  '/decisions',
  '/calls',
]

/** A refusal for want of a right is no fault of the installation. */
const allowed = (answer, ...statuses) => {
  if (answer.status === 403) leaveOut('the token may not')
  return expectStatus(answer, ...statuses)
}

export async function staffSide(kit, token, mine) {
  const { caller } = kit
  await kit.check('staff: a wrong token is refused like none', async () => {
    expectProblem(await caller.call('GET /agent/tags', {}), 401, 'unauthenticated')
    expectProblem(await caller.call('GET /agent/tags', { token: 'wrong' }), 401, 'unauthenticated')
    expectProblem(await caller.call('GET /agent/tags', { token: `swy_key_${'A'.repeat(43)}` }), 401)
  })
  if (mine)
    await kit.check('staff: a customer’s token opens nothing of theirs', async () => {
      expectProblem(await caller.call('GET /agent/tags', { token: mine.token }), 401, 'unauthenticated')
    })
  if (!token) return
  for (const [endpoint, more] of READS)
    await kit.check(`staff: ${endpoint}`, async () => {
      allowed(await caller.call(endpoint, { token, ...more }), 200)
    })
  if (!mine) return
  const values = { id: mine.conversationId }
  for (const what of OF_CONVERSATION)
    await kit.check(`staff: GET /agent/conversations/{id}${what} of the kit's own`, async () => {
      const answer = await caller.call(`GET /agent/conversations/{id}${what}`, { token, values })
      if (answer.status === 404) leaveOut('the token may not')
      allowed(answer, 200)
    })
  await checkWriting(kit, token, values)
}

async function checkWriting(kit, token, values) {
  const { caller } = kit
  const endpoint = 'POST /agent/conversations/{id}/messages'
  const note = (clientMessageId, text) =>
    caller.call(endpoint, { token, values, body: { clientMessageId, kind: 'note', text } })
  await kit.check('staff: a note is stored once however often it is sent', async () => {
    const id = randomUUID()
    const first = await note(id, 'A note of the contract kit')
    if (first.status === 404) leaveOut('the token may not')
    allowed(first, 201)
    const again = expectStatus(await note(id, 'A note of the contract kit'), 200)
    assert.equal(again.body.id, first.body.id)
    expectProblem(await note(id, 'Another note'), 409, 'message_id_reused')
  })
  await kit.check('staff: what is internal stays from the customer', async () => {
    const { body } = await caller.call('GET /conversations/{id}/messages', {
      ...{ values, token: kit.customerToken, query: { limit: 100 } },
    })
    assert.ok(body.items.every(({ kind }) => kind !== 'note'))
  })
}
