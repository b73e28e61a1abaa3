import { z } from '@hono/zod-openapi'
import {
  listColleagues,
  listOrdersOf,
  markMentionsSeen,
  recallMessage,
  unseenMentions,
} from '@/server/modules/conversations'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { createApp, createRoute, customerOf, customerSecurity, json, refusals, staffSecurity } from '../base'
import { colleagueView, mentionView, orderView, uuid } from '../contract'
import { onlyAgents, onlyCustomers } from '../guards'
import { requireOwn, requireReadable } from '../own-conversation'
import { requireAgent } from '../staff-auth'

/** What writing needs besides sending: taking back, orders for cards, colleagues to name and by whom one was named. */
export const writingRoutes = createApp()

const params = z.object({ id: uuid })
const messageParams = z.object({ id: uuid, messageId: uuid })
const agents = { tags: ['Agents'], security: staffSecurity, middleware: onlyAgents }
const signedIn = { 401: 'Not signed in, or no valid access token', 403: 'Not allowed' }
const items = <T extends z.ZodType>(schema: T) => z.object({ items: z.array(schema) })
const recallAnswers = {
  204: { description: 'Taken back' },
  ...refusals({
    401: 'Not signed in',
    403: 'Not the sender',
    404: 'No such message',
    409: 'Longer than two minutes ago',
  }),
}
const recallText =
  'Within two minutes, by its sender. What it said and its file are gone for everybody, replays included; an entry "recalled" says so.'

writingRoutes.openapi(
  createRoute({
    ...agents,
    method: 'post',
    path: '/agent/conversations/{id}/messages/{messageId}/recall',
    summary: 'Recall an own message',
    description: recallText,
    request: { params: messageParams },
    responses: recallAnswers,
  }),
  async (c) => {
    const principal = await requireAgent(c.req.raw)
    const { id, messageId } = c.req.valid('param')
    await requireReadable(id, principal)
    await recallMessage({ conversationId: id, messageId, by: { kind: 'agent', id: principal.agentId } })
    return c.body(null, 204)
  },
)

writingRoutes.openapi(
  createRoute({
    tags: ['Conversations'],
    security: customerSecurity,
    middleware: onlyCustomers,
    method: 'post',
    path: '/conversations/{id}/messages/{messageId}/recall',
    summary: 'Recall an own message',
    description: recallText,
    request: { params: messageParams },
    responses: recallAnswers,
  }),
  async (c) => {
    const { customerId } = customerOf(c)
    const { id, messageId } = c.req.valid('param')
    await requireOwn(id, customerId)
    await recallMessage({ conversationId: id, messageId, by: { kind: 'customer', id: customerId } })
    return c.body(null, 204)
  },
)

writingRoutes.openapi(
  createRoute({
    ...agents,
    method: 'get',
    path: '/agent/conversations/{id}/orders',
    summary: 'Orders of the customer, to send one as a card',
    request: { params },
    responses: {
      200: json(items(orderView), 'Newest first'),
      ...refusals({ ...signedIn, 404: 'No such conversation' }),
    },
  }),
  async (c) => {
    const row = await requireReadable(c.req.valid('param').id, await requireAgent(c.req.raw))
    const orders = await listOrdersOf(pool(), row.customer.id, 50)
    return c.json(
      { items: orders.map((order) => ({ ...order, placedAt: order.placedAt?.toISOString() ?? null })) },
      200,
    )
  },
)

writingRoutes.openapi(
  createRoute({
    ...agents,
    method: 'get',
    path: '/agent/colleagues',
    summary: 'Colleagues by name, to be named in a note',
    request: { query: z.object({ search: z.string().trim().max(80).default('') }) },
    responses: { 200: json(items(colleagueView), 'Those who are there first'), ...refusals(signedIn) },
  }),
  async (c) => {
    await requireAgent(c.req.raw)
    const found = await listColleagues(pool(), c.req.valid('query').search, 12)
    return c.json({ items: found.map((one) => colleagueView.parse(one)) }, 200)
  },
)

writingRoutes.openapi(
  createRoute({
    ...agents,
    method: 'get',
    path: '/agent/mentions',
    summary: 'Notes that name the caller and were not opened yet',
    responses: { 200: json(items(mentionView), 'Newest first'), ...refusals(signedIn) },
  }),
  async (c) => {
    const { userId } = await requireAgent(c.req.raw)
    const found = await unseenMentions(userId)
    return c.json({ items: found.map((one) => ({ ...one, at: one.at.toISOString() })) }, 200)
  },
)

writingRoutes.openapi(
  createRoute({
    ...agents,
    method: 'post',
    path: '/agent/conversations/{id}/mentions/seen',
    summary: 'Mark the notes of a conversation that name the caller as opened',
    request: { params },
    responses: { 204: { description: 'Marked' }, ...refusals({ ...signedIn, 404: 'No such conversation' }) },
  }),
  async (c) => {
    const principal = await requireAgent(c.req.raw)
    const row = await requireReadable(c.req.valid('param').id, principal)
    await markMentionsSeen(pool(), principal.userId, row.id, now())
    return c.body(null, 204)
  },
)
