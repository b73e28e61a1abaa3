import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { addressOf, limitCalls } from '@/server/http/limits'
import { standingNow } from '@/server/modules/conversations'
import { AppError } from '@/server/platform/errors'
import { noteRoute } from '@/server/platform/request-context'
import { problem } from './contract'
import { type CustomerClaims, rememberCustomer, verifyCustomerToken } from './customer-token'
import { refusalOf } from './parse-input'

/** A Hono app whose refused inputs become one kind of error, with the path of each wrong field. */
export function createApp(): OpenAPIHono {
  return new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw refusalOf(result.error)
    },
  })
}

const problemContent = { 'application/problem+json': { schema: problem } }

type Refusals = Partial<Record<400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 503, string>>

/** The refusals of an endpoint for the description; 400 and 503 belong to all. */
export function refusals(more: Refusals = {}) {
  const all: Refusals = {
    400: 'A field is missing or wrong',
    503: 'The database does not answer; try again',
    ...more,
  }
  return Object.fromEntries(
    Object.entries(all).map(([status, description]) => [status, { description, content: problemContent }]),
  )
}

export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  content: { 'application/json': { schema } },
  description,
})
export const body = <T extends z.ZodType>(schema: T) => ({
  body: { content: { 'application/json': { schema } }, required: true },
})

export const customerSecurity = [{ customer: [] }]
export const staffSecurity = [{ staff: [] }]

/** @throws {AppError} unauthenticated, token_expired */
export function customerOf(c: Context): CustomerClaims {
  const header = c.req.header('authorization')
  const claims = verifyCustomerToken(header?.startsWith('Bearer ') ? header.slice(7) : null)
  const survivor: unknown = c.get('survivorId' as never)
  return typeof survivor === 'string' ? { ...claims, customerId: survivor } : claims
}

/** The token of somebody who was merged opens what is the survivor's: looked up once a request. */
export const withSurvivor = createMiddleware(async (c, next) => {
  const header = c.req.header('authorization')
  const claims = header?.startsWith('Bearer swc_') ? rememberCustomer(header.slice(7)) : null
  if (claims) {
    limitCalls(claims.customerId, addressOf(c.req.raw))
    const standing = await standingNow(claims.customerId)
    if (!standing || standing.erased)
      throw new AppError('token_expired', 'The token has expired. Open a new session.')
    if (standing.id !== claims.customerId) c.set('survivorId' as never, standing.id as never)
  }
  await next()
})

const ABOUT = /\/conversations\/([0-9a-f]{8}-[0-9a-f-]{27})(?:\/|$)/i

/** Tells metrics and the log which route answers, and about which conversation. */
export const withRoute = createMiddleware(async (c, next) => {
  const last = matchedRoutes(c).at(-1)?.path ?? '*'
  noteRoute(last.includes('*') ? 'other' : last, ABOUT.exec(c.req.path)?.[1]?.toLowerCase())
  await next()
})

export { createRoute }
