import { now } from '@/server/platform/clock'
import { prisma } from '@/server/platform/db/prisma'
import { signInInput } from '../contract'
import { retryAfterSeconds } from '../domain/throttle'
import { verifyPassword } from '../store/passwords'
import { findSecondStep } from '../store/second-step'
import { countAttempt, forgiveAttempt } from '../store/sign-in-limits'
import { findUserByEmail, markSignedIn } from '../store/users'
import { isPasswordOff } from './password-off'
import { isRequiredOf, takeCode } from './second-step'

export type SignedIn = {
  kind: 'signed_in'
  userId: string
  name: string
  locale: string | null
  sessionVersion: number
  /** A second step is asked for and not set up: the session does nothing else until it is. */
  secondStepDue: boolean
}

export type SignInResult =
  | SignedIn
  /** Wrong name, wrong password, no password, disabled: one answer, after the same time. */
  | { kind: 'refused' }
  | { kind: 'throttled'; retryAfterSeconds: number }
  /** The password was right. */
  | { kind: 'code_needed' }
  | { kind: 'code_wrong' }
  /** This person comes in by single sign-on. */
  | { kind: 'password_off' }

/** `address` is the machine that asks, as the entry sees it. */
export async function signIn(input: unknown, address: string): Promise<SignInResult> {
  const parsed = signInInput.safeParse(input)
  if (!parsed.success) return { kind: 'refused' }
  const { email, password, code } = parsed.data
  const attempt = await countAttempt(email, address)
  if (!attempt.allowed) {
    return { kind: 'throttled', retryAfterSeconds: retryAfterSeconds(attempt.millisecondsLeft) }
  }
  const user = await findUserByEmail(email)
  const right = await verifyPassword(user?.passwordHash ?? null, password)
  if (!user || !right || user.disabledAt) return { kind: 'refused' }
  if (await isPasswordOff(user.id)) return { kind: 'password_off' }
  const step = await findSecondStep(prisma(), user.id)
  if (!step) return { kind: 'refused' }
  if (step.totpEnabledAt) {
    if (!code) return { kind: 'code_needed' }
    if (!(await takeCode(step, code))) return { kind: 'code_wrong' }
  }
  const secondStepDue = !step.totpEnabledAt && (await isRequiredOf(prisma(), step))
  // Only who came in all the way is forgiven: with the password known, codes are what is guessed.
  await Promise.all([forgiveAttempt(email, address), markSignedIn(user.id, now())])
  const { id: userId, name, locale, sessionVersion } = user
  return { kind: 'signed_in', userId, name, locale, sessionVersion, secondStepDue }
}
