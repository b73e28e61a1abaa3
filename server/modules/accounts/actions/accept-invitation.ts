import type { z } from 'zod'
import { now } from '@/server/platform/clock'
import { inTransaction } from '@/server/platform/db/prisma'
import { emitSignal } from '@/server/platform/signals'
import type { acceptInvitationInput, resetPasswordInput } from '../contract'
import { recordAudit } from '../store/audit'
import { spendLink, withdrawLinks } from '../store/links'
import { hashPassword } from '../store/passwords'
import { forgiveAttempt } from '../store/sign-in-limits'
import { setPassword } from '../store/users'
import { getLink, linkGone } from './one-time-links'

/** Once: of two who accept at once the second is told that the link is gone. Returns whom to sign in. */
export async function acceptInvitation({
  token,
  password,
  name,
  locale,
}: z.output<typeof acceptInvitationInput>): Promise<{ email: string }> {
  const link = await getLink(token, 'invitation')
  const hash = await hashPassword(password)
  await inTransaction(async (tx) => {
    if (!(await spendLink(tx, link.id, now()))) throw linkGone()
    await setPassword(tx, link.userId, hash, { name, locale })
    await withdrawLinks(tx, link.userId, ['password_reset'])
    await recordAudit(tx, {
      actor: { userId: link.userId, name },
      ...{ action: 'invitation_accepted', entity: 'user', entityId: link.userId, label: name },
      ...(name !== link.user.name && { before: { name: link.user.name }, after: { name } }),
    })
  })
  emitSignal('user_revoked', { userId: link.userId })
  return { email: link.user.email }
}

/** A new password by a link: every session ends, and what was counted against the account is forgotten. */
export async function resetPassword({
  token,
  password,
}: z.output<typeof resetPasswordInput>): Promise<{ email: string }> {
  const { id, userId, user } = await getLink(token, 'password_reset')
  const hash = await hashPassword(password)
  await inTransaction(async (tx) => {
    if (!(await spendLink(tx, id, now()))) throw linkGone()
    await setPassword(tx, userId, hash, {})
    await withdrawLinks(tx, userId, ['password_reset', 'invitation'])
    await recordAudit(tx, {
      actor: { userId, name: user.name },
      ...{ action: 'password_reset', entity: 'user', entityId: userId, label: user.name },
    })
  })
  emitSignal('user_revoked', { userId })
  await forgiveAttempt(user.email, userId)
  return { email: user.email }
}
