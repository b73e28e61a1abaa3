import { z } from '@hono/zod-openapi'
import { can } from '@/server/access'
import {
  endByAgent,
  findConversation,
  inviteRating,
  listEndedBy,
  listHeldBy,
  listOfflineOf,
  listUnassigned,
  listWaiting,
  markRead,
  requireKnownCustomer,
  setWrapUp,
  tellTyping,
} from '@/server/modules/conversations'
import { startConversation, transferConversation } from '@/server/modules/dispatch'
import { chooseStatus, getStatus } from '@/server/modules/workforce'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { body, createApp, createRoute, json, refusals, staffSecurity } from '../base'
import {
  agentConversationView,
  agentEndInput,
  agentSendInput,
  agentStatusInput,
  agentStatusView,
  messageView,
  readInput,
  startConversationInput,
  transferInput,
  typingInput,
  uuid,
} from '../contract'
import { onlyAgents, onlyStaff } from '../guards'
import { actsForOther, requireReadable, staffViews } from '../own-conversation'
import { sendAsAgent } from '../send'
import { requireAgent, requireStaff } from '../staff-auth'

export const agentRoutes = createApp()

const params = z.object({ id: uuid })
const base = { tags: ['Agents'], security: staffSecurity, middleware: onlyAgents }
const signedIn = { 401: 'Not signed in, or no valid access token', 403: 'Not allowed' }
const one = { ...signedIn, 404: 'No such conversation' }
const items = <T extends z.ZodType>(schema: T) => z.object({ items: z.array(schema) })

agentRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/agent/status',
    summary: 'Own status, with the source that decided it',
    responses: { 200: json(agentStatusView, 'The status'), ...refusals(signedIn) },
  }),
  async (c) => c.json(await getStatus((await requireAgent(c.req.raw)).agentId), 200),
)

agentRoutes.openapi(
  createRoute({
    ...base,
    method: 'put',
    path: '/agent/status',
    summary: 'Choose the own status',
    description:
      'Without an open event stream an agent counts as offline once the connection lease (20 s) has run out.',
    request: body(agentStatusInput),
    responses: { 200: json(agentStatusView, 'The status as it now is'), ...refusals(signedIn) },
  }),
  async (c) => {
    const { agentId } = await requireAgent(c.req.raw)
    const { status, reason } = c.req.valid('json')
    return c.json(await chooseStatus(agentId, status, reason ?? null, 'self'), 200)
  },
)

agentRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/agent/conversations',
    summary:
      'Own conversations, the queue of the own groups, messages without a receiver, messages to work off, or lately ended ones',
    request: {
      query: z.object({ list: z.enum(['mine', 'queue', 'unassigned', 'offline', 'ended']).default('mine') }),
    },
    responses: { 200: json(items(agentConversationView), 'Conversations'), ...refusals(signedIn) },
  }),
  async (c) => {
    const principal = await requireAgent(c.req.raw)
    const { list } = c.req.valid('query')
    const rows =
      list === 'mine'
        ? await listHeldBy(pool(), principal.agentId)
        : list === 'ended'
          ? await listEndedBy(pool(), principal.agentId, 100)
          : list === 'queue'
            ? await listWaiting(pool(), principal.groupIds, 200)
            : list === 'offline'
              ? await listOfflineOf(pool(), principal.agentId, principal.groupIds, 200)
              : await listUnassigned(pool(), principal.groupIds, 200)
    return c.json({ items: await staffViews(rows) }, 200)
  },
)

agentRoutes.openapi(
  createRoute({
    ...base,
    method: 'post',
    path: '/agent/conversations',
    summary: 'Write first to a known customer',
    request: body(startConversationInput),
    responses: {
      201: json(agentConversationView, 'The new conversation'),
      200: json(agentConversationView, 'The open conversation of this thread'),
      ...refusals({ ...signedIn, 404: 'No such customer', 409: 'No free place' }),
    },
  }),
  async (c) => {
    const principal = await requireAgent(c.req.raw)
    await requireKnownCustomer(principal, c.req.valid('json').customerId)
    const { conversationId, created } = await startConversation({
      agentId: principal.agentId,
      ...c.req.valid('json'),
    })
    const [view] = await staffViews([await requireReadable(conversationId, principal)])
    return created ? c.json(view!, 201) : c.json(view!, 200)
  },
)

agentRoutes.openapi(
  createRoute({
    ...base,
    middleware: onlyStaff('conversations.read'),
    method: 'post',
    path: '/agent/conversations/{id}/messages',
    summary: 'Answer, or write an internal note',
    request: { params, ...body(agentSendInput) },
    responses: {
      201: json(messageView, 'Stored'),
      200: json(messageView, 'Stored before'),
      ...refusals({ ...one, 409: 'Not possible now' }),
    },
  }),
  async (c) => {
    const { message, created } = await sendAsAgent(
      await requireStaff(c.req.raw, 'conversations.read'),
      c.req.valid('param').id,
      c.req.valid('json'),
    )
    return created ? c.json(message, 201) : c.json(message, 200)
  },
)

/** Changes of one conversation by its holder, or by somebody with the permission; answers the conversation. */
function action<T extends z.ZodType>(
  name: string,
  summary: string,
  schema: T | null,
  run: (call: {
    id: string
    agentId: string | null
    by: { id: string; name: string }
    /** With whether one may go beyond a limit on purpose. */
    overLimit: boolean
    input: z.infer<T>
  }) => Promise<unknown>,
): void {
  agentRoutes.openapi(
    createRoute({
      ...base,
      middleware: onlyStaff('conversations.read'),
      method: 'post',
      path: `/agent/conversations/{id}/${name}`,
      summary,
      request: { params, ...(schema ? body(schema) : {}) },
      responses: {
        200: json(agentConversationView, 'The conversation afterwards'),
        ...refusals({ ...one, 409: 'Not possible in this state' }),
      },
    }),
    async (c) => {
      const principal = await requireStaff(c.req.raw, 'conversations.read')
      const { id } = c.req.valid('param' as never) as { id: string }
      const row = await requireReadable(id, principal)
      const forOther = actsForOther(row, principal)
      const input = schema ? (c.req.valid('json' as never) as z.infer<T>) : (undefined as z.infer<T>)
      await run({
        id,
        agentId: forOther ? null : principal.agentId,
        by: { id: principal.userId, name: principal.name },
        overLimit: can(principal, 'conversations.over_limit', {
          ownerId: row.agentId,
          groupIds: [row.groupId],
        }),
        input,
      })
      const after = await findConversation(pool(), id)
      const [view] = await staffViews(after ? [after] : [row])
      return c.json(view!, 200)
    },
  )
}

action(
  'transfer',
  'Hand over to an agent who is online with room, or to a group',
  transferInput,
  async ({ id, agentId, by, overLimit, input }) => {
    if (input.overLimit && !overLimit) throw new AppError('forbidden', 'You may not go beyond a limit.')
    await transferConversation({
      conversationId: id,
      fromAgentId: agentId,
      by,
      reason: input.reason,
      to: input.agentId ? { agentId: input.agentId } : { groupId: input.groupId ?? '' },
      overLimit: input.overLimit,
    })
  },
)
action('end', 'End, with a wrap-up', agentEndInput, ({ id, agentId, input }) =>
  endByAgent({ conversationId: id, agentId, wrapUpId: input.wrapUpId, note: input.note }),
)
action('wrap-up', 'Set or change the wrap-up', agentEndInput, ({ id, input }) => setWrapUp(id, input))
action('rating-invitation', 'Ask the customer for a rating, once', null, ({ id, agentId }) =>
  inviteRating(id, agentId ?? ''),
)
action('read', 'Mark as read up to a place', readInput, ({ id, input }) => markRead(id, 'agent', input.seq))

agentRoutes.openapi(
  createRoute({
    ...base,
    method: 'post',
    path: '/agent/conversations/{id}/typing',
    summary: 'Tell the customer that the agent types',
    request: { params, ...body(typingInput) },
    responses: { 204: { description: 'Told' }, ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireAgent(c.req.raw)
    const row = await requireReadable(c.req.valid('param').id, principal)
    if (row.agentId === principal.agentId) await tellTyping(row.id, 'agent', c.req.valid('json').on)
    return c.body(null, 204)
  },
)
