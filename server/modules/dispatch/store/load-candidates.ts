import type { Sql } from '@/server/platform/db/pool'
import type { CandidateSnapshot } from '../domain/types'

type Row = Omit<CandidateSnapshot, 'lastAssignedAt'> & { groupId: string; lastAssignedAt: Date | null }

export type QueuePlace = { conversationId: string | null; priority: number; enteredAt: Date }

/** Who stands before $2 to $4 and waits for anybody, or for one agent alone. */
const STANDS_AHEAD = `q.conversation_id is distinct from $4::uuid and (q.neg_priority < -$2::int
  or (q.neg_priority = -$2::int and (q.entered_at, q.conversation_id)
    < ($3::timestamptz, coalesce($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))))`

/**
 * The members of the groups as they stand now, each with whether somebody waits ahead whom the same agent
 * could serve; who is held for one agent stands before that agent alone. The rows are read after the group's
 * lock was taken, so that they include the last winner.
 */
export async function loadCandidates(
  sql: Sql,
  groupIds: string[],
  place: QueuePlace,
  dayStart: Date,
  at: Date,
): Promise<Map<string, CandidateSnapshot[]>> {
  const { rows } = await sql.query<Row>({
    name: 'load_candidates',
    text: `with ahead as (
        select g.id from skill_groups g where exists (
          select 1 from queue_entries q where q.group_id = g.id and not g.intake_paused and g.disabled_at is null
            and (q.held_until is null or q.held_until <= $6) and ${STANDS_AHEAD}
          limit 1)),
      blocked as (
        select m.agent_id from group_members m join ahead on ahead.id = m.group_id where m.sort_key > 0
        union select q.held_agent_id from queue_entries q join skill_groups g on g.id = q.group_id
          where q.held_agent_id is not null and q.held_until > $6 and not g.intake_paused and g.disabled_at is null
            and ${STANDS_AHEAD}),
      received as (
        select a.agent_id, count(*)::int as n from assignments a
        where not a.holds_place and a.started_at >= $5
          and a.agent_id in (select agent_id from group_members where group_id = any($1)) group by 1)
      select m.group_id as "groupId", m.agent_id as "agentId", a.public_name as name, a.enabled, a.status,
        a.status_reason as "statusReason", a.capacity as "limit", a.current_count as current,
        m.capacity as "groupLimit", m.current_count as "groupCurrent", a.window_limit as "windowLimit",
        case when a.window_limit is null then 0 else (select count(*)::int from assignments s where s.agent_id = a.id
          and s.holds_place and s.started_at > $6::timestamptz - make_interval(secs => a.window_seconds)) end as "windowCount",
        m.level, m.quality, a.last_assigned_at as "lastAssignedAt", coalesce(r.n, 0) as "offlineReceivedToday",
        case when b.agent_id is null then 0 else 1 end as "waitingAhead"
      from group_members m join agents a on a.id = m.agent_id
        left join blocked b on b.agent_id = m.agent_id left join received r on r.agent_id = m.agent_id
      where m.group_id = any($1)`,
    values: [groupIds, place.priority, place.enteredAt, place.conversationId, dayStart, at],
  })
  const byGroup = new Map<string, CandidateSnapshot[]>(groupIds.map((id) => [id, []]))
  for (const { groupId, lastAssignedAt, ...row } of rows) {
    byGroup.get(groupId)?.push({ ...row, lastAssignedAt: lastAssignedAt?.getTime() ?? null })
  }
  return byGroup
}

/** Holds the agents of the groups as they are until the transaction ends; always in the same order. */
export async function lockMembers(sql: Sql, groupIds: string[]): Promise<void> {
  await sql.query({
    name: 'lock_members',
    text: `select 1 from agents where id in (select agent_id from group_members where group_id = any($1))
      order by id for no key update`,
    values: [groupIds],
  })
}

export async function loadQueueFacts(
  sql: Sql,
  groupIds: string[],
): Promise<Map<string, { length: number; receivers: string[] }>> {
  const { rows } = await sql.query<{ id: string; length: number; receivers: string[] }>({
    name: 'load_queue_facts',
    text: `select g.id, (select count(*)::int from queue_entries q where q.group_id = g.id) as length,
        coalesce((select array_agg(agent_id order by agent_id) from group_members m where m.group_id = g.id and m.offline_receiver), '{}') as receivers
      from unnest($1::uuid[]) as g(id)`,
    values: [groupIds],
  })
  return new Map(rows.map((row) => [row.id, row]))
}
