import type { Sql } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import type { LeaveKind, LeaveStatus } from '../contract'

export type LeaveRow = {
  id: string
  agentId: string
  name: string
  kind: LeaveKind
  startsAt: Date
  endsAt: Date
  note: string
  status: LeaveStatus
  requestedAt: Date
  decidedBy: string | null
  decisionNote: string
  version: number
}

/** Columns of `leaves l`, its agent `u` and who decided `d`. */
export const leaveColumns = `l.id, l.agent_id as "agentId", u.name, l.kind, l.starts_at as "startsAt",
  l.ends_at as "endsAt", l.note, l.status, l.requested_at as "requestedAt", d.name as "decidedBy",
  l.decision_note as "decisionNote", l.version`
const from = `from leaves l join users u on u.id = l.agent_id left join users d on d.id = l.decided_by`

export async function findLeave(sql: Sql, id: string): Promise<LeaveRow | null> {
  const { rows } = await sql.query<LeaveRow>(`select ${leaveColumns} ${from} where l.id = $1`, [id])
  return rows[0] ?? null
}

/** Open and decided ones of one agent that end after the moment, the earliest first. */
export async function listLeavesOf(sql: Sql, agentId: string, after: Date): Promise<LeaveRow[]> {
  const { rows } = await sql.query<LeaveRow>(
    `select ${leaveColumns} ${from} where l.agent_id = $1 and l.ends_at > $2 order by l.starts_at, l.id limit 500`,
    [agentId, after],
  )
  return rows
}

/** Who is, or asks to be, away in the period, of these groups (null: of all). */
export async function listAway(
  sql: Sql,
  groupIds: readonly string[] | null,
  from_: Date,
  until: Date,
  limit: number,
): Promise<LeaveRow[]> {
  const { rows } = await sql.query<LeaveRow>(
    `select ${leaveColumns} ${from} where l.starts_at < $3 and l.ends_at > $2 and l.status in ('requested', 'approved')
       and ($1::uuid[] is null or exists (select 1 from group_members m where m.agent_id = l.agent_id and m.group_id = any($1)))
     order by lower(u.name), l.agent_id, l.starts_at limit $4`,
    [groupIds, from_, until, limit],
  )
  return rows
}

/** Names of others in these groups who have approved leave in the period. */
export async function listOthersAway(
  sql: Sql,
  { agentId, groupIds, from, until }: { agentId: string; groupIds: string[]; from: Date; until: Date },
): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(
    `select distinct u.name from leaves l join users u on u.id = l.agent_id
     join group_members m on m.agent_id = l.agent_id and m.group_id = any($2)
     where l.agent_id <> $1 and l.status = 'approved' and l.starts_at < $4 and l.ends_at > $3 order by u.name limit 20`,
    [agentId, groupIds, from, until],
  )
  return rows.map(({ name }) => name)
}

/** Open or approved ones of the agent in that time; ask while the agent is held. */
export async function hasLeaveIn(
  tx: Db,
  leave: { id: string; agentId: string; startsAt: Date; endsAt: Date },
  statuses: LeaveStatus[],
): Promise<boolean> {
  const other = await tx.leave.findFirst({
    where: {
      ...{ agentId: leave.agentId, id: { not: leave.id }, status: { in: statuses } },
      ...{ startsAt: { lt: leave.endsAt }, endsAt: { gt: leave.startsAt } },
    },
    select: { id: true },
  })
  return other !== null
}

export type NewLeave = {
  id: string
  agentId: string
  kind: LeaveKind
  startsAt: Date
  endsAt: Date
  note: string
  status: LeaveStatus
  requestedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
}

export async function insertLeave(tx: Db, leave: NewLeave): Promise<void> {
  await tx.leave.create({ data: leave })
}

/** False when it is another version, or another state, by now. */
export async function decideLeave(
  tx: Db,
  { id, version, from }: { id: string; version: number; from: LeaveStatus[] },
  to: { status: LeaveStatus; decidedBy: string | null; decidedAt: Date; decisionNote: string },
): Promise<boolean> {
  const { count } = await tx.leave.updateMany({
    where: { id, version, status: { in: from } },
    data: { ...to, version: { increment: 1 } },
  })
  return count === 1
}
