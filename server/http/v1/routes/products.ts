import { z } from '@hono/zod-openapi'
import { deleteProduct, pushProducts } from '@/server/modules/customers'
import { pushedOrders, pushProductsInput } from '@/server/modules/customers/contract'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { body, createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { onlyStaff } from '../guards'
import { requireStaff } from '../staff-auth'

/** Products are the shop's: it tells them, and agents recommend them as cards. */
export const productRoutes = createApp()

productRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/admin/products',
    tags: ['Administration'],
    summary: 'Tell up to 500 products that agents may recommend',
    description:
      'Each row: externalId, title, subtitle, amount, currency, imageUrl, url. A bad row names its fields and does not stop the others; the same call again changes nothing.',
    security: staffSecurity,
    middleware: onlyStaff('channels.write'),
    request: body(pushProductsInput),
    responses: {
      200: json(pushedOrders, 'What became of each row, in their order'),
      ...refusals({ 401: 'No valid access token', 403: 'Not allowed', 413: 'More than 2 MB' }),
    },
  }),
  async (c) => {
    await requireStaff(c.req.raw, 'channels.write')
    return c.json(await pushProducts(c.req.valid('json').products), 200)
  },
)

productRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/admin/products/{externalId}',
    tags: ['Administration'],
    summary: 'Forget a product',
    security: staffSecurity,
    middleware: onlyStaff('channels.write'),
    request: { params: z.object({ externalId: z.string().trim().min(1).max(64) }) },
    responses: {
      204: { description: 'Gone' },
      ...refusals({ 401: 'No valid access token', 403: 'Not allowed', 404: 'No such product' }),
    },
  }),
  async (c) => {
    await requireStaff(c.req.raw, 'channels.write')
    if (!(await deleteProduct(pool(), c.req.valid('param').externalId)))
      throw new AppError('not_found', 'There is no such product.')
    return c.body(null, 204)
  },
)
