import type { Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import { recordAudit } from '../store/audit'
import { findUser, setDisabled } from '../store/users'

/** Disabling ends sessions, tokens and streams at once; asking for the state it is in changes nothing. */
export async function setUserDisabled(
  principal: Principal,
  userId: string,
  disabled: boolean,
): Promise<void> {
  if (userId === principal.userId) throw new AppError('invalid_state', 'You cannot disable yourself.')
  const changed = await inTransaction(async (tx) => {
    const user = await findUser(tx, userId)
    if (!user) throw new AppError('not_found', 'There is no such user.')
    if ((user.disabledAt !== null) === disabled) return false
    await setDisabled(tx, userId, disabled ? now() : null)
    await recordAudit(tx, {
      actor: principal,
      action: disabled ? 'disabled' : 'enabled',
      entity: 'user',
      entityId: userId,
      label: user.name,
      before: { disabled: !disabled },
      after: { disabled },
    })
    return true
  })
  if (changed) emitSignal('user_revoked', { userId })
}
