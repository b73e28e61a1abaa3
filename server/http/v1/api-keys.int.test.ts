import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { apiScopes, builtInRoles, type Principal } from '@/server/access'
import { endpointScopes } from '@/server/access/endpoint-scopes'
import { allStreams, recheckUser } from '@/server/events/streams'
import { openConversation } from '@/server/modules/dispatch'
import {
  changeApiKey,
  createApiKey,
  deleteApiKey,
  revokeApiKey,
  rotateApiKey,
} from '@/server/modules/integrations/actions/save-api-key'
import { type ApiKeySettings, apiKeySettings } from '@/server/modules/integrations/contract'
import { listApiKeys } from '@/server/modules/integrations/store/api-keys'
import { now, setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { onSignal } from '@/server/platform/signals'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario } from '@/server/platform/testing/scenario'
import { handlerFor } from '../handle-request'
import { handleV1 } from './app'

useTestDatabase()

const admin: Principal = {
  ...{ userId: newId(), name: 'Admin', agentId: null, roles: ['administrator'] },
  ...{ groupIds: [], scopeGroupIds: [], permissions: builtInRoles.administrator.permissions },
}
let names = 0
const make = (change: Partial<ApiKeySettings>, by = admin) => {
  names += 1
  return createApiKey(by, apiKeySettings.parse({ name: `Key ${names}`, scopes: [...apiScopes], ...change }))
}
const versionOf = async (id: string) => {
  const { version } = (await listApiKeys(now())).find((key) => key.id === id)!
  return { id, version }
}

async function call(endpoint: string, key: string, more: { from?: string; body?: unknown } = {}) {
  const [method = '', path = ''] = endpoint.split(' ')
  const url = `http://test/api/v1${path.replace(/\{\w+\}/g, newId())}`
  const headers: Record<string, string> = {
    ...{ 'content-type': 'application/json', authorization: `Bearer ${key}` },
    'x-forwarded-for': more.from ?? '198.51.100.1',
  }
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(more.body ?? {}) }
  const request = new Request(url, { method, headers, ...body })
  return (await handlerFor(method, new URL(url).pathname)!(request)) as Response
}
const statusOf = async (...args: Parameters<typeof call>) => {
  const response = await call(...args)
  void response.body?.cancel()
  return response.status
}

let channelId = ''
let held: { conversationId: string; groupId: string }
let others = ''

beforeAll(async () => {
  const open = async () => {
    const s = await buildScenario([{ name: 'Holder' }])
    const entry = { siteId: null, projectType: null, pageUrl: null, language: null }
    const asked = { channelId: s.channelId, entry, topic: {}, categoryId: null, message: null }
    const { conversationId } = await openConversation({ ...asked, customerId: await addCustomer() })
    return { conversationId, groupId: s.groupId, channelId: s.channelId }
  }
  const first = await open()
  held = first
  channelId = first.channelId
  others = (await open()).conversationId
})
afterEach(() => setClock(undefined))
afterAll(() => {
  for (const stream of [...allStreams()]) stream.close()
})

/** What is looked at before the key must be in order, or it hides the key's refusal. */
const bodies: Record<string, unknown> = { 'POST /customers/sessions': { channelKey: 'none' } }
const LISTED = 'GET /agent/tags'

describe('what a key opens', () => {
  it('is settled for every endpoint of the staff', async () => {
    const described = (await (await handleV1(new Request('http://test/api/v1/openapi.json'))).json()) as {
      paths: Record<string, Record<string, { security?: { staff?: unknown }[] }>>
    }
    const staffs = Object.entries(described.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([, { security = [] }]) => security.some(({ staff }) => staff !== undefined))
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    )
    // Streams are not described, and a session is for anybody: a key only vouches for more.
    const more = ['GET /agent/events', 'POST /customers/sessions']
    expect(Object.keys(endpointScopes).sort()).toEqual([...staffs, ...more].sort())
  })

  it.each(Object.entries(endpointScopes))('%s: %s, and nothing else', async (endpoint, scope) => {
    const refused = [401, 403]
    const more = { body: bodies[endpoint] }
    if (scope === 'person') {
      expect(await statusOf(endpoint, (await make({})).key)).toBe(403)
      return
    }
    expect(refused).not.toContain(await statusOf(endpoint, (await make({ scopes: [scope] })).key, more))
    const without = apiScopes.filter((one) => one !== scope)
    expect(await statusOf(endpoint, (await make({ scopes: without })).key, more)).toBe(403)
  })

  it('is nothing of the console', async () => {
    const { key } = await make({})
    const request = new Request('http://test/api/trpc/integrations.apiKeys', {
      headers: { authorization: `Bearer ${key}` },
    })
    const response = (await handlerFor('GET', '/api/trpc/integrations.apiKeys')!(request)) as Response
    expect(response.status).toBe(401)
  })

  it('is kept to its groups', async () => {
    const { key } = await make({ scopes: ['conversations.read'], groupIds: [held.groupId] })
    const read = (id: string) => statusOf(`GET /agent/conversations/${id}`, key)
    expect(await read(held.conversationId)).toBe(200)
    expect(await read(others)).toBe(404)
    await expect(make({ scopes: ['orders.write'], groupIds: [held.groupId] })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })

  it('lets it write what a conversation keeps, in its own name', async () => {
    const { id, key } = await make({ name: 'CRM', scopes: ['conversations.write'] })
    const tagged = await call(`POST /agent/conversations/${held.conversationId}/tags`, key, {
      body: { add: ['from-crm'] },
    })
    expect(tagged.status).toBe(200)
    const note = { kind: 'note', text: 'Paid today', clientMessageId: newId() }
    const path = `POST /agent/conversations/${held.conversationId}/messages`
    expect(await statusOf(path, key, { body: note })).toBe(201)
    const { rows } = await pool().query(
      'select payload from conversation_events where conversation_id = $1',
      [held.conversationId],
    )
    expect(JSON.stringify(rows)).toContain(id)
  })
})

describe('a key', () => {
  it('is refused when it is wrong, old, revoked, or from elsewhere', async () => {
    const at = now().getTime()
    const { id, key } = await make({
      networks: ['203.0.113.0/24'],
      expiresAt: new Date(at + 60_000).toISOString(),
    })
    const from = '203.0.113.9'
    expect(await statusOf(LISTED, key, { from })).toBe(200)
    expect(await statusOf(LISTED, key, { from: '203.0.114.9' })).toBe(401)
    expect(await statusOf(LISTED, `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`, { from })).toBe(401)
    setClock(() => new Date(at + 61_000))
    expect(await statusOf(LISTED, key, { from })).toBe(401)
    setClock(undefined)
    await revokeApiKey(admin, await versionOf(id))
    expect(await statusOf(LISTED, key, { from })).toBe(401)
    await expect(
      changeApiKey(admin, {
        ...(await versionOf(id)),
        key: apiKeySettings.parse({ name: 'x', scopes: ['orders.write'] }),
      }),
    ).rejects.toMatchObject({ code: 'invalid_state' })
    await deleteApiKey(admin, await versionOf(id))
    expect((await listApiKeys(now())).some((one) => one.id === id)).toBe(false)
  })

  it('and its successor open the same for the overlap, and then only the successor', async () => {
    const { id, key: former } = await make({})
    const at = now().getTime()
    const { key } = await rotateApiKey(admin, { ...(await versionOf(id)), overlapHours: 2 })
    expect([await statusOf(LISTED, former), await statusOf(LISTED, key)]).toEqual([200, 200])
    setClock(() => new Date(at + 2 * 3_600_000 + 60_000))
    expect([await statusOf(LISTED, former), await statusOf(LISTED, key)]).toEqual([401, 200])
    const last = await rotateApiKey(admin, { ...(await versionOf(id)), overlapHours: 0 })
    expect([await statusOf(LISTED, key), await statusOf(LISTED, last.key)]).toEqual([401, 200])
  })

  it('ends the streams that were opened with it when it is revoked', async () => {
    const { id, key } = await make({ scopes: ['conversations.read'] })
    const stop = onSignal('token_revoked', ({ userId }) => void recheckUser(userId))
    const response = await call('GET /agent/events', key)
    expect(response.status).toBe(200)
    const all = response.text()
    await revokeApiKey(admin, await versionOf(id))
    expect(await all).toContain('event: bye')
    stop()
  })

  it('is held to its calls in a minute, counting each once', async () => {
    const { key } = await make({ perMinute: 3 })
    const seen: number[] = []
    for (let n = 0; n < 3; n += 1) seen.push(await statusOf(LISTED, key))
    const refused = await call(LISTED, key)
    expect([...seen, refused.status]).toEqual([200, 200, 200, 429])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('is never more than its maker', async () => {
    const maker: Principal = {
      ...admin,
      permissions: { 'settings.write': 'all', 'conversations.read': 'group' },
    }
    maker.scopeGroupIds = [held.groupId]
    const ask = (change: Partial<ApiKeySettings>) => make(change, maker)
    const forbidden = { code: 'forbidden' }
    await expect(ask({ scopes: ['orders.write'] })).rejects.toMatchObject(forbidden)
    await expect(ask({ scopes: ['conversations.read'] })).rejects.toMatchObject(forbidden)
    const elsewhere = (await buildScenario([])).groupId
    await expect(
      ask({ scopes: ['conversations.read'], groupIds: [held.groupId, elsewhere] }),
    ).rejects.toMatchObject(forbidden)
    const { id } = await ask({ scopes: ['conversations.read'], groupIds: [held.groupId] })
    const wider = apiKeySettings.parse({ name: 'Wider', scopes: ['conversations.read'] })
    await expect(changeApiKey(maker, { ...(await versionOf(id)), key: wider })).rejects.toMatchObject(
      forbidden,
    )
    const mighty = await make({})
    await expect(
      rotateApiKey(maker, { ...(await versionOf(mighty.id)), overlapHours: 0 }),
    ).rejects.toMatchObject(forbidden)
  })

  it('leaves neither itself nor its hash in what is written down', async () => {
    const { id, key } = await make({})
    const { rows } = await pool().query(
      'select to_jsonb(a) as entry from audit_entries a where entity_id = $1',
      [id],
    )
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(key.slice(12))
    expect(JSON.stringify(await listApiKeys(now()))).not.toContain(key.slice(12))
  })

  it('opens sessions whose customer it vouches for', async () => {
    const { rows } = await pool().query<{ key: string }>(
      'select public_key as key from channels where id = $1',
      [channelId],
    )
    const body = { channelKey: rows[0]!.key, profile: { name: 'Vouched', vipLevel: 3 } }
    const { key } = await make({ scopes: ['customers.write'] })
    expect(await statusOf('POST /customers/sessions', key, { body })).toBe(200)
    const vip = await pool().query(`select vip_level as level from customers where name = 'Vouched'`)
    expect(vip.rows).toEqual([{ level: 3 }])
  })
})
