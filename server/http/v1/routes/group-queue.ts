import { z } from '@hono/zod-openapi'
import { setQueue } from '@/server/modules/workforce'
import { queueSettings } from '@/server/modules/workforce/contract'
import { body, createApp, createRoute, refusals, staffSecurity } from '../base'
import { uuid } from '../contract'
import { onlyStaff } from '../guards'
import { requireStaff } from '../staff-auth'

export const groupQueueRoutes = createApp()

groupQueueRoutes.openapi(
  createRoute({
    method: 'put',
    path: '/admin/groups/{groupId}/queue',
    tags: ['Administration'],
    summary: 'Say how long a group’s queue may be, and what happens beyond',
    security: staffSecurity,
    middleware: onlyStaff('groups.write'),
    request: { params: z.object({ groupId: uuid }), ...body(queueSettings) },
    responses: {
      204: { description: 'It is so' },
      ...refusals({ 401: 'No valid access token', 403: 'Not allowed', 404: 'No such group' }),
    },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'groups.write')
    await setQueue(principal, c.req.valid('param').groupId, c.req.valid('json'))
    return c.body(null, 204)
  },
)
