import type { Principal } from '@/server/access'
import { scopeNeeded } from '@/server/access/endpoint-scopes'
import { clientAddress } from '@/server/http/client-address'
import { findKey, looksLikeKey, noteKeyUse, principalOfKey } from '@/server/modules/integrations'
import { AppError } from '@/server/platform/errors'
import { requireTurn } from '@/server/platform/limits'

/** A guard and its route both ask who calls: it is one call. */
const asked = new WeakMap<Request, Promise<Principal>>()

const keyOf = (request: Request): string | null =>
  /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null

export const comesWithKey = (request: Request): boolean => looksLikeKey(keyOf(request))

/** @throws {AppError} unauthenticated, forbidden, too_many_requests */
export function authenticateKey(request: Request): Promise<Principal> {
  const known = asked.get(request)
  if (known) return known
  const principal = letIn(request)
  asked.set(request, principal)
  return principal
}

/** Whether a stream that was opened with it may go on. */
export const keyStillHolds = async (request: Request): Promise<boolean> => {
  const found = await lookUp(request)
  const scope = scopeOfRequest(request)
  return found !== null && scope !== null && scope !== 'person' && found.scopes.includes(scope)
}

const lookUp = (request: Request) =>
  findKey(
    keyOf(request) ?? '',
    clientAddress((name) => request.headers.get(name)),
  )

function scopeOfRequest(request: Request) {
  const { pathname } = new URL(request.url)
  return scopeNeeded(request.method, pathname.replace(/^\/api\/v1/, ''))
}

async function letIn(request: Request): Promise<Principal> {
  const key = await lookUp(request)
  if (!key) throw new AppError('unauthenticated', 'The key is not valid, or not from this address.')
  const limit = { name: `keys.${key.perMinute}`, points: key.perMinute, seconds: 60 }
  requireTurn(
    limit,
    key.id,
    (s) => `The key may be used ${key.perMinute} times a minute. Try again in ${s} s.`,
  )
  await noteKeyUse(key)
  const scope = scopeOfRequest(request)
  if (scope === null || scope === 'person') {
    throw new AppError('forbidden', 'This is a person’s own. Use a personal access token.')
  }
  if (!key.scopes.includes(scope)) throw new AppError('forbidden', `The key needs the scope ${scope}.`)
  return principalOfKey(key, scope)
}
