import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

/** Ids of nothing: a write to them changes nothing. */
const nothing = (endpoint) =>
  Object.fromEntries([...endpoint.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, randomUUID()]))

/**
 * Every endpoint of the document is called: without a right where one is needed, with a body that is no JSON, and
 * about something that does not exist. None of this may change anything, and every refusal is a problem.
 */
export async function sweep(kit, token, customerToken) {
  const { caller } = kit
  for (const [endpoint, { operation }] of caller.endpoints) {
    const security = (operation.security ?? []).flatMap((one) => Object.keys(one))
    const writes = !endpoint.startsWith('GET ')
    const values = nothing(endpoint)
    await kit.check(`${endpoint}: refuses strangers`, async () => {
      if (security.length === 0) {
        // Open to all, or signed in a way of its own: what is neither asked rightly nor signed changes nothing.
        const broken = await caller.call(endpoint, { values, ...(writes && { raw: '{"broken' }) })
        assert.ok(!writes || (broken.status >= 400 && broken.status < 500), `answered ${broken.status}`)
        return
      }
      // Who may call at all is settled before the body is looked at.
      const answer = await caller.call(endpoint, { values, ...(writes && { body: {} }) })
      assert.ok([401, 403].includes(answer.status), `answered ${answer.status} without a token`)
      isProblem(answer)
    })
    const ofCustomers = security.includes('customer')
    // Without a channel there is no customer, and a token of the staff opens nothing of theirs.
    const own =
      ofCustomers && customerToken ? customerToken : ofCustomers && !security.includes('staff') ? null : token
    // A body that is a file may be anything.
    if (own && operation.requestBody?.content?.['application/json'])
      await kit.check(`${endpoint}: refuses what is no JSON`, async () => {
        const answer = await caller.call(endpoint, { values, token: own, raw: '{"broken' })
        assert.ok(answer.status >= 400 && answer.status < 500, `answered ${answer.status}`)
        isProblem(answer)
      })
    // To put something where nothing is may make it.
    if (own && Object.keys(values).length > 0 && !endpoint.startsWith('PUT '))
      await kit.check(`${endpoint}: has nothing that does not exist`, async () => {
        const answer = await caller.call(endpoint, { values, token: own, ...(writes && { body: {} }) })
        assert.ok([400, 403, 404].includes(answer.status), `answered ${answer.status}`)
        isProblem(answer)
      })
  }
}

function isProblem({ status, headers, body }) {
  assert.equal(headers.get('content-type'), 'application/problem+json', 'the refusal is no problem')
  assert.equal(body?.status, status)
  assert.equal(typeof body?.code, 'string', 'the problem has no code')
  assert.equal(typeof body?.reference, 'string', 'the problem has no reference')
}
