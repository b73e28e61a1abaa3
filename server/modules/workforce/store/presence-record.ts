import type { Sql } from '@/server/platform/db/pool'

/** Epoch ms. */
export type RecordedSpan = {
  agentId: string
  status: 'online' | 'busy' | 'offline'
  source: 'connection' | 'choice' | 'roster'
  reason: string | null
  from: number
  /** null = still so. */
  until: number | null
}
export type RosterRecord = {
  agentId: string
  kind: 'shift' | 'break' | 'leave'
  startsAt: number
  endsAt: number
}

/** What these agents' statuses were in the period, in order. */
export async function listRecordedSpans(
  sql: Sql,
  agentIds: readonly string[],
  from: Date,
  until: Date,
): Promise<RecordedSpan[]> {
  const { rows } = await sql.query<RecordedSpan>({
    name: 'recorded-spans',
    text: `select agent_id as "agentId", status, source, reason,
        (extract(epoch from from_at) * 1000)::float8 as "from", (extract(epoch from until_at) * 1000)::float8 as until
      from agent_status_spans
      where agent_id = any($1) and from_at < $3 and coalesce(until_at, 'infinity') > $2
      order by agent_id, from_at, until_at`,
    values: [agentIds, from, until],
  })
  return rows
}

/** What these agents' roster says of the period: shifts, breaks and leave, in order. */
export async function listRosterRecord(
  sql: Sql,
  agentIds: readonly string[],
  from: Date,
  until: Date,
): Promise<RosterRecord[]> {
  const { rows } = await sql.query<RosterRecord>({
    name: 'roster-record',
    text: `select agent_id as "agentId", kind, (extract(epoch from starts_at) * 1000)::float8 as "startsAt",
        (extract(epoch from ends_at) * 1000)::float8 as "endsAt"
      from shifts where agent_id = any($1) and starts_at < $3 and ends_at > $2 order by agent_id, starts_at, id`,
    values: [agentIds, from, until],
  })
  return rows
}
