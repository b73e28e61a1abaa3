import { z } from '@hono/zod-openapi'
import { listWrapUps } from '@/server/modules/conversations'
import { listGroupTargets, listReceivers } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { uuid } from '../contract'
import { onlyStaff } from '../guards'
import { requireStaff } from '../staff-auth'

/** What an agent picks from: wrap-ups, and who could take a transfer. */
export const choiceRoutes = createApp()

const base = { tags: ['Agents'], security: staffSecurity, middleware: onlyStaff('conversations.read') }
const signedIn = { 401: 'Not signed in, or no valid access token', 403: 'Not allowed' }
const items = <T extends z.ZodType>(schema: T) => z.object({ items: z.array(schema) })

const names = z.record(z.string(), z.string())

choiceRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/agent/wrap-ups',
    summary: 'The tree to pick from when closing',
    responses: {
      200: json(
        items(z.object({ id: uuid, parentId: uuid.nullable(), names, position: z.number() })),
        'Nodes',
      ),
      ...refusals(signedIn),
    },
  }),
  async (c) => {
    await requireStaff(c.req.raw, 'conversations.read')
    return c.json({ items: await listWrapUps(pool()) }, 200)
  },
)

choiceRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/agent/transfer-targets',
    summary: 'Who could take a transfer now, the freest first',
    request: { query: z.object({ search: z.string().max(80).default('') }) },
    responses: {
      200: json(
        items(
          z.object({
            id: uuid,
            name: z.string(),
            status: z.string(),
            free: z.number(),
            limit: z.number(),
            groupIds: z.array(uuid),
          }),
        ).extend({
          groups: z.array(
            z.object({
              id: uuid,
              name: z.string(),
              online: z.number(),
              free: z.number(),
              waiting: z.number(),
            }),
          ),
        }),
        'Agents and groups',
      ),
      ...refusals(signedIn),
    },
  }),
  async (c) => {
    await requireStaff(c.req.raw, 'conversations.read')
    return c.json(
      {
        items: await listReceivers(pool(), c.req.valid('query').search, 50),
        groups: await listGroupTargets(pool()),
      },
      200,
    )
  },
)
