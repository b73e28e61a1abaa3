import { z } from '@hono/zod-openapi'
import { findConversation } from '@/server/modules/conversations'
import {
  joinConversation,
  leaveConversation,
  reassign,
  viewConversation,
  whisper,
} from '@/server/modules/oversight'
import { pool } from '@/server/platform/db/pool'
import { body, createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { agentConversationView, messageView, uuid } from '../contract'
import { onlyStaff } from '../guards'
import { movedView, reassignInput, viewingInput, viewingView, whisperInput } from '../oversight-contract'
import { requireReadable, staffViews } from '../own-conversation'
import { requireStaff } from '../staff-auth'

/** Looking on, whispering, joining, and moving many at once. */
export const oversightRoutes = createApp()

const params = z.object({ id: uuid })
const tags = ['Supervision']
const signedIn = { 401: 'Not signed in, or no valid access token', 403: 'Not allowed' }
const one = { ...signedIn, 404: 'No such conversation' }
const supervising = { tags, security: staffSecurity, middleware: onlyStaff('conversations.supervise') }

oversightRoutes.openapi(
  createRoute({
    tags,
    security: staffSecurity,
    middleware: onlyStaff('conversations.read'),
    method: 'put',
    path: '/agent/viewing',
    summary: 'Tell that a conversation is on the screen, or no longer',
    description:
      'Told again every 15 s; after 45 s of silence it counts as closed. Whoever may supervise watches silently: entries come on the event stream, and the record keeps it. Others are shown to the agent.',
    request: body(viewingInput),
    responses: { 200: json(viewingView, 'Whether this is watching'), ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.read')
    const { conversationId, on } = c.req.valid('json')
    if (on) await requireReadable(conversationId, principal)
    return c.json(await viewConversation(principal, conversationId, on), 200)
  },
)

oversightRoutes.openapi(
  createRoute({
    ...supervising,
    method: 'post',
    path: '/agent/conversations/{id}/whisper',
    summary: 'A word to the agent that the customer never sees',
    request: { params, ...body(whisperInput) },
    responses: {
      201: json(messageView, 'Stored'),
      200: json(messageView, 'Stored before'),
      ...refusals({ ...one, 409: 'Nobody holds it' }),
    },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.supervise')
    const { message, created } = await whisper(principal, c.req.valid('param').id, c.req.valid('json'))
    return created ? c.json(message, 201) : c.json(message, 200)
  },
)

for (const [name, summary, run] of [
  ['join', 'Join: from now on the own messages go to the customer', joinConversation],
  ['leave', 'Leave a conversation that one has joined', leaveConversation],
] as const) {
  oversightRoutes.openapi(
    createRoute({
      ...supervising,
      method: 'post',
      path: `/agent/conversations/{id}/${name}`,
      summary,
      request: { params },
      responses: {
        200: json(agentConversationView, 'The conversation afterwards'),
        ...refusals({ ...one, 409: 'Not possible in this state' }),
      },
    }),
    async (c) => {
      const principal = await requireStaff(c.req.raw, 'conversations.supervise')
      const { id } = c.req.valid('param' as never) as { id: string }
      const row = await requireReadable(id, principal)
      await run(principal, id)
      const [view] = await staffViews([(await findConversation(pool(), id)) ?? row])
      return c.json(view!, 200)
    },
  )
}

oversightRoutes.openapi(
  createRoute({
    tags,
    security: staffSecurity,
    middleware: onlyStaff('conversations.write_any'),
    method: 'post',
    path: '/agent/reassignments',
    summary: 'Give many conversations to somebody else, each with its own result',
    request: body(reassignInput),
    responses: {
      200: json(z.object({ items: z.array(movedView) }), 'What became of each'),
      ...refusals({ ...signedIn, 404: 'No such conversations' }),
    },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.write_any')
    return c.json({ items: await reassign(principal, c.req.valid('json')) }, 200)
  },
)
