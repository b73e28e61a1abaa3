import { z } from '@hono/zod-openapi'
import {
  changeMacro,
  changeView,
  createMacro,
  deleteMacro,
  dropView,
  listMacros,
  listSavedViews,
  orderViews,
  saveView,
} from '@/server/modules/conversations'
import { body, createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { uuid } from '../contract'
import { onlyStaff } from '../guards'
import { requireStaff } from '../staff-auth'
import { macroInput, macroView, orderInput, savedView, savedViewInput } from '../work-contract'

/** What a person keeps for the work: macros and saved filters. */
export const ownToolRoutes = createApp()

const params = z.object({ id: uuid })
const signedIn = { 401: 'Not signed in, or no valid access token', 403: 'Not allowed' }
const one = { ...signedIn, 404: 'None of this id' }
const readers = { tags: ['Agents'], security: staffSecurity, middleware: onlyStaff('conversations.read') }
const writers = { ...readers, middleware: onlyStaff('replies.write') }
const items = <T extends z.ZodType>(schema: T) => z.object({ items: z.array(schema) })

ownToolRoutes.openapi(
  createRoute({
    ...readers,
    method: 'get',
    path: '/agent/macros',
    summary: 'Own macros, those of the own groups, those for all',
    responses: { 200: json(items(macroView), 'In order'), ...refusals(signedIn) },
  }),
  async (c) => c.json({ items: await listMacros(await requireStaff(c.req.raw, 'conversations.read')) }, 200),
)

ownToolRoutes.openapi(
  createRoute({
    ...writers,
    method: 'post',
    path: '/agent/macros',
    summary: 'Keep a macro',
    request: body(macroInput),
    responses: { 201: json(macroView, 'The macro'), ...refusals(signedIn) },
  }),
  async (c) =>
    c.json(await createMacro(await requireStaff(c.req.raw, 'replies.write'), c.req.valid('json')), 201),
)

ownToolRoutes.openapi(
  createRoute({
    ...writers,
    method: 'put',
    path: '/agent/macros/{id}',
    summary: 'Change a macro',
    request: { params, ...body(macroInput) },
    responses: {
      200: json(macroView, 'The macro'),
      ...refusals({ ...one, 409: 'Changed by somebody else' }),
    },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'replies.write')
    return c.json(await changeMacro(principal, c.req.valid('param').id, c.req.valid('json')), 200)
  },
)

ownToolRoutes.openapi(
  createRoute({
    ...writers,
    method: 'delete',
    path: '/agent/macros/{id}',
    summary: 'Delete a macro',
    request: { params },
    responses: { 204: { description: 'Deleted' }, ...refusals(one) },
  }),
  async (c) => {
    await deleteMacro(await requireStaff(c.req.raw, 'replies.write'), c.req.valid('param').id)
    return c.body(null, 204)
  },
)

ownToolRoutes.openapi(
  createRoute({
    ...readers,
    method: 'get',
    path: '/agent/views',
    summary: 'Own saved filters of a screen',
    request: { query: z.object({ screen: z.string().max(40).default('workspace') }) },
    responses: { 200: json(items(savedView), 'In order'), ...refusals(signedIn) },
  }),
  async (c) => {
    const { userId } = await requireStaff(c.req.raw)
    return c.json({ items: await listSavedViews(userId, c.req.valid('query').screen) }, 200)
  },
)

ownToolRoutes.openapi(
  createRoute({
    ...readers,
    method: 'post',
    path: '/agent/views',
    summary: 'Save a filter',
    request: body(savedViewInput),
    responses: { 201: json(savedView, 'The view'), ...refusals({ ...signedIn, 409: 'The name is taken' }) },
  }),
  async (c) => {
    const { userId } = await requireStaff(c.req.raw)
    return c.json(await saveView(userId, c.req.valid('json')), 201)
  },
)

ownToolRoutes.openapi(
  createRoute({
    ...readers,
    method: 'put',
    path: '/agent/views/order',
    summary: 'Put the own saved filters in order',
    request: body(orderInput),
    responses: { 204: { description: 'Ordered' }, ...refusals(signedIn) },
  }),
  async (c) => {
    const { userId } = await requireStaff(c.req.raw)
    await orderViews(userId, c.req.valid('json').ids)
    return c.body(null, 204)
  },
)

ownToolRoutes.openapi(
  createRoute({
    ...readers,
    method: 'put',
    path: '/agent/views/{id}',
    summary: 'Rename or change a saved filter',
    request: { params, ...body(savedViewInput) },
    responses: { 204: { description: 'Changed' }, ...refusals({ ...one, 409: 'The name is taken' }) },
  }),
  async (c) => {
    const { userId } = await requireStaff(c.req.raw)
    await changeView(userId, c.req.valid('param').id, c.req.valid('json'))
    return c.body(null, 204)
  },
)

ownToolRoutes.openapi(
  createRoute({
    ...readers,
    method: 'delete',
    path: '/agent/views/{id}',
    summary: 'Delete a saved filter',
    request: { params },
    responses: { 204: { description: 'Deleted' }, ...refusals(one) },
  }),
  async (c) => {
    const { userId } = await requireStaff(c.req.raw)
    await dropView(userId, c.req.valid('param').id)
    return c.body(null, 204)
  },
)
