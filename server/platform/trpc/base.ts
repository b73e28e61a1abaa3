import { initTRPC } from '@trpc/server'
import { can, type Permission, type Principal } from '@/server/access'
import { AppError } from '../errors'
import { appErrorOf, errorData, toTrpcError } from './errors'

export type Context = { principal: Principal | null }

const t = initTRPC
  .context<Context>()
  .meta<{ permission?: Permission }>()
  .create({
    errorFormatter: ({ shape, error }) => ({
      message: appErrorOf(error).message,
      code: shape.code,
      data: { code: shape.data.code, httpStatus: shape.data.httpStatus, ...errorData(error) },
    }),
  })

export const router = t.router
export const mergeRouters = t.mergeRouters
export const createCaller = t.createCallerFactory

/** One place maps what modules throw. */
const mapped = t.procedure.use(async ({ next }) => {
  const result = await next()
  if (!result.ok) throw toTrpcError(result.error)
  return result
})

/** For whoever is signed in, whatever the roles: one's own profile. */
export const signedInProcedure = mapped.use(({ ctx, next }) => {
  return next({ ctx: { principal: required(ctx.principal) } })
})

/**
 * For those who hold `permission` in any scope. Checked before the input is read; an action that works on
 * one record checks again with that record as the target.
 */
export function protectedProcedure(permission: Permission) {
  return mapped.meta({ permission }).use(({ ctx, next }) => {
    const principal = required(ctx.principal)
    if (!can(principal, permission)) throw new AppError('forbidden', 'You are not allowed to do this.')
    return next({ ctx: { principal } })
  })
}

function required(principal: Principal | null): Principal {
  if (!principal) throw new AppError('unauthenticated', 'Sign in first.')
  return principal
}
