import type { z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { can, type Permission, type Principal } from '@/server/access'
import { ensureCategory, ensureChannel } from '@/server/modules/channels'
import { ensureRule } from '@/server/modules/dispatch'
import { ensureAgent, ensureGroup } from '@/server/modules/workforce'
import { AppError } from '@/server/platform/errors'
import {
  agentInput,
  agentView,
  categoryInput,
  channelInput,
  channelView,
  groupInput,
  groupView,
  idView,
  ruleInput,
} from '../admin-contract'
import { body, createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { requireStaff } from '../staff-auth'

/** Setting an installation up from outside; every call can be repeated without making anything twice. */
export const adminRoutes = createApp()

/** What is made here lies in no group yet, so the permission must hold everywhere. */
async function requireEverywhere(request: Request, permissions: Permission[]): Promise<Principal> {
  let principal: Principal | undefined
  for (const permission of permissions) {
    principal = await requireStaff(request, permission)
    if (!can(principal, permission, {})) throw new AppError('forbidden', 'You are not allowed to do this.')
  }
  return principal!
}

type Setup<In extends z.ZodType, Out extends z.ZodType> = {
  path: string
  summary: string
  description: string
  permissions: Permission[]
  input: In
  output: Out
  run: (principal: Principal, input: z.infer<In>) => Promise<z.infer<Out> & { created: boolean }>
}

function setup<In extends z.ZodType, Out extends z.ZodType>(s: Setup<In, Out>): void {
  adminRoutes.openapi(
    createRoute({
      method: 'post',
      path: s.path,
      tags: ['Administration'],
      summary: s.summary,
      description: s.description,
      security: staffSecurity,
      middleware: createMiddleware(async (c, next) => {
        await requireEverywhere(c.req.raw, s.permissions)
        await next()
      }),
      request: body(s.input),
      responses: {
        201: json(s.output, 'Made'),
        200: json(s.output, 'It was there'),
        ...refusals({
          401: 'No valid access token',
          403: 'Not allowed',
          409: 'A unique value is taken by something else',
        }),
      },
    }),
    async (c) => {
      const principal = await requireEverywhere(c.req.raw, s.permissions)
      const { created, ...view } = await s.run(principal, c.req.valid('json' as never) as z.infer<In>)
      return c.json(view as never, created ? 201 : 200)
    },
  )
}

setup({
  path: '/admin/groups',
  summary: 'Make a skill group unless there is one of this name',
  description: 'A group that exists is left as it is.',
  permissions: ['groups.write'],
  input: groupInput,
  output: groupView,
  run: ensureGroup,
})

setup({
  path: '/admin/categories',
  summary: 'Make a question category unless its parent has one of this English name',
  description: 'New ones come last among their siblings.',
  permissions: ['channels.write'],
  input: categoryInput,
  output: idView,
  run: (principal, { names, parentId }) => ensureCategory(principal, { names, parentId: parentId ?? null }),
})

setup({
  path: '/admin/agents',
  summary: 'Make an agent, or bring limit and memberships of the one with this address up to date',
  description:
    'Memberships that are not named stay. The answer carries a new access token that acts as this agent. An address of somebody who is more than an agent is refused.',
  permissions: ['users.write', 'agents.write'],
  input: agentInput,
  output: agentView,
  run: (principal, input) => ensureAgent(principal, { ...input, publicName: input.publicName ?? input.name }),
})

setup({
  path: '/admin/channels',
  summary: 'Make a channel unless there is one of this name',
  description: 'Without publicKey one is made. A channel that exists is left as it is.',
  permissions: ['channels.write'],
  input: channelInput,
  output: channelView,
  run: ensureChannel,
})

setup({
  path: '/admin/routing-rules',
  summary: 'Make a routing rule unless there is one of this name',
  description: 'New rules come last, so they take nothing from those before them.',
  permissions: ['routing.write'],
  input: ruleInput,
  output: idView,
  run: ensureRule,
})
