import { now } from '@/server/platform/clock'
import { signInInput } from '../contract'
import { retryAfterSeconds } from '../domain/throttle'
import { verifyPassword } from '../store/passwords'
import { countAttempt, forgiveAttempt } from '../store/sign-in-limits'
import { findUserByEmail, markSignedIn } from '../store/users'

export type SignInResult =
  | { kind: 'signed_in'; userId: string; name: string; locale: string | null; sessionVersion: number }
  /** Wrong name, wrong password, no password, disabled: one answer, after the same time. */
  | { kind: 'refused' }
  | { kind: 'throttled'; retryAfterSeconds: number }

/** `address` is the machine that asks, as the entry sees it. */
export async function signIn(input: unknown, address: string): Promise<SignInResult> {
  const parsed = signInInput.safeParse(input)
  if (!parsed.success) return { kind: 'refused' }
  const { email, password } = parsed.data
  const attempt = await countAttempt(email, address)
  if (!attempt.allowed) {
    return { kind: 'throttled', retryAfterSeconds: retryAfterSeconds(attempt.millisecondsLeft) }
  }
  const user = await findUserByEmail(email)
  const right = await verifyPassword(user?.passwordHash ?? null, password)
  if (!user || !right || user.disabledAt) return { kind: 'refused' }
  await Promise.all([forgiveAttempt(email, address), markSignedIn(user.id, now())])
  const { id: userId, name, locale, sessionVersion } = user
  return { kind: 'signed_in', userId, name, locale, sessionVersion }
}
