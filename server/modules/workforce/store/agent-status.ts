import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import type { RosterSpan } from '../domain/roster-at'

export type StatusRow = {
  id: string
  status: 'online' | 'busy' | 'offline'
  source: 'connection' | 'choice' | 'roster'
  reason: string | null
  since: Date
  current: number
  limit: number
  choice: 'online' | 'busy' | 'offline' | null
  choiceReason: string | null
  choiceAt: Date | null
  leaseUntil: Date | null
}

const COLUMNS = `id, status, status_source as source, status_reason as reason, status_since as since,
  current_count as current, capacity as "limit", choice, choice_reason as "choiceReason", choice_at as "choiceAt",
  lease_until as "leaseUntil"`

/** One agent, locked until the transaction ends. */
export async function lockAgent(sql: Sql, agentId: string, retired = false): Promise<StatusRow | null> {
  const { rows } = await sql.query<StatusRow>(
    `select ${COLUMNS} from agents where id = $1 and (enabled or $2) for no key update`,
    [agentId, retired],
  )
  return rows[0] ?? null
}

/** When the open span of the history began; asked under the agent's lock, so that it is the last one. */
export async function findOpenSpan(sql: Sql, agentId: string): Promise<Date | null> {
  const { rows } = await sql.query<{ from: Date }>(
    'select from_at as "from" from agent_status_spans where agent_id = $1 and until_at is null',
    [agentId],
  )
  return rows[0]?.from ?? null
}

export async function findStatus(sql: Sql, agentId: string): Promise<StatusRow | null> {
  const { rows } = await sql.query<StatusRow>(`select ${COLUMNS} from agents where id = $1 and enabled`, [
    agentId,
  ])
  return rows[0] ?? null
}

/**
 * Roster spans around a moment: those that touch the next day and a half, and the last shift and the last leave
 * that ended. A shift lasts two days at most, a leave as long as it takes.
 */
export async function listRoster(sql: Sql, agentId: string, at: Date): Promise<RosterSpan[]> {
  const { rows } = await sql.query<{ kind: RosterSpan['kind']; startsAt: Date; endsAt: Date }>(
    `with near as (
       select kind, starts_at, ends_at from shifts
       where agent_id = $1 and starts_at <= $2::timestamptz + interval '36 hours'
         and starts_at > $2::timestamptz - interval '40 days')
     select kind, starts_at as "startsAt", ends_at as "endsAt" from near where ends_at > $2
     union all
     (select kind, starts_at, ends_at from near where ends_at <= $2 and kind <> 'leave' order by ends_at desc limit 12)
     union all
     (select kind, starts_at, ends_at from shifts
      where agent_id = $1 and kind = 'leave' and ends_at > $2 and starts_at <= $2::timestamptz - interval '40 days')
     union all
     (select kind, starts_at, ends_at from shifts
      where agent_id = $1 and kind = 'leave' and ends_at <= $2 order by ends_at desc limit 1)`,
    [agentId, at],
  )
  return rows.map((r) => ({ kind: r.kind, startsAt: r.startsAt.getTime(), endsAt: r.endsAt.getTime() }))
}

export async function writeChoice(
  sql: Sql,
  agentId: string,
  choice: { status: string; reason: string | null; at: Date },
): Promise<void> {
  await sql.query('update agents set choice = $2, choice_reason = $3, choice_at = $4 where id = $1', [
    agentId,
    choice.status,
    choice.reason,
    choice.at,
  ])
}

/** The new status with its span in the history and the sort keys of all memberships. */
export async function writeStatus(
  sql: Sql,
  agentId: string,
  next: { status: string; source: string; reason: string | null },
  at: Date,
): Promise<void> {
  await sql.query(
    'update agents set status = $2, status_source = $3, status_reason = $4, status_since = $5 where id = $1',
    [agentId, next.status, next.source, next.reason, at],
  )
  await sql.query('update agent_status_spans set until_at = $2 where agent_id = $1 and until_at is null', [
    agentId,
    at,
  ])
  await sql.query(
    `insert into agent_status_spans(id, agent_id, status, source, reason, from_at) values ($1, $2, $3, $4, $5, $6)`,
    [newId(), agentId, next.status, next.source, next.reason, at],
  )
  await sql.query('select refresh_sort_keys($1)', [agentId])
}

/**
 * Renews leases; never shortens one that another process has just renewed. Locks in the order of ids, as
 * everybody does who locks several agents: any other order is a deadlock sooner or later.
 */
export async function renewLeases(sql: Sql, agentIds: string[], until: Date): Promise<void> {
  await sql.query(
    `with held as (select id from agents where id = any($1) order by id for no key update)
     update agents a set lease_until = greatest(coalesce(a.lease_until, $2), $2::timestamptz)
     from held where a.id = held.id`,
    [agentIds, until],
  )
}

/**
 * Agents whose status may be out of date: lease run out, renewed again after it had, or a roster boundary
 * passed in (after, until].
 */
export async function listStale(sql: Sql, after: Date, until: Date): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from agents where status <> 'offline' and (lease_until is null or lease_until <= $2)
     union
     select id from agents
       where status = 'offline' and status_source = 'connection' and lease_until > $2 and enabled
     union
     select s.agent_id from shifts s join agents a on a.id = s.agent_id and a.lease_until > $2
       where (s.starts_at > $1 and s.starts_at <= $2) or (s.ends_at > $1 and s.ends_at <= $2)`,
    [after, until],
  )
  return rows.map((row) => row.id)
}
