import { z } from '@hono/zod-openapi'
import { listOfCustomer, listOwnOrders } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { createApp, createRoute, customerOf, customerSecurity, json, refusals } from '../base'
import { conversationView, orderCard } from '../contract'
import { onlyCustomers } from '../guards'
import { customerView } from '../own-conversation'

/** What belongs to the customer across all conversations. */
export const ownRoutes = createApp()

const base = { tags: ['Customers'], security: customerSecurity, middleware: onlyCustomers }
const refused = { 401: 'No valid customer token' }

ownRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/customer/conversations',
    summary: "The customer's own conversations, the newest first",
    request: {
      query: z.object({
        /** Begun before this moment. */
        before: z.iso.datetime({ offset: true }).optional(),
        limit: z.coerce.number().int().min(1).max(50).default(10),
      }),
    },
    responses: {
      200: json(z.object({ items: z.array(conversationView) }), 'Conversations'),
      ...refusals(refused),
    },
  }),
  async (c) => {
    const { before, limit } = c.req.valid('query')
    const rows = await listOfCustomer(pool(), {
      customerId: customerOf(c).customerId,
      ...(before ? { before: new Date(before) } : {}),
      limit,
    })
    return c.json({ items: await Promise.all(rows.map(customerView)) }, 200)
  },
)

ownRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/customer/orders',
    summary: "The customer's own orders, the newest first, to be sent as cards",
    responses: { 200: json(z.object({ items: z.array(orderCard) }), 'Orders'), ...refusals(refused) },
  }),
  async (c) => c.json({ items: await listOwnOrders(pool(), customerOf(c).customerId, 20) }, 200),
)
