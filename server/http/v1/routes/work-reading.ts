import { z } from '@hono/zod-openapi'
import { addressOf, limitSearches } from '@/server/http/limits'
import {
  findParticipant,
  listAskedParts,
  listByIds,
  listCalls,
  listFilterChoices,
  listParticipants,
  listSteps,
  listUsedTags,
  readSideChat,
  searchFor,
  searchKnownCustomers,
  sendMessage,
} from '@/server/modules/conversations'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { body, createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { messageView, uuid } from '../contract'
import { onlyAgents, onlyStaff } from '../guards'
import { requireReadable, staffViews } from '../own-conversation'
import { requireAgent, requireStaff } from '../staff-auth'
import {
  askedView,
  callView,
  customerHit,
  filterChoices,
  participantView,
  searchInput,
  searchPage,
  sideMessageInput,
  sideMessages,
  stepView,
  tagView,
} from '../work-contract'
import { toCall, toParticipant } from '../work-views'

/** Finding conversations, and what stands beside the messages of one. */
export const workReadingRoutes = createApp()

const params = z.object({ id: uuid })
const signedIn = { 401: 'Not signed in, or no valid access token', 403: 'Not allowed' }
const tooOften = { 429: 'Too many searches at once' }
const one = { ...signedIn, 404: 'No such conversation' }
const staff = { tags: ['Agents'], security: staffSecurity, middleware: onlyStaff('conversations.read') }
const items = <T extends z.ZodType>(schema: T) => z.object({ items: z.array(schema) })

workReadingRoutes.openapi(
  createRoute({
    ...staff,
    method: 'get',
    path: '/agent/search',
    summary:
      'Conversations one may read, by words (Chinese and English), number, customer and filters; newest first',
    request: { query: searchInput },
    responses: { 200: json(searchPage, 'A page'), ...refusals({ ...signedIn, ...tooOften }) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.read')
    const { from, until, snoozed, ...query } = c.req.valid('query')
    if (query.q) limitSearches(principal.userId, addressOf(c.req.raw))
    const found = await searchFor(principal, {
      ...query,
      snoozed: snoozed === 'true',
      from: from ? new Date(from) : undefined,
      until: until ? new Date(until) : undefined,
    })
    const views = await staffViews(found.rows.map(({ row }) => row))
    const hits = views.map((conversation, i) => ({ conversation, excerpt: found.rows[i]?.excerpt ?? null }))
    return c.json({ items: hits, next: found.next, total: found.total }, 200)
  },
)

workReadingRoutes.openapi(
  createRoute({
    ...staff,
    method: 'get',
    path: '/agent/filter-choices',
    summary: 'Groups, agents, channels and categories to narrow a list to',
    responses: { 200: json(filterChoices, 'By name'), ...refusals(signedIn) },
  }),
  async (c) => {
    await requireStaff(c.req.raw, 'conversations.read')
    return c.json(await listFilterChoices(pool()), 200)
  },
)

const TAGS_FROM_MS = 180 * 24 * 3_600_000

workReadingRoutes.openapi(
  createRoute({
    ...staff,
    method: 'get',
    path: '/agent/tags',
    summary: 'Tags in use, the most used first',
    request: { query: z.object({ search: z.string().trim().max(40).default('') }) },
    responses: { 200: json(items(tagView), 'Tags'), ...refusals(signedIn) },
  }),
  async (c) => {
    await requireStaff(c.req.raw, 'conversations.read')
    const since = new Date(now().getTime() - TAGS_FROM_MS)
    return c.json({ items: await listUsedTags(pool(), c.req.valid('query').search, since) }, 200)
  },
)

workReadingRoutes.openapi(
  createRoute({
    ...staff,
    middleware: onlyStaff('customers.read'),
    method: 'get',
    path: '/agent/customers',
    summary: 'Known customers by name, address, phone or id',
    request: { query: z.object({ search: z.string().trim().max(100).default('') }) },
    responses: { 200: json(items(customerHit), 'At most 20'), ...refusals({ ...signedIn, ...tooOften }) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'customers.read')
    limitSearches(principal.userId, addressOf(c.req.raw))
    return c.json({ items: await searchKnownCustomers(principal, c.req.valid('query').search) }, 200)
  },
)

workReadingRoutes.openapi(
  createRoute({
    ...staff,
    middleware: onlyAgents,
    method: 'get',
    path: '/agent/asked',
    summary: 'Conversations in which one was asked for help',
    responses: { 200: json(items(askedView), 'With the part one has'), ...refusals(signedIn) },
  }),
  async (c) => {
    const { userId } = await requireAgent(c.req.raw)
    const parts = await listAskedParts(pool(), userId)
    const rows = await listByIds(
      pool(),
      parts.map((part) => part.conversationId),
    )
    const views = new Map((await staffViews(rows)).map((view) => [view.id, view]))
    const asked = parts.flatMap((part) => {
      const conversation = views.get(part.conversationId)
      return conversation ? [{ conversation, part: toParticipant(part) }] : []
    })
    return c.json({ items: asked }, 200)
  },
)

workReadingRoutes.openapi(
  createRoute({
    ...staff,
    method: 'get',
    path: '/agent/conversations/{id}/log',
    summary: 'All steps of a conversation other than messages, with their details',
    request: {
      params,
      query: z.object({
        after: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(500).default(500),
      }),
    },
    responses: { 200: json(items(stepView), 'Steps by seq'), ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.read')
    const row = await requireReadable(c.req.valid('param').id, principal)
    const { after, limit } = c.req.valid('query')
    const steps = await listSteps(pool(), row.id, after, limit)
    const views = steps.map(({ seq, at, type, payload }) => ({
      ...{ seq, at: at.toISOString(), type, patch: payload.patch ?? {}, detail: payload.detail ?? {} },
    }))
    return c.json({ items: views }, 200)
  },
)

workReadingRoutes.openapi(
  createRoute({
    ...staff,
    method: 'get',
    path: '/agent/conversations/{id}/participants',
    summary: 'Who takes part besides the holder, those who have left included',
    request: { params },
    responses: { 200: json(items(participantView), 'Parts in order'), ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.read')
    const row = await requireReadable(c.req.valid('param').id, principal)
    return c.json({ items: (await listParticipants(pool(), row.id)).map(toParticipant) }, 200)
  },
)

workReadingRoutes.openapi(
  createRoute({
    ...staff,
    method: 'get',
    path: '/agent/conversations/{id}/calls',
    summary: 'Calls by phone',
    request: { params },
    responses: { 200: json(items(callView), 'Calls in order'), ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.read')
    const row = await requireReadable(c.req.valid('param').id, principal)
    return c.json({ items: (await listCalls(pool(), row.id)).map(toCall) }, 200)
  },
)

const sideParams = params.extend({ partId: uuid })

/** @throws {AppError} not_found unless it is a side chat of this conversation */
async function requireSideChat(conversationId: string, partId: string) {
  const part = await findParticipant(pool(), partId)
  if (part?.conversationId !== conversationId || part.part !== 'consulted') {
    throw new AppError('not_found', 'There is no such side chat.')
  }
  return part
}

workReadingRoutes.openapi(
  createRoute({
    ...staff,
    method: 'get',
    path: '/agent/conversations/{id}/consults/{partId}',
    summary: 'A side chat, which the customer never sees',
    request: { params: sideParams },
    responses: { 200: json(sideMessages, 'Its messages in order'), ...refusals(one) },
  }),
  async (c) => {
    const { id, partId } = c.req.valid('param')
    const row = await requireReadable(id, await requireStaff(c.req.raw, 'conversations.read'))
    await requireSideChat(row.id, partId)
    return c.json({ items: await readSideChat(pool(), row.id, partId) }, 200)
  },
)

workReadingRoutes.openapi(
  createRoute({
    ...staff,
    middleware: onlyAgents,
    method: 'post',
    path: '/agent/conversations/{id}/consults/{partId}',
    summary: 'Write in a side chat: the holder and the one who was asked',
    request: { params: sideParams, ...body(sideMessageInput) },
    responses: {
      201: json(messageView, 'Stored'),
      200: json(messageView, 'Stored before'),
      ...refusals({ ...one, 409: 'The side chat is closed' }),
    },
  }),
  async (c) => {
    const { id, partId } = c.req.valid('param')
    const principal = await requireAgent(c.req.raw)
    const row = await requireReadable(id, principal)
    const part = await requireSideChat(row.id, partId)
    if (part.userId !== principal.userId && row.agentId !== principal.userId) {
      throw new AppError('not_found', 'There is no such side chat.')
    }
    if (part.leftAt) throw new AppError('invalid_state', 'This side chat is closed.')
    const { clientMessageId, text } = c.req.valid('json')
    const { message, created } = await sendMessage({
      ...{ conversationId: row.id, senderKind: 'agent', senderId: principal.agentId, clientMessageId },
      ...{ kind: 'note', text, attachmentId: null, anyone: true, meta: { consultId: partId } },
    })
    return created ? c.json(message, 201) : c.json(message, 200)
  },
)
