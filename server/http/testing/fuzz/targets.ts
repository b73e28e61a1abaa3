import { request } from 'node:http'
import type { PermissionMap, Principal } from '@/server/access'
import { permissions, scopesOf } from '@/server/access'
import { handlerFor } from '@/server/http/handle-request'
import { serveTrpc } from '@/server/http/trpc'
import { signCustomerToken } from '@/server/http/v1/customer-token'
import { ensureBuiltInRoles } from '@/server/modules/accounts/store/organization'
import { openConversation } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { inTransaction } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { addCustomer, addToken, addUser, buildScenario } from '@/server/platform/testing/scenario'
import type { Seen } from './answers'
import { ID } from './arbitrary-of'

const MOST_IDS = 400
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g

const everything = Object.fromEntries(
  permissions.map((name) => [name, scopesOf[name].at(-1)]),
) as PermissionMap

/** A small organisation, somebody in it who may do anything, and a customer who talks. */
export async function buildTarget() {
  const { channelId, channelKey, groupId, agents } = await buildScenario([{ name: 'Mei' }, { name: 'Tao' }])
  await inTransaction(ensureBuiltInRoles)
  const userId = agents.Mei ?? ''
  const customerId = await addCustomer()
  const entry = { siteId: null, projectType: null, pageUrl: null, language: null }
  const open = { customerId, channelId, entry, topic: {}, categoryId: null, message: null }
  const { conversationId } = await openConversation(open)
  const groups = { groupIds: [groupId], scopeGroupIds: [groupId] }
  const who = { userId, name: 'Mei', agentId: userId, roles: ['administrator'] }
  const principal: Principal = { ...who, ...groups, permissions: everything }
  const { token: customer } = signCustomerToken({ customerId, channelId, anonymous: true })
  const known = knownIds(
    [channelId, groupId, conversationId, agents.Tao ?? '', customerId, await addUser('Ada')],
    userId,
  )
  /** Whatever has become of the one before. */
  const freshToken = async () => {
    await pool().query('delete from user_roles where user_id = $1', [userId])
    return addToken(userId, everything)
  }
  return { principal, customer, channelKey, conversationId, ...known, freshToken }
}
export type Target = Awaited<ReturnType<typeof buildTarget>>

/** Ids that inputs are filled with: those of the beginning, and what answers have told since. */
function knownIds(first: string[], own: string) {
  const ids = [newId(), ...first]
  const withIds = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const [, n] = ID.exec(value) ?? []
      return n === undefined ? value : ids[Number(n) % ids.length]
    }
    if (Array.isArray(value)) return value.map(withIds)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withIds(one)]))
  }
  const learn = (text: string) => {
    for (const id of (text.slice(0, 20_000).match(UUID) ?? []).slice(0, 3))
      if (ids.length < MOST_IDS && id !== own && !ids.includes(id)) ids.push(id)
  }
  return { withIds, learn }
}

export async function callProcedure(target: Target, path: string, type: string, text: string): Promise<Seen> {
  const url = `http://test/api/trpc/${path}`
  const headers = { 'content-type': 'application/json' }
  const request =
    type === 'query'
      ? new Request(`${url}?input=${encodeURIComponent(text)}`)
      : new Request(url, { method: 'POST', headers, body: text })
  const { principal } = target
  const response = await serveTrpc(request, async () => ({
    principal,
    address: '10.0.0.1',
    origin: 'http://test',
  }))
  const answer = await response.text()
  const { error } = JSON.parse(answer) as { error?: { data?: { appCode?: string; fields?: unknown[] } } }
  if (!error) target.learn(answer)
  const { appCode = '', fields = [] } = error?.data ?? {}
  return { status: response.status, code: appCode, fields: fields.length, text: error ? answer : '' }
}

/** Any request, answered as the entry would. */
export async function send(target: Target, request: Request): Promise<Seen> {
  const response = await handlerFor(request.method, new URL(request.url).pathname)?.(request)
  if (!response) return { status: 404, code: 'pages', fields: 0, text: '' }
  const seen = await seenOf(response)
  if (seen.status < 300) target.learn(seen.text)
  return seen
}

/** Of a stream only that it was opened. */
export async function seenOf(response: Response): Promise<Seen> {
  const { status } = response
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return { status, code: '', fields: 0, text: '' }
  }
  const text = await response.text()
  const problem = type.startsWith('application/problem+json') ? JSON.parse(text) : {}
  const { code = '', fields = [] } = problem as { code?: string; fields?: unknown[] }
  return { status, code, fields: fields.length, text }
}

type Sent = { method: string; body: string | Uint8Array; headers: Record<string, string> }

/** Over a connection of its own: a server may answer and hang up before it has read all of a body. */
export function postTo(url: string, { method, body, headers }: Sent): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      const done = () => {
        const type = incoming.headers['content-type'] ?? ''
        const answer = new Response(Buffer.concat(chunks), { headers: { 'content-type': type } })
        seenOf(answer).then((seen) => resolve({ ...seen, status: incoming.statusCode ?? 0 }), reject)
      }
      incoming.on('end', done)
      incoming.on('error', done)
    })
    // Answered already, or refused without a word: which of the two, the status says.
    sent.on('error', () => resolve({ status: 0, code: 'hung up', fields: 0, text: '' }))
    sent.end(body)
  })
}
