import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { deleteShifts, insertShifts, listConnected, type ShiftRow } from '../store/shifts'
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
  for (let at = 0; at < sourceIds.length; at += CHUNK)
    await deleteShifts(tx, source === 'entry' ? 'entry_id' : 'leave_id', sourceIds.slice(at, at + CHUNK))
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
}

/**
 * Derives the status of those who are connected anew: a shift that has begun already has no boundary left that
 * the watch would come past. Whoever is not connected is derived when they come.
 */
export async function refreshRosters(agentIds: readonly string[]): Promise<void> {
  for (const agentId of await listConnected(pool(), agentIds, now())) await refreshStatus(agentId)
}
