import { beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addToken, addUser, buildScenario } from '@/server/platform/testing/scenario'
import { handleV1 } from './app'

useTestDatabase()

let admin = ''
let groupId = ''

beforeAll(async () => {
  groupId = (await buildScenario([])).groupId
  await pool().query(
    `insert into roles(id, key, name, built_in, permissions) values ($1, 'agent', 'Agent', true, $2)
     on conflict (key) do nothing`,
    [newId(), JSON.stringify(builtInRoles.agent.permissions)],
  )
  admin = await addToken(await addUser('Ada'), builtInRoles.administrator.permissions)
})

async function post(path: string, body: object, token = admin) {
  const response = await handleV1(
    new Request(`http://test/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    }),
  )
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}
const version = async () =>
  (await pool().query<{ v: number }>('select config_version as v from organization')).rows[0]!.v
const audited = async (id: string) =>
  (await pool().query('select action from audit_entries where entity_id = $1 order by at', [id])).rows.map(
    (row) => row.action,
  )

describe('setting up over the API', () => {
  it.each([
    ['groups', () => ({ name: 'Returns' }), () => ({ name: 'RETURNS' })],
    ['categories', () => ({ names: { en: 'Delivery', zh: '配送' } }), undefined],
    ['channels', () => ({ name: 'Shop', defaultGroupId: groupId }), undefined],
    ['routing-rules', () => ({ name: 'First', conditions: { siteIds: ['eu'] }, groupId }), undefined],
  ])('makes %s once, however often asked, and raises the version once', async (path, input, alike) => {
    const before = await version()
    const [made, ...again] = await Promise.all(
      Array.from({ length: 5 }, () => post(`admin/${path}`, input())),
    )
    const last = await post(`admin/${path}`, (alike ?? input)())
    const all = [made!, ...again, last]
    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201])
    expect(new Set(all.map(({ body }) => body.id)).size).toBe(1)
    expect(await version()).toBe(before + 1)
    expect(await audited(made!.body.id!)).toEqual(['created'])
  })

  it('makes an agent with a token that works, and brings limit and memberships up to date', async () => {
    const input = { email: 'Bo@Example.org', name: 'Bo', capacity: 3, groups: [{ groupId, quality: 20 }] }
    const made = await post('admin/agents', input)
    expect(made.status).toBe(201)
    const held = await handleV1(
      new Request('http://test/api/v1/agent/status', {
        headers: { authorization: `Bearer ${made.body.token}` },
      }),
    )
    expect(await held.json()).toMatchObject({ agentId: made.body.id, limit: 3 })

    const again = await post('admin/agents', { ...input, capacity: 1 })
    expect(again).toMatchObject({ status: 200, body: { id: made.body.id } })
    expect(again.body.token).not.toBe(made.body.token)
    const { rows } = await pool().query(
      `select a.capacity, guard, quality from agents a join group_members m on m.agent_id = a.id where a.id = $1`,
      [made.body.id],
    )
    expect(rows).toEqual([{ capacity: 1, guard: 1, quality: 20 }])
  })

  it('lowers a limit below what is held without breaking the guard', async () => {
    const input = { email: 'cy@example.org', name: 'Cy', capacity: 3, groups: [{ groupId }] }
    const { id } = (await post('admin/agents', input)).body
    await pool().query('update agents set current_count = 3 where id = $1', [id])
    expect((await post('admin/agents', { ...input, capacity: 1 })).status).toBe(200)
    const { rows } = await pool().query('select capacity, guard from agents where id = $1', [id])
    expect(rows).toEqual([{ capacity: 1, guard: 3 }])
  })

  it('gives nobody a token for somebody who is more than an agent', async () => {
    await pool().query("update users set email = 'ada@example.org' where name = 'Ada'")
    const refused = await post('admin/agents', { email: 'ada@example.org', name: 'Ada', capacity: 1 })
    expect(refused).toMatchObject({ status: 409, body: { code: 'duplicate' } })
    expect(refused.body.token).toBeUndefined()
  })

  it('names the field that points nowhere, and makes nothing', async () => {
    const before = await version()
    const wrong = [
      await post('admin/agents', {
        email: 'x@example.org',
        name: 'X',
        capacity: 1,
        groups: [{ groupId: newId() }],
      }),
      await post('admin/channels', { name: 'Nowhere', defaultGroupId: newId() }),
      await post('admin/categories', { names: { en: 'A', zh: '甲' }, parentId: newId() }),
      await post('admin/routing-rules', { name: 'Nowhere', conditions: {}, groupId: newId() }),
    ]
    for (const { status, body } of wrong)
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'invalid_input' })
    expect(await version()).toBe(before)
  })
})

async function call(method: 'GET' | 'PUT', path: string, body?: object, token = admin) {
  const response = await handleV1(
    new Request(`http://test/api/v1/${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  )
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : null }
}

describe('orders over the API', () => {
  it('are told, told again and read by the customer’s id', async () => {
    const order = {
      title: 'Tent',
      amount: 249.5,
      currency: 'EUR',
      customer: 'cust-1',
      items: [{ title: 'Peg' }],
    }
    expect((await call('PUT', 'admin/orders/F-100', order)).status).toBe(201)
    expect(await call('PUT', 'admin/orders/F-100', order)).toMatchObject({
      status: 200,
      body: { externalId: 'F-100', items: [{ title: 'Peg', quantity: 1 }] },
    })
    const list = await call('GET', 'admin/orders?customer=cust-1')
    expect(list.body.items).toMatchObject([{ externalId: 'F-100', amount: 249.5, owner: null }])
    expect((await call('GET', 'admin/orders?customer=nobody')).body.items).toEqual([])
  })

  it.each([
    ['an owner who is nobody', { owner: 'nobody@example.org' }, 'owner'],
    ['a fraction of a cent', { amount: 1.234 }, 'amount'],
    ['an address that is a script', { url: 'javascript:alert(1)' }, 'url'],
    ['a currency that is none', { currency: 'euro' }, 'currency'],
  ])('refuse %s and name the field', async (_what, input, path) => {
    const refused = await call('PUT', 'admin/orders/F-101', input)
    expect(refused.status).toBe(400)
    expect(refused.body.fields.map((field: { path: string }) => field.path)).toEqual([path])
  })
})

describe('a group’s queue over the API', () => {
  const queue = { overflow: 'message', overflowGroupId: null, maxQueueLength: 3, maxWaitSeconds: null }

  it('is as said, said twice it raises the version once, and an unknown group is not found', async () => {
    const before = await version()
    expect((await call('PUT', `admin/groups/${groupId}/queue`, queue)).status).toBe(204)
    expect((await call('PUT', `admin/groups/${groupId}/queue`, queue)).status).toBe(204)
    expect(await version()).toBe(before + 1)
    expect((await call('PUT', `admin/groups/${newId()}/queue`, queue)).status).toBe(404)
  })
})
