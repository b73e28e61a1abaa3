import type { Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import { type Db, inTransaction, prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import type { SecondStepView } from '../contract'
import { retryAfterSeconds } from '../domain/throttle'
import { recordAudit } from '../store/audit'
import { readOrganizationSettings } from '../store/organization'
import { verifyPassword } from '../store/passwords'
import * as store from '../store/second-step'
import { countAttempt, forgiveAttempt } from '../store/sign-in-limits'

type Asker = Pick<Principal, 'userId' | 'name'>

export async function getSecondStep({ userId }: Asker): Promise<SecondStepView> {
  const row = await getRow(prisma(), userId)
  return {
    enabledAt: row.totpEnabledAt?.toISOString() ?? null,
    recoveryLeft: row.recoveryLeft,
    required: await isRequiredOf(prisma(), row),
    hasPassword: row.passwordHash !== null,
  }
}

/** A secret to put into an app; it counts once a code of it was confirmed. */
export async function startSecondStep(
  { userId }: Asker,
  password: string,
): Promise<{ secret: string; uri: string }> {
  await checked(userId, password, null)
  const row = await getRow(prisma(), userId)
  const prepared = await store.prepareSecret(prisma(), row)
  if (!prepared) throw new AppError('invalid_state', 'The second step is set up already.')
  return prepared
}

/** Answers the recovery codes: the only time they can be seen. */
export async function confirmSecondStep(asker: Asker, code: string): Promise<{ codes: string[] }> {
  const { userId } = asker
  await count(userId)
  const codes = await inTransaction(async (tx) => {
    const row = await getRow(tx, userId)
    if (row.totpEnabledAt || !row.totpSecret)
      throw new AppError('invalid_state', 'There is no set-up to confirm.')
    if (!(await store.takeTotp(tx, row, code, now()))) throw wrongCode()
    if (!(await store.enableSecondStep(tx, userId, now())))
      throw new AppError('conflict', 'It was set up a moment ago.')
    await note(tx, asker, 'second_step_on', row)
    return store.replaceRecoveryCodes(tx, userId)
  })
  await forgiveAttempt(userId, userId)
  emitSignal('user_revoked', { userId })
  return { codes }
}

/** Needs the password and a code, of the app or for recovery. */
export async function disableSecondStep(
  asker: Asker,
  { password, code }: { password: string; code: string },
): Promise<void> {
  if (await isRequiredOf(prisma(), await getRow(prisma(), asker.userId)))
    throw new AppError('invalid_state', 'One of your roles needs the second step.', {
      data: { reason: 'second_step_required' },
    })
  await checked(asker.userId, password, code, async (tx, row) => {
    await store.clearSecondStep(tx, asker.userId)
    await note(tx, asker, 'second_step_off', row)
  })
}

export async function renewRecoveryCodes(
  asker: Asker,
  { password, code }: { password: string; code: string },
): Promise<{ codes: string[] }> {
  let codes: string[] = []
  await checked(asker.userId, password, code, async (tx, row) => {
    codes = await store.replaceRecoveryCodes(tx, asker.userId)
    await note(tx, asker, 'recovery_codes_made', row)
  })
  return { codes }
}

/** The code of a sign-in, after the password was right. */
export function takeCode(row: store.SecondStepRow, code: string): Promise<boolean> {
  return inTransaction((tx) => takeEither(tx, row, code))
}

export async function isRequiredOf(tx: Db, row: store.SecondStepRow): Promise<boolean> {
  const { signIn } = await readOrganizationSettings(tx)
  return row.roles.some(({ key }) => signIn.secondStepRoles.includes(key))
}

async function takeEither(tx: Db, row: store.SecondStepRow, code: string): Promise<boolean> {
  return (await store.takeTotp(tx, row, code, now())) || store.takeRecoveryCode(tx, row.id, code)
}

/** Password, and code where one is given, under the same counter as a sign-in; then `change` with the code. */
async function checked(
  userId: string,
  password: string,
  code: string | null,
  change?: (tx: Db, row: store.SecondStepRow) => Promise<void>,
): Promise<void> {
  await count(userId)
  const row = await getRow(prisma(), userId)
  if (!(await verifyPassword(row.passwordHash, password)))
    throw fieldError('password', 'wrong_password', 'This is not the current password.')
  await inTransaction(async (tx) => {
    if (code !== null) {
      if (!row.totpEnabledAt) throw new AppError('invalid_state', 'There is no second step.')
      if (!(await takeEither(tx, row, code))) throw wrongCode()
    }
    await change?.(tx, row)
  })
  await forgiveAttempt(userId, userId)
}

async function count(userId: string): Promise<void> {
  const attempt = await countAttempt(userId, userId)
  if (attempt.allowed) return
  const seconds = retryAfterSeconds(attempt.millisecondsLeft)
  throw new AppError('too_many_requests', 'Too many attempts.', { data: { retryAfterSeconds: seconds } })
}

async function getRow(tx: Db, userId: string): Promise<store.SecondStepRow> {
  const row = await store.findSecondStep(tx, userId)
  if (!row) throw new AppError('not_found', 'There is no such person.')
  return row
}

function note(tx: Db, actor: Asker, action: string, row: store.SecondStepRow): Promise<void> {
  return recordAudit(tx, { actor, action, entity: 'user', entityId: row.id, label: row.name })
}

const wrongCode = () => fieldError('code', 'wrong_code', 'This code is not right, or was used before.')

function fieldError(path: string, code: string, message: string): AppError {
  return new AppError('invalid_input', message, { fields: [{ path, message, code }] })
}
