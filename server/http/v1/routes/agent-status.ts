import { getStatusHistory } from '@/server/modules/workforce'
import { statusHistory, statusHistoryQuery } from '@/server/modules/workforce/contract'
import { createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { onlyStaff } from '../guards'
import { requireStaff } from '../staff-auth'

export const statusRoutes = createApp()

statusRoutes.openapi(
  createRoute({
    tags: ['Agents'],
    security: staffSecurity,
    middleware: onlyStaff('conversations.read'),
    method: 'get',
    path: '/agent/status-history',
    summary: 'Every change of status in a period: the own, or an agent’s by the permission to monitor',
    request: { query: statusHistoryQuery },
    responses: {
      200: json(statusHistory, 'Spans without gap or overlap, and the time in each'),
      ...refusals({ 401: 'Not signed in', 403: 'Not allowed', 404: 'No such agent' }),
    },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.read')
    return c.json(await getStatusHistory(principal, c.req.valid('query')), 200)
  },
)
