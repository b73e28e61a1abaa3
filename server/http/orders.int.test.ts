import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addToken, addUser, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { createCaller } from '@/server/platform/trpc/base'
import { handlerFor } from './handle-request'
import { rootRouter } from './trpc/root'

useTestDatabase()

const caller = createCaller(rootRouter)
let s: Scenario
let token = ''
let admin: ReturnType<typeof caller>

async function call<T>(method: string, path: string, body?: unknown) {
  const request = new Request(`http://test/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const response = await handlerFor(method, new URL(request.url).pathname)!(request)
  const text = await response.text()
  return { status: response.status, body: (text ? JSON.parse(text) : null) as T }
}

beforeAll(async () => {
  s = await buildScenario([{ name: 'Ana' }])
  const userId = await addUser('Ada')
  const { permissions } = builtInRoles.administrator
  token = await addToken(userId, permissions)
  const principal: Principal = {
    ...{ userId, name: 'Ada', agentId: null, roles: ['administrator'] },
    ...{ permissions, groupIds: [], scopeGroupIds: [] },
  }
  admin = caller({ principal })
})

describe('many orders at once', () => {
  type Pushed = {
    stored: number
    results: { externalId: string; outcome: string; fields?: { path: string }[] }[]
  }
  const rows = (): object[] => [
    {
      externalId: 'push-1',
      title: 'Tea',
      stage: 'paid',
      customer: 'push-customer',
      owner: `${s.agents.Ana}@test.local`,
    },
    { externalId: 'push-2', amount: 'much', currency: 'eur' },
    { externalId: 'push-3', owner: 'nobody@test.local' },
    { externalId: 'push-1', title: 'Twice' },
    { externalId: 'push-4', items: [{ title: 'Cup', quantity: 2 }] },
  ]

  it('stores what is good, names each field that is not, and says the same when told again', async () => {
    const first = await call<Pushed>('POST', '/admin/orders', { orders: rows() })
    expect(first.status).toBe(200)
    expect(first.body.results.map(({ outcome }) => outcome)).toEqual([
      ...['created', 'refused', 'refused', 'refused', 'created'],
    ])
    const paths = first.body.results.map(({ fields }) => fields?.map(({ path }) => path))
    expect(paths).toEqual([undefined, ['amount', 'currency'], ['owner'], ['externalId'], undefined])
    const again = await call<Pushed>('POST', '/admin/orders', { orders: rows() })
    expect(again.body.results[0]?.outcome).toBe('updated')
    const { rows: stored } = await pool().query(
      `select title, stage, owner_agent_id as owner from orders where external_id like 'push-%' order by external_id`,
    )
    expect(stored).toEqual([
      { title: 'Tea', stage: 'paid', owner: s.agents.Ana },
      { title: '', stage: null, owner: null },
    ])
  })

  it('stores nothing when all or none is wanted and one is bad', async () => {
    const orders = [{ externalId: 'atomic-1' }, { externalId: 'atomic-2', owner: 'nobody@test.local' }]
    const { body } = await call<Pushed>('POST', '/admin/orders', { atomic: true, orders })
    expect(body.results.map(({ outcome }) => outcome)).toEqual(['skipped', 'refused'])
    expect((await pool().query(`select 1 from orders where external_id like 'atomic-%'`)).rowCount).toBe(0)
    expect((await call('POST', '/admin/orders', { orders: [] })).status).toBe(400)
    const many = Array.from({ length: 501 }, (_, n) => ({ externalId: `m-${n}` }))
    expect((await call('POST', '/admin/orders', { orders: many })).status).toBe(400)
  })

  it('forgets an order, once', async () => {
    await call('PUT', '/admin/orders/gone-1', { title: 'Tea' })
    expect((await call('DELETE', '/admin/orders/gone-1')).status).toBe(204)
    expect((await call('DELETE', '/admin/orders/gone-1')).status).toBe(404)
  })
})

describe('products', () => {
  it('are told, named where they are bad, found by beginnings of words in both languages, and forgotten', async () => {
    const products = [
      { externalId: 'p-tea', title: 'Green tea from Fujian', amount: 12.5, currency: 'EUR' },
      { externalId: 'p-cup', title: '青瓷茶杯' },
      { externalId: 'p-bad', url: 'ftp://x.example' },
      null,
    ]
    const { body } = await call<{ stored: number; results: { outcome: string }[] }>(
      'POST',
      '/admin/products',
      {
        products,
      },
    )
    expect(body.stored).toBe(2)
    expect(body.results.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'refused', 'refused'])
    const agent = caller({
      principal: {
        ...{ userId: s.agents.Ana!, name: 'Ana', agentId: s.agents.Ana!, roles: ['agent'] },
        ...{ permissions: builtInRoles.agent.permissions, groupIds: [], scopeGroupIds: [] },
      },
    })
    const found = async (search: string) =>
      (await agent.customers.findProducts({ search })).map(({ externalId }) => externalId)
    expect(await found('fuji gre')).toEqual(['p-tea'])
    expect(await found('茶杯')).toEqual(['p-cup'])
    expect(await found('no such thing')).toEqual([])
    expect((await call('DELETE', '/admin/products/p-cup')).status).toBe(204)
    expect(await found('茶杯')).toEqual([])
  })
})

describe('the shop that is asked', () => {
  const seen: { signature: string; body: string }[] = []
  let answer: (response: ServerResponse) => void = () => {}
  const shop = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      seen.push({ signature: String(request.headers['switchyard-signature']), body })
      answer(response)
    })
  })
  const good = (title: string) => (response: ServerResponse) => {
    response.setHeader('content-type', 'application/json; charset=utf-8')
    response.end(JSON.stringify({ orders: [{ externalId: 'shop-1', title, stage: 'shipped' }] }))
  }
  const secret = 'a secret of the shop'
  let version = 0
  let url = ''

  /** New settings: nothing kept, no failures counted. */
  async function anew(address = url): Promise<string> {
    await admin.customers.saveShop({ url: address, enabled: true, secret, version })
    version += 1
    const id = newId()
    await pool().query('insert into customers(id, name, external_id) values ($1, $2, $3)', [
      id,
      'Buyer',
      `buyer-${id}`,
    ])
    await pool().query(
      `insert into orders(id, external_id, customer_id, title) values ($1, $2, $3, 'Told before')`,
      [newId(), `told-${id}`, id],
    )
    seen.length = 0
    return id
  }
  const titles = (list: { orders: { title: string }[] }) => list.orders.map(({ title }) => title)

  beforeAll(async () => {
    vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(true)
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/orders`
  })
  afterEach(() => setClock(undefined))
  afterAll(() => {
    shop.closeAllConnections()
    shop.close()
  })

  it('answers once for all who look, signed, and again after a minute', async () => {
    const id = await anew()
    answer = good('Now')
    const lists = await Promise.all(Array.from({ length: 5 }, () => admin.customers.orders({ id })))
    for (const list of lists) {
      expect(list.shop).toBe('fresh')
      expect(titles(list)).toEqual(['Now', 'Told before'])
    }
    expect(seen).toHaveLength(1)
    expect(seen[0]?.body).toBe(JSON.stringify({ customer: `buyer-${id}` }))
    const { signShop } = await import('@/server/modules/customers')
    const [, t] = /^t=(\d+),v1=/.exec(seen[0]?.signature ?? '') ?? []
    expect(seen[0]?.signature).toBe(signShop(secret, Number(t), seen[0]?.body ?? ''))
    const later = Date.now() + 61_000
    setClock(() => new Date(later))
    answer = good('Later')
    expect(titles(await admin.customers.orders({ id }))).toEqual(['Later', 'Told before'])
  })

  it.each<[string, (response: ServerResponse) => void]>([
    ['is slow', () => {}],
    ['breaks down', (r) => r.writeHead(500).end('{"orders": []}')],
    ['answers a page', (r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>orders</html>')],
    [
      'answers something else',
      (r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"orders": 3}'),
    ],
    [
      'lies about its length',
      (r) => {
        r.writeHead(200, { 'content-type': 'application/json', 'content-length': '4000' })
        r.write('{"orders": []}')
        setImmediate(() => r.destroy())
      },
    ],
    [
      'never stops',
      (r) => {
        r.writeHead(200, { 'content-type': 'application/json' })
        const more = () => {
          if (!r.destroyed) r.write('x'.repeat(100_000), () => setImmediate(more))
        }
        more()
      },
    ],
    ['sends elsewhere', (r) => r.writeHead(302, { location: url }).end()],
  ])('that %s leaves what it told before, and says so', async (_name, bad) => {
    const id = await anew()
    answer = bad
    const list = await admin.customers.orders({ id })
    expect(list).toMatchObject({ shop: 'failed', asOf: null })
    expect(titles(list)).toEqual(['Told before'])
    expect(seen).toHaveLength(1)
  })

  it('is left alone after three failures, and what it said last stands meanwhile', async () => {
    const id = await anew()
    answer = good('Known')
    await admin.customers.orders({ id })
    let at = Date.now() + 120_000
    setClock(() => new Date(at))
    answer = (r) => r.writeHead(503).end()
    for (let n = 0; n < 6; n += 1)
      expect(await admin.customers.orders({ id })).toMatchObject({ shop: 'stale' })
    expect(seen).toHaveLength(4)
    at += 16_000
    answer = good('Back')
    expect(titles(await admin.customers.orders({ id }))).toEqual(['Back', 'Told before'])
  })
})
