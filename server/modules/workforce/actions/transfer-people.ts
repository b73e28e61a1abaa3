import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { RampStep } from '../contract'
import { insertBusyReason, placeBusyReasons, putBusyReason } from '../store/busy-reasons'
import { putTransferredAgent, removeBusyReason } from '../store/transfer-rows'
import type { Touched } from './change-configuration'

/** Agents and busy reasons as a file wants them, in the caller's transaction. */
export type TransferredAgent = {
  publicName: string
  languages: string[]
  capacity: number
  ramp: RampStep[]
  window: { limit: number; seconds: number } | null
  enabled: boolean
}

/** A user who is no agent becomes one. A ramp takes effect by its own watch. @throws {AppError} in_use */
export async function transferAgent(
  tx: Db,
  { principal, touched }: { principal: Principal; touched: Touched },
  { id, label, before, after }: { id: string; label: string; before: object | null; after: TransferredAgent },
): Promise<void> {
  if (!(await putTransferredAgent(tx, id, after)))
    throw new AppError('in_use', 'This agent still holds conversations: hand them over first.', {
      fields: [{ path: 'enabled', message: 'still holds conversations' }],
    })
  const entry = { actor: principal, action: 'applied', entity: 'agent', entityId: id, label }
  await recordAudit(tx, { ...entry, before, after })
  touched.agentIds.add(id)
}

type Reason = { key: string; names: Record<string, string>; disabled: boolean }

export async function transferBusyReason(
  tx: Db,
  principal: Principal,
  { id, before, after }: { id: string; before: Reason | null; after: Reason },
): Promise<void> {
  const { key, names, disabled } = after
  const disabledAt = disabled ? now() : null
  if (!before) await insertBusyReason(tx, { id, key, names, position: 1_000 })
  if (before || disabled) await putBusyReason(tx, { id, names, disabledAt })
  const entry = { actor: principal, action: 'applied', entity: 'busy_reason', entityId: id, label: key }
  await recordAudit(tx, { ...entry, before, after })
}

export async function retireBusyReason(tx: Db, principal: Principal, id: string, before: Reason) {
  await removeBusyReason(tx, id)
  const entry = {
    actor: principal,
    action: 'deleted',
    entity: 'busy_reason',
    entityId: id,
    label: before.key,
  }
  await recordAudit(tx, { ...entry, before })
}

export { placeBusyReasons }
