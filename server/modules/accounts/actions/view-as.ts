import { decode, encode } from 'next-auth/jwt'
import { can, narrowTo, type Principal } from '@/server/access'
import { inTransaction, prisma } from '@/server/platform/db/prisma'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { secrets } from '@/server/platform/secrets'
import { type StartViewInput, startViewInput, viewCookieName } from '../contract'
import { cookieValue } from '../domain/cookie-value'
import { recordAudit } from '../store/audit'
import { cachedRole, cachedUser } from '../store/principal-cache'
import { findKnownUser } from '../store/principals'
import { findRole } from '../store/roles'

const viewSeconds = 60 * 60
const salt = 'view'

/**
 * The view stands in a cookie of its own beside the session, encrypted and bound to the viewer. A session
 * without it is the viewer's again; nothing about the session itself changes, so an open stream of the same
 * browser keeps what it was opened with. Returns the value of a Set-Cookie header.
 */
export async function startView(principal: Principal, input: StartViewInput): Promise<string> {
  const label = await nameOf(input)
  if (label === null || input.id === principal.userId)
    throw new AppError('not_found', 'There is no such view.')
  await note(principal, 'view_started', input.kind, input.id, label)
  const token = await encode({
    token: { sub: principal.userId, kind: input.kind, id: input.id },
    ...{ secret: secrets().authSecret, salt, maxAge: viewSeconds },
  })
  return setCookie(token, viewSeconds)
}

/** Ending what has ended by itself is fine. */
export async function endView({ userId, name, viewing }: Principal): Promise<string> {
  if (viewing) await note({ userId, name }, 'view_ended', viewing.kind, viewing.id, viewing.name)
  return setCookie('', 0)
}

/** The principal of a session that views, or the viewer's own where there is no view, or it is over. */
export async function asViewed(
  viewer: Principal,
  cookieHeader: string | null | undefined,
): Promise<Principal> {
  const token = cookieValue(cookieHeader, [viewCookieName])
  if (!token || !can(viewer, 'roles.read')) return viewer
  const claims = await decode({ token, secret: secrets().authSecret, salt }).catch(() => null)
  const view = startViewInput.safeParse(claims)
  if (claims?.sub !== viewer.userId || !view.success) return viewer
  const { kind, id } = view.data
  if (kind === 'role') {
    const role = await cachedRole(id)
    if (!role) return viewer
    const { name, permissions, key } = role
    return narrowTo(viewer, { permissions, roles: [key] }, { kind, id, name })
  }
  const user = await cachedUser(id)
  if (!user || user.disabled) return viewer
  return narrowTo(viewer, user.principal, { kind, id, name: user.principal.name })
}

async function nameOf({ kind, id }: StartViewInput): Promise<string | null> {
  if (kind === 'role') return (await findRole(prisma(), id))?.name ?? null
  const user = await findKnownUser(id)
  return user && !user.disabled ? user.principal.name : null
}

function note(
  actor: Pick<Principal, 'userId' | 'name'>,
  action: 'view_started' | 'view_ended',
  entity: 'role' | 'user',
  entityId: string,
  label: string,
): Promise<void> {
  return inTransaction((tx) => recordAudit(tx, { actor, action, entity, entityId, label }))
}

function setCookie(value: string, seconds: number): string {
  const secure = env().publicUrl?.startsWith('https:') ? '; Secure' : ''
  return `${viewCookieName}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`
}
