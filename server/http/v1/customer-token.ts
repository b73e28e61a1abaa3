import { createHmac, timingSafeEqual } from 'node:crypto'
import { nowMs } from '@/server/platform/clock'
import { AppError } from '@/server/platform/errors'
import { secrets } from '@/server/platform/secrets'
import { singleton } from '@/server/platform/singleton'

/** What a customer's token says. */
export type CustomerClaims = { customerId: string; channelId: string; anonymous: boolean; expiresAt: number }

const PREFIX = 'swc_'
const LIFETIME_MS = 30 * 24 * 3_600_000
/** An expired token still tells who the anonymous visitor was, for so long. */
const REMEMBER_MS = 365 * 24 * 3_600_000
const KEPT = 20_000

const verified = () => singleton('customer.tokens', () => new Map<string, CustomerClaims>())

const signatureOf = (body: string): Buffer =>
  createHmac('sha256', secrets().tokenSecret).update(`customer:${body}`).digest()

export function signCustomerToken(claims: Omit<CustomerClaims, 'expiresAt'>): {
  token: string
  expiresAt: number
} {
  const expiresAt = nowMs() + LIFETIME_MS
  const body = Buffer.from(
    JSON.stringify([claims.customerId, claims.channelId, claims.anonymous ? 1 : 0, expiresAt]),
  ).toString('base64url')
  return { token: `${PREFIX}${body}.${signatureOf(body).toString('base64url')}`, expiresAt }
}

function read(token: string): CustomerClaims | null {
  const kept = verified().get(token)
  if (kept) return kept
  const [body, signature] = token.startsWith(PREFIX) ? token.slice(PREFIX.length).split('.') : []
  if (!body || !signature) return null
  const given = Buffer.from(signature, 'base64url')
  const right = signatureOf(body)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  const [customerId, channelId, anonymous, expiresAt] = JSON.parse(Buffer.from(body, 'base64url').toString())
  const claims = { customerId, channelId, anonymous: anonymous === 1, expiresAt }
  if (verified().size >= KEPT) verified().clear()
  verified().set(token, claims)
  return claims
}

/** @throws {AppError} unauthenticated for a forged one, token_expired for an old one */
export function verifyCustomerToken(token: string | null): CustomerClaims {
  const claims = token ? read(token) : null
  if (!claims) throw new AppError('unauthenticated', 'A valid customer token is needed.')
  if (claims.expiresAt <= nowMs())
    throw new AppError('token_expired', 'The token has expired. Open a new session.')
  return claims
}

/** Who an anonymous visitor was, from an earlier token, expired or not; null when it was never ours. */
export function rememberCustomer(token: string | undefined): CustomerClaims | null {
  const claims = token ? read(token) : null
  return claims && claims.expiresAt + REMEMBER_MS > nowMs() ? claims : null
}
