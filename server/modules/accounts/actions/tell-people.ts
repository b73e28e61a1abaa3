import { now } from '@/server/platform/clock'
import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { addNotices } from '../store/notices'
import type { Told } from './notify'

/**
 * Notices in a transaction of plain SQL, for the bell only: whoever is disabled or gone is passed over, and nobody
 * is told twice of the same.
 */
export async function tellPeople(sql: Sql, told: readonly Told[]): Promise<void> {
  const once = new Map(told.map((one) => [`${one.userId} ${one.kind} ${one.href}`, one]))
  const at = now()
  await addNotices(
    sql,
    [...once.values()].map((one) => ({ id: newId(), ...one, at })),
  )
}
