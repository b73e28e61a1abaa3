import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles, type RoleKey, roleKeys } from '@/server/access'
import { endpointAccess } from '@/server/access/endpoint-access'
import { allStreams } from '@/server/events/streams'
import { openConversation } from '@/server/modules/dispatch'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, addToken, addUser, buildScenario } from '@/server/platform/testing/scenario'
import { handlerFor } from '../handle-request'
import { describedEndpoints } from './app'
import { signCustomerToken } from './customer-token'

useTestDatabase()

/** Streams are not in the description: a browser library reads them, not a generated client. */
const streams = ['GET /conversations/{id}/events', 'GET /agent/events']
const endpoints = [...describedEndpoints(), ...streams]

type Caller = 'nobody' | 'customer' | 'other customer' | RoleKey
const tokens: Partial<Record<Caller, string>> = {}
let conversationId = ''

beforeAll(async () => {
  const s = await buildScenario([{ name: 'Holder' }])
  const customerId = await addCustomer()
  const entry = { siteId: null, projectType: null, pageUrl: null, language: null }
  const open = { channelId: s.channelId, entry, topic: {}, categoryId: null, message: null }
  conversationId = (await openConversation({ ...open, customerId })).conversationId
  const sign = (id: string) =>
    signCustomerToken({ customerId: id, channelId: s.channelId, anonymous: true }).token
  tokens.customer = sign(customerId)
  tokens['other customer'] = sign(await addCustomer())
  // Nobody among the staff holds the conversation: only the scope "all" may read it.
  for (const role of roleKeys) {
    const { agents } = await buildScenario(role === 'agent' ? [{ name: role }] : [])
    tokens[role] = await addToken(agents[role] ?? (await addUser(role)), builtInRoles[role].permissions)
  }
})
afterAll(() => {
  for (const stream of [...allStreams()]) stream.close()
})

async function statusOf(endpoint: string, caller: Caller, id: string): Promise<number> {
  const [method = '', path = ''] = endpoint.split(' ')
  const token = tokens[caller]
  const request = new Request(`http://test/api/v1${path.replace('{id}', id)}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(method === 'GET' ? {} : { body: '{}' }),
  })
  const handler = handlerFor(method, new URL(request.url).pathname)
  const response = await handler?.(request)
  void response?.body?.cancel()
  return response?.status ?? 0
}

const letIn = (status: number) => status !== 401 && status !== 403

describe('access to the REST API', () => {
  it('has an entry for every endpoint, and none for what does not exist', () => {
    expect(Object.keys(endpointAccess).sort()).toEqual([...endpoints].sort())
  })

  it.each(endpoints)('%s lets in exactly whom the matrix names', async (endpoint) => {
    const who = endpointAccess[endpoint] ?? []
    const callers: Caller[] = ['nobody', 'customer', ...roleKeys]
    const allowed: Caller[] = []
    for (const caller of callers) {
      // A refused body (400) comes before the caller is looked at: then only the roles are told apart below.
      if (letIn(await statusOf(endpoint, caller, newId()))) allowed.push(caller)
    }
    expect(allowed).toEqual(who === 'anyone' ? callers : callers.filter((c) => (who as string[]).includes(c)))
  })

  const withId = endpoints.filter(
    (endpoint) => endpoint.includes('{id}') && !endpoint.includes('attachments'),
  )
  it.each(withId)('%s hides a conversation from those it is not of', async (endpoint) => {
    for (const caller of ['other customer', 'agent'] as const) {
      const status = await statusOf(endpoint, caller, conversationId)
      expect([400, 401, 403, 404]).toContain(status)
    }
  })
})
