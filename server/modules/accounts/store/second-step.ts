import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Db } from '@/server/platform/db/prisma'
import { keyedHash, seal, unseal } from '@/server/platform/seal'
import {
  formatRecoveryCode,
  readRecoveryCode,
  readTotpCode,
  recoveryBytes,
  recoveryCount,
} from '../domain/recovery-codes'

const purpose = 'second step'
const period = 30
/** Steps that a clock may be wrong by, either way. */
const window = 1

export type SecondStepRow = {
  id: string
  email: string
  name: string
  passwordHash: string | null
  totpSecret: Uint8Array | null
  totpEnabledAt: Date | null
  recoveryLeft: number
  roles: { key: string; permissions: unknown }[]
}

export async function findSecondStep(tx: Db, userId: string): Promise<SecondStepRow | null> {
  const row = await tx.user.findUnique({
    where: { id: userId },
    select: {
      ...{ id: true, email: true, name: true, passwordHash: true, totpSecret: true, totpEnabledAt: true },
      recoveryHashes: true,
      roles: { select: { role: { select: { key: true, permissions: true } } } },
    },
  })
  if (!row) return null
  const { recoveryHashes, roles, ...rest } = row
  return { ...rest, recoveryLeft: recoveryHashes.length, roles: roles.map(({ role }) => role) }
}

/** A new secret that does not count yet; false where one counts already. */
export async function prepareSecret(
  tx: Db,
  user: { id: string; email: string },
): Promise<{ secret: string; uri: string } | null> {
  const secret = new Secret({ size: 20 })
  const sealed = new Uint8Array(seal(purpose, user.id, secret.base32))
  const { count } = await tx.user.updateMany({
    where: { id: user.id, totpEnabledAt: null },
    data: { totpSecret: sealed, totpLastStep: null, recoveryHashes: [] },
  })
  if (count === 0) return null
  return { secret: secret.base32, uri: totpOf(secret, user.email).toString() }
}

function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'Switchyard', label, secret, period, digits: 6, algorithm: 'SHA1' })
}

/** The step that a code belongs to; null where it is wrong at this time. */
function stepOf(row: Pick<SecondStepRow, 'id' | 'totpSecret'>, typed: string, at: Date): number | null {
  const token = readTotpCode(typed)
  const secret = row.totpSecret && unseal(purpose, row.id, row.totpSecret)
  if (!token || !secret) return null
  const totp = totpOf(Secret.fromBase32(secret), '')
  const delta = totp.validate({ token, timestamp: at.getTime(), window })
  return delta === null ? null : Math.floor(at.getTime() / 1000 / period) + delta
}

/** Takes a code of the app, each step once: of two who send the same code, one gets in. */
export async function takeTotp(
  tx: Db,
  row: Pick<SecondStepRow, 'id' | 'totpSecret'>,
  typed: string,
  at: Date,
): Promise<boolean> {
  const step = stepOf(row, typed, at)
  if (step === null) return false
  const taken = await tx.$executeRaw`update users set totp_last_step = ${step}
    where id = ${row.id}::uuid and (totp_last_step is null or totp_last_step < ${step})`
  return taken === 1
}

/** Takes a recovery code, which then is gone. */
export async function takeRecoveryCode(tx: Db, userId: string, typed: string): Promise<boolean> {
  const code = readRecoveryCode(typed)
  if (!code) return false
  const hash = recoveryHash(userId, code)
  const taken = await tx.$executeRaw`update users set recovery_hashes = array_remove(recovery_hashes, ${hash})
    where id = ${userId}::uuid and ${hash} = any(recovery_hashes)`
  return taken === 1
}

/** Ten codes in place of those before; they can be read only now. */
export async function replaceRecoveryCodes(tx: Db, userId: string): Promise<string[]> {
  const codes = new Set<string>()
  while (codes.size < recoveryCount) codes.add(formatRecoveryCode(randomBytes(recoveryBytes)))
  const recoveryHashes = [...codes].map((code) => new Uint8Array(recoveryHash(userId, code)))
  await tx.user.update({ where: { id: userId }, data: { recoveryHashes } })
  return [...codes]
}

function recoveryHash(userId: string, code: string): Buffer {
  return keyedHash('recovery codes', `${userId} ${code}`)
}

/** False where it counted already. */
export async function enableSecondStep(tx: Db, userId: string, at: Date): Promise<boolean> {
  const { count } = await tx.user.updateMany({
    where: { id: userId, totpEnabledAt: null, totpSecret: { not: null } },
    data: { totpEnabledAt: at },
  })
  return count === 1
}

export async function clearSecondStep(tx: Db, userId: string): Promise<void> {
  await tx.user.update({
    where: { id: userId },
    data: { totpSecret: null, totpEnabledAt: null, totpLastStep: null, recoveryHashes: [] },
  })
}
