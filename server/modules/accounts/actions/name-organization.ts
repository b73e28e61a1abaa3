import type { Principal } from '@/server/access'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import { recordAudit } from '../store/audit'
import { hashPassword } from '../store/passwords'
import { putOrganizationRow, putOwnAccount, readOrganizationRow } from '../store/transfer-rows'

type Organization = { name: string; timeZone: string; language: 'en' | 'zh' }

/** @throws {AppError} conflict when it is no longer what was read */
export async function nameOrganization(
  principal: Principal,
  { before, after }: { before: Organization; after: Organization },
): Promise<void> {
  await inTransaction(async (tx) => {
    const stands = await readOrganizationRow(tx, true)
    const same = (a: object, b: object) =>
      JSON.stringify(Object.values(a)) === JSON.stringify(Object.values(b))
    if (!same(stands, before))
      throw new AppError('conflict', 'Somebody else changed this in the meantime.', {
        data: { current: stands },
      })
    if (same(stands, after)) return
    await putOrganizationRow(tx, after)
    const entry = { actor: principal, action: 'updated', entity: 'organization', entityId: '1' }
    await recordAudit(tx, { ...entry, label: after.name, before: stands, after })
  })
}

/** One's own name, address and password over those somebody else had chosen; every session ends. */
export async function takeOverAccount(
  tx: Db,
  principal: Principal,
  account: { name: string; email: string; password: string },
): Promise<void> {
  const { name, email, password } = account
  const before = await putOwnAccount(tx, principal.userId, {
    name,
    email,
    passwordHash: await hashPassword(password),
  })
  if (!before)
    throw new AppError('duplicate', 'Somebody else has this address.', {
      fields: [{ path: 'email', message: 'taken' }],
    })
  const entry = {
    actor: principal,
    action: 'updated',
    entity: 'user',
    entityId: principal.userId,
    label: name,
  }
  await recordAudit(tx, { ...entry, before, after: { name, email } })
}

/** After the commit of a takeover. */
export const endSessions = (userId: string): void => emitSignal('user_revoked', { userId })
