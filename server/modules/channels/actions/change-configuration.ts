import { raiseConfigVersion } from '@/server/modules/accounts'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError, type FieldError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'

/**
 * Every change that routing or the window reads goes through here: the change, its audit entry and the new
 * version of the configuration are one transaction, and dispatch looks again after the commit. A change that
 * answers `changed: false` raises nothing.
 */
export async function changeConfiguration<T>(
  change: (tx: Db) => Promise<{ changed: boolean; result: T }>,
  timeoutMs?: number,
): Promise<T> {
  const { result, version } = await inTransaction(async (tx) => {
    const made = await change(tx)
    return { result: made.result, version: made.changed ? await raiseConfigVersion(tx) : null }
  }, timeoutMs)
  if (version !== null) emitSignal('config_changed', { version })
  return result
}

/** @throws {AppError} duplicate when it is only a taken name, invalid_input otherwise; nothing without faults */
export function refuseFaults(faults: readonly Required<FieldError>[]): void {
  const [first] = faults
  if (!first) return
  const taken = faults.every((fault) => fault.code.endsWith('name_taken'))
  throw new AppError(taken ? 'duplicate' : 'invalid_input', first.message, { fields: [...faults] })
}

/** Two who take the same name at once both pass the check; the index refuses the second. */
export function asTaken(fault: Required<FieldError>) {
  return (error: unknown): never => {
    const { code } = error as { code?: unknown }
    if (code !== 'P2002' && code !== '23505') throw error
    throw new AppError('duplicate', fault.message, { fields: [fault], cause: error })
  }
}

export function conflict(what: string, current: object): AppError {
  return new AppError('conflict', `Somebody else changed this ${what} in the meantime.`, {
    data: { current },
  })
}
