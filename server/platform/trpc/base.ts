import { initTRPC } from '@trpc/server'
import { can, type Permission, type Principal } from '@/server/access'
import { AppError, viewingOnly } from '../errors'
import { requireStorable } from '../storable'
import { appErrorOf, errorData, toTrpcError } from './errors'

export type Context = {
  principal: Principal | null
  /** The machine that asks, and the site it asks at; for limits and links. */
  address?: string
  origin?: string
  /** For a procedure that sets a cookie; absent where nobody answers over HTTP. */
  responseHeaders?: Headers
  /** Counts a search of this person, and refuses when there were too many. */
  limitSearch?: (userId: string) => void
}

type Meta = {
  permission?: Permission
  /** Changes nothing but the view itself. */
  whileViewing?: boolean
  /** Belongs to setting up the second step that is due. */
  whileDue?: boolean
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
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

/** One place maps what modules throw, and keeps those out who may only look, or have yet to come in. */
const mapped = t.procedure
  .use(async ({ next }) => {
    const result = await next()
    if (!result.ok) throw toTrpcError(result.error)
    return result
  })
  .use(({ ctx, type, meta, next }) => {
    if (ctx.principal?.viewing && type === 'mutation' && !meta?.whileViewing) throw viewingOnly()
    if (ctx.principal?.secondStepDue && !meta?.whileDue)
      throw new AppError('forbidden', 'Set up the second step first.', {
        data: { reason: 'second_step_due' },
      })
    return next()
  })
  .use(async ({ ctx, type, getRawInput, next }) => {
    if (ctx.limitSearch && ctx.principal && type === 'query' && searches(await getRawInput()))
      ctx.limitSearch(ctx.principal.userId)
    return next()
  })

/** Words to search for make a list dear; they have one name in every input. */
const searches = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'search' in input && Boolean(input.search)

/** Reads the input only once its sender is let in. */
const storable = t.middleware(async ({ getRawInput, next }) => {
  const input = await getRawInput().catch((error: unknown) => {
    if (error instanceof AppError) throw error
    throw new AppError('malformed', 'The request is not valid JSON.')
  })
  requireStorable(input)
  return next()
})

/** For anybody at all: what it does is guarded by something the caller knows, and counted. */
export const openProcedure = mapped.use(storable)

/** For whoever is signed in, whatever the roles: one's own profile. */
export const signedInProcedure = mapped
  .use(({ ctx, next }) => next({ ctx: { principal: required(ctx.principal) } }))
  .use(storable)

/** For whoever is signed in, also while a second step is due. */
export const enteringProcedure = mapped
  .meta({ whileDue: true })
  .use(({ ctx, next }) => next({ ctx: { principal: required(ctx.principal) } }))
  .use(storable)

/** Ends what the session looks at; allowed while it looks. */
export const viewProcedure = mapped
  .meta({ whileViewing: true })
  .use(({ ctx, next }) => next({ ctx: { principal: required(ctx.principal) } }))
  .use(storable)

/**
 * For those who hold `permission` in any scope. Checked before the input is read; an action that works on
 * one record checks again with that record as the target.
 */
export function protectedProcedure(permission: Permission) {
  return mapped
    .meta({ permission })
    .use(({ ctx, next }) => {
      const principal = required(ctx.principal)
      if (!can(principal, permission)) throw new AppError('forbidden', 'You are not allowed to do this.')
      return next({ ctx: { principal } })
    })
    .use(storable)
}

function required(principal: Principal | null): Principal {
  if (!principal) throw new AppError('unauthenticated', 'Sign in first.')
  return principal
}
