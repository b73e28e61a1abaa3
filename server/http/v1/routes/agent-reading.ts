import { z } from '@hono/zod-openapi'
import { listOfCustomer, readMessages } from '@/server/modules/conversations'
import { explainDecision, listDecisions } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { agentConversationView, decisionView, messageView, uuid } from '../contract'
import { onlyStaff } from '../guards'
import { requireReadable, staffViews } from '../own-conversation'
import { requireStaff } from '../staff-auth'
import { pageQuery } from './conversation'

/** One conversation as the staff reads it: state, messages, decisions, history. */
export const readingRoutes = createApp()

const params = z.object({ id: uuid })
const base = { tags: ['Agents'], security: staffSecurity, middleware: onlyStaff('conversations.read') }
const one = {
  401: 'Not signed in, or no valid access token',
  403: 'Not allowed',
  404: 'No such conversation',
}
const items = <T extends z.ZodType>(schema: T) => z.object({ items: z.array(schema) })

readingRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/agent/conversations/{id}',
    summary: 'Read a conversation',
    request: { params },
    responses: { 200: json(agentConversationView, 'The conversation'), ...refusals(one) },
  }),
  async (c) => {
    const row = await requireReadable(
      c.req.valid('param').id,
      await requireStaff(c.req.raw, 'conversations.read'),
    )
    const [view] = await staffViews([row])
    return c.json(view!, 200)
  },
)

readingRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/agent/conversations/{id}/messages',
    summary: 'Read messages, notes included',
    request: { params, query: pageQuery },
    responses: { 200: json(items(messageView), 'Messages by seq'), ...refusals(one) },
  }),
  async (c) => {
    const row = await requireReadable(
      c.req.valid('param').id,
      await requireStaff(c.req.raw, 'conversations.read'),
    )
    return c.json(
      { items: await readMessages(pool(), { conversationId: row.id, ...c.req.valid('query'), notes: true }) },
      200,
    )
  },
)

readingRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/agent/conversations/{id}/decisions',
    summary: 'Why this agent? Every dispatch decision about the conversation, with its explanation',
    request: { params },
    responses: { 200: json(items(decisionView), 'Decisions in order'), ...refusals(one) },
  }),
  async (c) => {
    const row = await requireReadable(
      c.req.valid('param').id,
      await requireStaff(c.req.raw, 'conversations.read'),
    )
    const records = await listDecisions(pool(), row.id)
    return c.json({ items: records.map((r) => ({ ...r, statements: explainDecision(r.decision) })) }, 200)
  },
)

readingRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/agent/conversations/{id}/history',
    summary: 'Earlier conversations along the thread, or of the customer across all threads',
    request: {
      params,
      query: z.object({
        along: z.enum(['thread', 'customer']).default('customer'),
        before: z.iso.datetime().optional(),
        limit: z.coerce.number().int().min(1).max(100).default(20),
      }),
    },
    responses: { 200: json(items(agentConversationView), 'Newest first'), ...refusals(one) },
  }),
  async (c) => {
    const row = await requireReadable(
      c.req.valid('param').id,
      await requireStaff(c.req.raw, 'conversations.read'),
    )
    const { along, before, limit } = c.req.valid('query')
    const rows = await listOfCustomer(pool(), {
      customerId: row.customer.id,
      ...(along === 'thread' ? { threadId: row.threadId } : {}),
      ...(before ? { before: new Date(before) } : {}),
      limit,
    })
    return c.json({ items: await staffViews(rows) }, 200)
  },
)
