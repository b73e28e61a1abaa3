import type { Sql } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'

export type ShiftRow = {
  id: string
  agentId: string
  kind: 'shift' | 'break' | 'leave'
  startsAt: string
  endsAt: string
  entryId: string | null
  leaveId: string | null
}

export async function deleteShifts(
  tx: Db,
  source: 'entry_id' | 'leave_id',
  ids: readonly string[],
): Promise<void> {
  if (source === 'entry_id')
    await tx.$executeRaw`delete from shifts where entry_id = any(${[...ids]}::uuid[])`
  else await tx.$executeRaw`delete from shifts where leave_id = any(${[...ids]}::uuid[])`
}

export async function insertShifts(tx: Db, rows: readonly ShiftRow[]): Promise<void> {
  await tx.$executeRaw`
    insert into shifts(id, agent_id, kind, starts_at, ends_at, entry_id, leave_id)
    select id, "agentId", kind, "startsAt", "endsAt", "entryId", "leaveId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "agentId" uuid, kind text,
      "startsAt" timestamptz, "endsAt" timestamptz, "entryId" uuid, "leaveId" uuid)`
}

/** Of these, who is connected: only their status can differ. In the order in which agents are locked. */
export async function listConnected(sql: Sql, agentIds: readonly string[], at: Date): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'select id from agents where id = any($1) and enabled and lease_until > $2 order by id',
    [agentIds, at],
  )
  return rows.map((row) => row.id)
}
