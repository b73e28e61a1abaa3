import { z } from 'zod'
import type { Principal } from '@/server/access'
import { beforeOf, recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import {
  type BusyReasonView,
  busyReasonSettings,
  type createBusyReasonInput,
  type orderBusyReasonsInput,
  type updateBusyReasonInput,
} from '../contract'
import {
  insertBusyReason,
  listBusyReasons,
  lockBusyReasons,
  placeBusyReasons,
  putBusyReason,
} from '../store/busy-reasons'

const ENTITY = 'busy_reason'

const keptReason = busyReasonSettings.extend({ disabled: z.boolean() })

/** What the audit log keeps of one. */
const shown = ({ key, names, disabled }: BusyReasonView) => ({ key, names, disabled })

/** Runs a change of the list under its lock; `change` gets the reasons as they stand. */
function changing<T>(change: (tx: Db, reasons: BusyReasonView[]) => Promise<T>): Promise<T> {
  return inTransaction(async (tx) => {
    await lockBusyReasons(tx)
    return change(tx, await listBusyReasons(tx))
  })
}

/** @throws {AppError} duplicate when the key is taken, in whatever case */
export function createBusyReason(
  principal: Principal,
  { key, names }: z.output<typeof createBusyReasonInput>,
): Promise<{ id: string }> {
  return changing(async (tx, reasons) => {
    if (reasons.some((reason) => reason.key.toLowerCase() === key)) {
      throw new AppError('duplicate', 'Another reason has this key.', {
        fields: [{ path: 'key', message: 'taken', code: 'key_taken' }],
      })
    }
    const id = newId()
    await insertBusyReason(tx, { id, key, names, position: reasons.length + 1 })
    const after = { key, names, disabled: false }
    await recordAudit(tx, {
      actor: principal,
      action: 'created',
      entity: ENTITY,
      entityId: id,
      label: key,
      after,
    })
    return { id }
  })
}

/** Renames it, or switches it on or off. @throws {AppError} not_found, conflict, invalid_state */
export function updateBusyReason(
  principal: Principal,
  { id, version, names, disabled }: z.output<typeof updateBusyReasonInput>,
): Promise<void> {
  return changing(async (tx, reasons) => {
    const before = reasons.find((reason) => reason.id === id)
    if (!before) throw new AppError('not_found', 'There is no such reason.')
    if (before.version !== version) {
      const data = { current: before }
      throw new AppError('conflict', 'Somebody else changed this reason in the meantime.', { data })
    }
    refuseLast(reasons, id, disabled)
    await putBusyReason(tx, { id, names, disabledAt: disabled ? now() : null })
    const after = { key: before.key, names, disabled }
    if (JSON.stringify(shown(before)) === JSON.stringify(after)) return
    const action = before.disabled === disabled ? 'updated' : disabled ? 'disabled' : 'enabled'
    await recordAudit(tx, {
      ...{ actor: principal, action, entity: ENTITY, entityId: id, label: before.key },
      ...{ before: shown(before), after },
    })
  })
}

/** Names and state as before an entry of the log. @throws {AppError} not_found, invalid_state */
export async function restoreBusyReason(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<void> {
  const { id, before: wanted } = await beforeOf(entryId, ENTITY, keptReason)
  return changing(async (tx, reasons) => {
    const stands = reasons.find((reason) => reason.id === id)
    if (!stands) throw new AppError('not_found', 'There is no such reason any more.')
    refuseLast(reasons, id, wanted.disabled)
    const { names, disabled } = wanted
    await putBusyReason(tx, { id, names, disabledAt: disabled ? now() : null })
    await recordAudit(tx, {
      ...{ actor: principal, action: 'restored', entity: ENTITY, entityId: id, label: stands.key },
      ...{ before: shown(stands), after: { key: stands.key, names, disabled } },
    })
  })
}

function refuseLast(reasons: readonly BusyReasonView[], id: string, disabled: boolean): void {
  if (disabled && reasons.every((reason) => reason.disabled || reason.id === id))
    throw new AppError('invalid_state', 'One reason must stay: somebody has to be able to take a break.')
}

/** @throws {AppError} conflict when the list is not the one that stands now */
export function orderBusyReasons(
  principal: Principal,
  { ids }: z.output<typeof orderBusyReasonsInput>,
): Promise<void> {
  return changing(async (tx, reasons) => {
    const stored = reasons.map((reason) => reason.id)
    if ([...ids].sort().join() !== [...stored].sort().join())
      throw new AppError('conflict', 'The list was changed in the meantime.')
    if (ids.join() === stored.join()) return
    await placeBusyReasons(tx, ids)
    const keyOf = new Map(reasons.map((reason) => [reason.id, reason.key]))
    const keys = (list: readonly string[]) => ({ order: list.map((id) => keyOf.get(id)).join(', ') })
    await recordAudit(tx, {
      ...{ actor: principal, action: 'reordered', entity: ENTITY, entityId: 'all', label: 'busy reasons' },
      ...{ before: keys(stored), after: keys(ids) },
    })
  })
}
