import { createMiddleware } from 'hono/factory'
import type { Permission } from '@/server/access'
import { customerOf } from './base'
import { requireAgent, requireStaff } from './staff-auth'

/** Who may call at all is settled before the body is looked at: a stranger learns nothing from a refusal. */
export const onlyCustomers = createMiddleware(async (c, next) => {
  customerOf(c)
  await next()
})

export const onlyAgents = createMiddleware(async (c, next) => {
  await requireAgent(c.req.raw)
  await next()
})

export const onlyStaff = (permission: Permission) =>
  createMiddleware(async (c, next) => {
    await requireStaff(c.req.raw, permission)
    await next()
  })
