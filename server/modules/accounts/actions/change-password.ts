import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { inTransaction, prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import type { changePasswordInput } from '../contract'
import { retryAfterSeconds } from '../domain/throttle'
import { recordAudit } from '../store/audit'
import { hashPassword, verifyPassword } from '../store/passwords'
import { countAttempt, forgiveAttempt } from '../store/sign-in-limits'
import { findUser, replacePassword } from '../store/users'

/** Ends every session of the user, this one too: the caller signs in again, with the email returned. */
export async function changePassword(
  principal: Principal,
  input: z.infer<typeof changePasswordInput>,
): Promise<{ email: string }> {
  const { userId } = principal
  // A stolen session must not be a way to guess the password: the same counter, under the user's id.
  const attempt = await countAttempt(userId, userId)
  if (!attempt.allowed) {
    const seconds = retryAfterSeconds(attempt.millisecondsLeft)
    throw new AppError('too_many_requests', 'Too many attempts.', { data: { retryAfterSeconds: seconds } })
  }
  const user = await findUser(prisma(), userId)
  if (!user || !(await verifyPassword(user.passwordHash, input.currentPassword))) {
    throw wrongField('currentPassword', 'wrong_password', 'This is not the current password.')
  }
  if (input.newPassword === input.currentPassword) {
    throw wrongField('newPassword', 'same_password', 'This is the current password.')
  }
  const hash = await hashPassword(input.newPassword)
  await inTransaction(async (tx) => {
    if (!(await replacePassword(tx, userId, user.passwordHash, hash))) {
      throw new AppError('conflict', 'The password was changed a moment ago.')
    }
    await recordAudit(tx, {
      actor: principal,
      action: 'password_changed',
      entity: 'user',
      entityId: userId,
      label: principal.name,
    })
  })
  emitSignal('user_revoked', { userId })
  await forgiveAttempt(userId, userId)
  return { email: user.email }
}

function wrongField(path: string, code: string, message: string): AppError {
  return new AppError('invalid_input', message, { fields: [{ path, message, code }] })
}
