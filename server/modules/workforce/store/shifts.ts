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

/** Returns whose they were. */
export async function deleteShifts(
  tx: Db,
  source: 'entry_id' | 'leave_id',
  ids: readonly string[],
): Promise<string[]> {
  const rows =
    source === 'entry_id'
      ? await tx.$queryRaw<{ id: string }[]>`
          with gone as (delete from shifts where entry_id = any(${[...ids]}::uuid[]) returning agent_id)
          select distinct agent_id as id from gone`
      : await tx.$queryRaw<{ id: string }[]>`
          with gone as (delete from shifts where leave_id = any(${[...ids]}::uuid[]) returning agent_id)
          select distinct agent_id as id from gone`
  return rows.map(({ id }) => id)
}

export async function insertShifts(tx: Db, rows: readonly ShiftRow[]): Promise<void> {
  await tx.$executeRaw`
    insert into shifts(id, agent_id, kind, starts_at, ends_at, entry_id, leave_id)
    select id, "agentId", kind, "startsAt", "endsAt", "entryId", "leaveId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "agentId" uuid, kind text,
      "startsAt" timestamptz, "endsAt" timestamptz, "entryId" uuid, "leaveId" uuid)`
}
