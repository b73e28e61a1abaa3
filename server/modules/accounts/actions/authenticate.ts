import { decode } from 'next-auth/jwt'
import type { Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import { noteCredential } from '@/server/platform/request-context'
import { secrets } from '@/server/platform/secrets'
import { cookieValue } from '../domain/cookie-value'
import { isToken, readBearer } from '../domain/token-format'
import { cachedToken, cachedUser } from '../store/principal-cache'
import { sessionCookieName } from '../store/session-cookie'
import { hashToken, markTokenUsed } from '../store/tokens'
import { asViewed } from './view-as'

const useNotedEveryMs = 60_000

/** Reads an `Authorization: Bearer swy_pat_…` header. null = not signed in, for whatever reason. */
export async function authenticateToken(header: string | null | undefined): Promise<Principal | null> {
  const text = readBearer(header)
  if (!text || !isToken(text)) return null
  const token = await cachedToken(hashToken(text))
  const at = now()
  if (!token || (token.expiresAt && token.expiresAt <= at)) return null
  const user = await cachedUser(token.userId)
  if (!user || user.disabled) return null
  if (!token.lastUsedAt || at.getTime() - token.lastUsedAt.getTime() > useNotedEveryMs) {
    token.lastUsedAt = at
    await markTokenUsed(token.id, at)
  }
  noteCredential('token', token.name)
  return user.principal
}

/** Reads next-auth's signed cookie and checks it against the database: a new password and signing out end it. */
export async function authenticateCookie(cookieHeader: string | null | undefined): Promise<Principal | null> {
  const session = await readSessionCookie(cookieHeader)
  if (!session) return null
  const user = await cachedUser(session.userId)
  if (!user || user.disabled || user.sessionVersion !== session.sessionVersion) return null
  if (session.id !== null && user.endedSessions.includes(session.id)) return null
  if (session.secondStepDue && !user.secondStep) return whileSecondStepIsDue(user.principal)
  noteCredential('session', null)
  return asViewed(user.principal, cookieHeader)
}

/** Nothing is allowed but what `whileDue` lets through: a password alone does not open this account. */
function whileSecondStepIsDue(principal: Principal): Principal {
  const { userId, name } = principal
  const nothing = { agentId: null, roles: [], permissions: {}, groupIds: [], scopeGroupIds: [] }
  return { userId, name, ...nothing, secondStepDue: true }
}

/** Bearer token if there is one, else the cookie: a wrong token never falls back to a cookie. */
export function authenticateRequest(request: Request): Promise<Principal | null> {
  const authorization = request.headers.get('authorization')
  if (authorization) return authenticateToken(authorization)
  return authenticateCookie(request.headers.get('cookie'))
}

type SessionClaims = {
  /** null in cookies from before sessions had one. */
  id: string | null
  userId: string
  sessionVersion: number
  locale: string | null
  secondStepDue: boolean
}

/** What the cookie says; the signature is checked, the database is not asked. */
export async function readSessionCookie(header: string | null | undefined): Promise<SessionClaims | null> {
  const value = cookieValue(header, [sessionCookieName()])
  if (!value) return null
  const claims = await decode({ token: value, secret: secrets().authSecret }).catch(() => null)
  if (!claims?.sub || typeof claims.sessionVersion !== 'number') return null
  const locale = typeof claims.locale === 'string' ? claims.locale : null
  const secondStepDue = claims.secondStepDue === true
  const id = typeof claims.sid === 'string' ? claims.sid : null
  return { id, userId: claims.sub, sessionVersion: claims.sessionVersion, locale, secondStepDue }
}
