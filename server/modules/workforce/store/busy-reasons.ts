import type { Sql } from '@/server/platform/db/pool'
import { type Db, prisma } from '@/server/platform/db/prisma'
import type { BusyReasonView } from '../contract'

type Row = {
  id: string
  key: string
  names: unknown
  disabledAt: Date | null
  version: number
}

const toView = ({ names, disabledAt, ...row }: Row): BusyReasonView => ({
  id: row.id,
  key: row.key,
  version: row.version,
  names: names as Record<string, string>,
  disabled: disabledAt !== null,
})

/** In the order in which they are offered, those switched off included: the history still names them. */
export async function listBusyReasons(db: Db = prisma()): Promise<BusyReasonView[]> {
  const rows = await db.busyReason.findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] })
  return rows.map(toView)
}

export async function isOfferedReason(sql: Sql, key: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    'select 1 from busy_reasons where lower(key) = lower($1) and disabled_at is null',
    [key],
  )
  return rowCount === 1
}

/** Changes of the list go one after the other. */
export async function lockBusyReasons(tx: Db): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('busy_reasons', 0))`
}

export async function insertBusyReason(
  tx: Db,
  row: { id: string; key: string; names: Record<string, string>; position: number },
): Promise<void> {
  await tx.busyReason.create({ data: row })
}

export async function putBusyReason(
  tx: Db,
  row: { id: string; names: Record<string, string>; disabledAt: Date | null },
): Promise<void> {
  const { id, ...data } = row
  await tx.busyReason.update({ where: { id }, data: { ...data, version: { increment: 1 } } })
}

export async function placeBusyReasons(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    update busy_reasons b set position = o.place from unnest(${[...ids]}::uuid[]) with ordinality as o(id, place)
    where b.id = o.id`
}
