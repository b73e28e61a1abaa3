import type { Principal } from '@/server/access'
import type { Db } from '@/server/platform/db/prisma'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import { recordAudit } from '../store/audit'
import { clearSecondStep, endSessions, findUser } from '../store/users'

/** Signed out everywhere, in every browser; access tokens go on. */
export async function signOutEverywhere(principal: Principal, userId: string): Promise<void> {
  await onUser(principal, userId, 'signed_out_everywhere', endSessions)
}

/** For somebody who lost the phone and the recovery codes; who is signed in as them is signed out. */
export async function removeSecondStep(principal: Principal, userId: string): Promise<void> {
  await onUser(principal, userId, 'second_step_removed', async (tx, id) => {
    if (!(await clearSecondStep(tx, id))) throw new AppError('invalid_state', 'There is no second step.')
    await endSessions(tx, id)
  })
}

async function onUser(
  principal: Principal,
  userId: string,
  action: string,
  act: (tx: Db, userId: string) => Promise<unknown>,
): Promise<void> {
  await inTransaction(async (tx) => {
    const user = await findUser(tx, userId)
    if (!user) throw new AppError('not_found', 'There is no such user.')
    await act(tx, userId)
    await recordAudit(tx, { actor: principal, action, entity: 'user', entityId: userId, label: user.name })
  })
  emitSignal('user_revoked', { userId })
}
