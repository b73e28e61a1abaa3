import { z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { can } from '@/server/access'
import { deleteOrder, listOrders, saveOrder } from '@/server/modules/conversations'
import { orderInput, orderView } from '@/server/modules/conversations/contract'
import { pushOrders } from '@/server/modules/customers'
import { pushedOrders, pushOrdersInput } from '@/server/modules/customers/contract'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { body, createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { onlyStaff } from '../guards'
import { requireStaff } from '../staff-auth'

/** Orders are the shop's: it tells them, routing reads their owners and agents see them. */
export const orderRoutes = createApp()

orderRoutes.openapi(
  createRoute({
    method: 'put',
    path: '/admin/orders/{externalId}',
    tags: ['Administration'],
    summary: 'Tell an order of the shop, or tell it anew',
    description:
      'What is absent is emptied; the same call again changes nothing. A customer who has not come yet is made. After sale the owner of the order is served first.',
    security: staffSecurity,
    middleware: onlyStaff('channels.write'),
    request: { params: z.object({ externalId: z.string().trim().min(1).max(64) }), ...body(orderInput) },
    responses: {
      201: json(orderView, 'Made'),
      200: json(orderView, 'It was there, and is now as told'),
      ...refusals({ 401: 'No valid access token', 403: 'Not allowed' }),
    },
  }),
  async (c) => {
    await requireStaff(c.req.raw, 'channels.write')
    const { created, ...order } = await saveOrder(c.req.valid('param').externalId, c.req.valid('json'))
    return created ? c.json(order, 201) : c.json(order, 200)
  },
)

/** Orders lie in no group: whoever sees only the customers of some groups does not see them here. */
const seesAllCustomers = createMiddleware(async (c, next) => {
  const principal = await requireStaff(c.req.raw, 'customers.read')
  if (!can(principal, 'customers.read', {})) {
    throw new AppError('forbidden', 'You are not allowed to do this.')
  }
  await next()
})

orderRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/admin/orders',
    tags: ['Administration'],
    summary: 'Orders of a customer, the newest first',
    security: staffSecurity,
    middleware: seesAllCustomers,
    request: { query: z.object({ customer: z.string().trim().min(1).max(200) }) },
    responses: {
      200: json(z.object({ items: z.array(orderView) }), 'At most 200'),
      ...refusals({ 401: 'No valid access token', 403: 'Not allowed' }),
    },
  }),
  async (c) => c.json({ items: await listOrders(pool(), c.req.valid('query').customer) }, 200),
)

orderRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/admin/orders',
    tags: ['Administration'],
    summary: 'Tell up to 500 orders at once',
    description:
      'Each row is what PUT /admin/orders/{externalId} takes, with its externalId. A bad row names its fields and does not stop the others, unless atomic is true: then all are stored or none. The same call again changes nothing.',
    security: staffSecurity,
    middleware: onlyStaff('channels.write'),
    request: body(pushOrdersInput),
    responses: {
      200: json(pushedOrders, 'What became of each row, in their order'),
      ...refusals({ 401: 'No valid access token', 403: 'Not allowed', 413: 'More than 2 MB' }),
    },
  }),
  async (c) => {
    await requireStaff(c.req.raw, 'channels.write')
    return c.json(await pushOrders(c.req.valid('json')), 200)
  },
)

orderRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/admin/orders/{externalId}',
    tags: ['Administration'],
    summary: 'Forget an order',
    description: 'Conversations about it stay.',
    security: staffSecurity,
    middleware: onlyStaff('channels.write'),
    request: { params: z.object({ externalId: z.string().trim().min(1).max(64) }) },
    responses: {
      204: { description: 'Gone' },
      ...refusals({ 401: 'No valid access token', 403: 'Not allowed', 404: 'No such order' }),
    },
  }),
  async (c) => {
    await requireStaff(c.req.raw, 'channels.write')
    if (!(await deleteOrder(pool(), c.req.valid('param').externalId)))
      throw new AppError('not_found', 'There is no such order.')
    return c.body(null, 204)
  },
)
