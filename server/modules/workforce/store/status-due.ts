import type { Sql } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'

export type StatusDue = { agentId: string; changes: string; connected: boolean }

export async function noteStatusDue(tx: Db, agentIds: readonly string[]): Promise<void> {
  if (agentIds.length === 0) return
  await tx.$executeRaw`
    insert into status_due as d (agent_id) select id from unnest(${[...agentIds]}::uuid[]) id order by id
    on conflict (agent_id) do update set changes = d.changes + 1`
}

/** Of these agents (null = of all), those whose spans changed since their status was derived. */
export async function listStatusDue(
  sql: Sql,
  at: Date,
  agentIds: readonly string[] | null,
): Promise<StatusDue[]> {
  const { rows } = await sql.query<StatusDue>({
    name: 'status-due',
    text: `select d.agent_id as "agentId", d.changes::text as changes, a.enabled and a.lease_until > $1 is true as connected
      from status_due d join agents a on a.id = d.agent_id
      where $2::uuid[] is null or d.agent_id = any($2) order by d.agent_id limit 10000`,
    values: [at, agentIds],
  })
  return rows
}

/** What changed again meanwhile, or is being changed, stays due. */
export async function settleStatusDue(sql: Sql, due: readonly StatusDue[]): Promise<void> {
  await sql.query(
    `delete from status_due d using (
       select s.agent_id from status_due s
       join unnest($1::uuid[], $2::bigint[]) r(id, changes) on r.id = s.agent_id and r.changes = s.changes
       for update of s skip locked) done
     where d.agent_id = done.agent_id`,
    [due.map(({ agentId }) => agentId), due.map(({ changes }) => changes)],
  )
}
