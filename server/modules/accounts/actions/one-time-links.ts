import type { Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { type LinkPurpose, type LinkView, linkHours } from '../contract'
import { recordAudit } from '../store/audit'
import { findLink, insertLink, type LinkRow, withdrawLinks } from '../store/links'
import { findOrganization } from '../store/organization'

const HOUR_MS = 3_600_000
const place = { invitation: 'invitation', password_reset: 'reset-password' } as const

/**
 * A link by which somebody sets a password, in the caller's transaction. It stands in this answer and nowhere
 * else; a new one takes the place of the last. `by` null: asked for by whoever forgot the password.
 */
export async function makeLink(
  tx: Db,
  by: Principal | null,
  user: { id: string; name: string },
  purpose: LinkPurpose,
): Promise<{ path: string; expiresAt: string }> {
  const createdAt = now()
  const expiresAt = new Date(createdAt.getTime() + linkHours[purpose] * HOUR_MS)
  const token = await insertLink(tx, {
    ...{ userId: user.id, purpose, createdBy: by?.userId ?? null, createdAt, expiresAt },
  })
  await recordAudit(tx, {
    ...{ actor: by, action: purpose === 'invitation' ? 'invited' : 'reset_link_made' },
    ...{ entity: 'user', entityId: user.id, label: user.name },
    after: { expiresAt: expiresAt.toISOString() },
  })
  return { path: `/${place[purpose]}/${token}`, expiresAt: expiresAt.toISOString() }
}

/** What was sent out opens nothing any more. @throws {AppError} not_found when there is none */
export async function withdrawInvitation(
  tx: Db,
  by: Principal,
  user: { id: string; name: string },
): Promise<void> {
  if ((await withdrawLinks(tx, user.id, ['invitation'])) === 0)
    throw new AppError('not_found', 'There is no open invitation.')
  await recordAudit(tx, {
    ...{ actor: by, action: 'invitation_withdrawn', entity: 'user', entityId: user.id, label: user.name },
  })
}

/** One answer for a link that never was, was withdrawn, belongs to a disabled user, is used or too old. */
export function linkGone(): AppError {
  return new AppError('not_found', 'This link is not valid any more. Ask for a new one.')
}

/** @throws {AppError} not_found */
export async function getLink(token: string, purpose: LinkPurpose): Promise<LinkRow> {
  const link = await findLink(token, purpose)
  if (!link || link.usedAt || link.expiresAt <= now() || link.user.disabledAt) throw linkGone()
  return link
}

/** For the page behind the link. @throws {AppError} not_found */
export async function viewLink(token: string, purpose: LinkPurpose): Promise<LinkView> {
  const { user, expiresAt } = await getLink(token, purpose)
  const organization = await findOrganization(prisma())
  return {
    ...{ email: user.email, name: user.name, locale: user.locale, expiresAt: expiresAt.toISOString() },
    organization: organization?.name ?? '',
  }
}
