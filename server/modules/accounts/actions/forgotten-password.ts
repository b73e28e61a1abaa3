import { inTransaction } from '@/server/platform/db/prisma'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { log } from '@/server/platform/log'
import { retryAfterSeconds } from '../domain/throttle'
import { countResetRequest } from '../store/sign-in-limits'
import { findUserByEmail } from '../store/users'
import { findMailServer } from './configure-mail'
import { mailLink } from './mail-link'
import { makeLink } from './one-time-links'

/**
 * The same answer, after the same work, whether the account exists or not: the mail is made and sent after
 * it. @throws {AppError} too_many_requests, alike for names that do not exist
 */
export async function requestPasswordReset(
  email: string,
  address: string,
): Promise<{ sending: Promise<void> }> {
  const attempt = await countResetRequest(email, address)
  if (!attempt.allowed) {
    throw new AppError('too_many_requests', 'Too many attempts.', {
      data: { retryAfterSeconds: retryAfterSeconds(attempt.millisecondsLeft) },
    })
  }
  const sending = new Promise<void>((resolve) => setImmediate(resolve))
    .then(() => sendReset(email))
    .catch((err) => log().warn({ err: String(err) }, 'a link for a forgotten password could not be sent'))
  return { sending }
}

/**
 * Nothing for nobody, for whoever is disabled, and while there is no mail server: an administrator can help.
 * The address of the link is the one that was set (PUBLIC_URL), never one that the asker wrote into a header.
 */
async function sendReset(email: string): Promise<void> {
  const base = env().publicUrl
  if (!base || !(await findMailServer())) return
  const user = await findUserByEmail(email)
  if (!user || user.disabledAt || user.passwordHash === null) return
  const { path } = await inTransaction((tx) => makeLink(tx, null, user, 'password_reset'))
  await mailLink({ user, purpose: 'password_reset', link: `${base}${path}`, by: null })
}
