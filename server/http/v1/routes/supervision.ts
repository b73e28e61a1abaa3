import { z } from '@hono/zod-openapi'
import { can, type Permission } from '@/server/access'
import { findConversation } from '@/server/modules/conversations'
import { moveInQueue, reassign, takeOver } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { body, createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { agentConversationView, moveInput, superviseInput, uuid } from '../contract'
import { onlyStaff } from '../guards'
import { requireReadable, staffViews } from '../own-conversation'
import { requireStaff } from '../staff-auth'

/** What supervisors do with conversations of others. */
export const supervisionRoutes = createApp()

const params = z.object({ id: uuid })

type Call<I> = {
  id: string
  agentId: string | null
  by: { id: string; name: string }
  input: I
}

function act<T extends z.ZodType>(
  name: string,
  permission: Permission,
  summary: string,
  schema: T,
  run: (call: Call<z.infer<T>>) => Promise<void>,
): void {
  supervisionRoutes.openapi(
    createRoute({
      tags: ['Supervision'],
      security: staffSecurity,
      middleware: onlyStaff(permission),
      method: 'post',
      path: `/agent/conversations/{id}/${name}`,
      summary,
      request: { params, ...body(schema) },
      responses: {
        200: json(agentConversationView, 'The conversation afterwards'),
        ...refusals({
          401: 'Not signed in, or no valid access token',
          403: 'Not allowed',
          404: 'No such conversation',
          409: 'Not possible in this state; nothing was changed',
        }),
      },
    }),
    async (c) => {
      const principal = await requireStaff(c.req.raw, permission)
      const { id } = c.req.valid('param' as never) as { id: string }
      const row = await requireReadable(id, principal)
      if (!can(principal, permission, { ownerId: row.agentId, groupIds: [row.groupId] })) {
        throw new AppError('not_found', 'There is no such conversation.')
      }
      await run({
        id,
        agentId: principal.agentId,
        by: { id: principal.userId, name: principal.name },
        input: c.req.valid('json' as never) as z.infer<T>,
      })
      const [view] = await staffViews([(await findConversation(pool(), id)) ?? row])
      return c.json(view!, 200)
    },
  )
}

act(
  'take-over',
  'conversations.supervise',
  'Take a conversation oneself, beyond the own limit if need be',
  superviseInput,
  ({ id, agentId, by, input }) => {
    if (!agentId)
      throw new AppError('forbidden', 'Only somebody who receives conversations can take one over.')
    return takeOver({ conversationId: id, agentId, by, reason: input.reason })
  },
)
act(
  'reassign',
  'conversations.write_any',
  'Take it from its agent and decide anew without them',
  superviseInput,
  ({ id, by, input }) => reassign({ conversationId: id, by, reason: input.reason }),
)
act(
  'move',
  'conversations.supervise',
  "Move a waiting customer to another group's queue",
  moveInput,
  ({ id, by, input }) =>
    moveInQueue({ conversationId: id, by, reason: input.reason, groupId: input.groupId }),
)
