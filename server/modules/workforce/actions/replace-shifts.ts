import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { deleteShifts, insertShifts, type ShiftRow } from '../store/shifts'
import { listStatusDue, noteStatusDue, type StatusDue, settleStatusDue } from '../store/status-due'
import { refreshStatus } from './update-status'

export type PlannedSpan = {
  agentId: string
  kind: ShiftRow['kind']
  /** Epoch ms. */
  startsAt: number
  endsAt: number
  sourceId: string
}

const CHUNK = 5_000

/**
 * Puts these spans in the place of all that came from the same entries of the roster (or the same leaves), in
 * the transaction that decides it. `sourceIds` names them all, those included that have no span any more.
 * After the commit call `refreshRosters` with whomever it concerned.
 */
export async function replaceShifts(
  tx: Db,
  source: 'entry' | 'leave',
  sourceIds: readonly string[],
  spans: readonly PlannedSpan[],
): Promise<void> {
  const concerned = new Set(spans.map(({ agentId }) => agentId))
  for (let at = 0; at < sourceIds.length; at += CHUNK)
    for (const agentId of await deleteShifts(
      tx,
      source === 'entry' ? 'entry_id' : 'leave_id',
      sourceIds.slice(at, at + CHUNK),
    ))
      concerned.add(agentId)
  for (let at = 0; at < spans.length; at += CHUNK) {
    const rows = spans.slice(at, at + CHUNK).map(
      ({ agentId, kind, startsAt, endsAt, sourceId }): ShiftRow => ({
        ...{ id: newId(), agentId, kind },
        ...{ startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() },
        ...{ entryId: source === 'entry' ? sourceId : null, leaveId: source === 'leave' ? sourceId : null },
      }),
    )
    await insertShifts(tx, rows)
  }
  await noteStatusDue(tx, [...concerned])
}

/**
 * Derives the status of those who are connected anew: a shift that has begun already has no boundary left that
 * the watch would come past. Whoever is not connected is derived when they come. Whatever a process that ended
 * left over, the watch does (`sweepDue`).
 */
export async function refreshRosters(agentIds: readonly string[]): Promise<void> {
  const due = await listStatusDue(pool(), now(), agentIds)
  await derive(due)
}

/** The same for whomever nobody derived yet. */
export async function sweepDue(): Promise<void> {
  await derive(await listStatusDue(pool(), now(), null))
}

async function derive(due: readonly StatusDue[]): Promise<void> {
  if (due.length === 0) return
  for (const { agentId, connected } of due) if (connected) await refreshStatus(agentId)
  await settleStatusDue(pool(), due)
}
