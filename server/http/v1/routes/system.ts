import { can } from '@/server/access'
import { readHealth } from '@/server/modules/operations'
import { systemHealth } from '@/server/modules/operations/contract'
import { AppError } from '@/server/platform/errors'
import { createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { requireStaff } from '../staff-auth'

/** How the installation does, for a watch of one's own. */
export const systemRoutes = createApp()

systemRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/admin/system',
    tags: ['Administration'],
    summary: 'How the installation does',
    description:
      'Database, processes, jobs, timers, wake-ups, deliveries and disk, each with its state, and everything that is not well. Times are milliseconds since 1970 unless a name says seconds.',
    security: staffSecurity,
    responses: {
      200: json(systemHealth, 'The state of everything'),
      ...refusals({ 401: 'No valid access token', 403: 'Not allowed' }),
    },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'settings.write')
    if (!can(principal, 'settings.write', {}))
      throw new AppError('forbidden', 'You are not allowed to do this.')
    return c.json(await readHealth(), 200)
  },
)
