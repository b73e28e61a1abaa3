import type { Sql } from '@/server/platform/db/pool'
import type { Audience, EventType, LogEntry } from '../log-entry'

type Row = {
  conversationId: string
  seq: number
  type: EventType
  audience: Audience
  payload: LogEntry['payload']
  at: Date
  customerId: string
  agentId: string | null
}

/** Entries of one conversation after `after`, in order, at most `limit`. */
export async function readLog(
  sql: Sql,
  conversationId: string,
  after: number,
  limit = 500,
): Promise<LogEntry[]> {
  const { rows } = await sql.query<Row>({
    name: 'read_log',
    text: `select e.conversation_id as "conversationId", e.seq, e.type, e.audience, e.payload, e.created_at as at,
        c.customer_id as "customerId", c.agent_id as "agentId"
      from conversation_events e join conversations c on c.id = e.conversation_id
      where e.conversation_id = $1 and e.seq > $2 order by e.seq limit $3`,
    values: [conversationId, after, limit],
  })
  return rows.map(({ agentId, ...row }) => ({ ...row, agentIds: agentId ? [agentId] : [] }) as LogEntry)
}

export type Advanced = {
  conversationId: string
  seq: number
  customerId: string
  agentId: string | null
  /** Staff who take part without holding it. */
  participantIds: string[]
}

/**
 * Conversations whose log grew in transactions from `horizon` on, and the next horizon: the oldest
 * transaction still running. What commits later has a higher number, so nothing is passed over.
 */
export async function readAdvanced(
  sql: Sql,
  horizon: string,
): Promise<{ rows: Advanced[]; horizon: string }> {
  const next = await sql.query<{ horizon: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as horizon',
  )
  const { rows } = await sql.query<Advanced>({
    name: 'read_advanced',
    // A subquery per conversation (offset 0 keeps it one): what grew is little, whatever the table holds.
    text: `select e.conversation_id as "conversationId", e.seq, c.customer_id as "customerId", c.agent_id as "agentId",
        array(select p.user_id from conversation_participants p where p.conversation_id = e.conversation_id and p.left_at is null) as "participantIds"
      from (select conversation_id, max(seq) as seq from conversation_events where tx >= $1::xid8 group by 1) e
        cross join lateral (select customer_id, agent_id from conversations where id = e.conversation_id offset 0) c`,
    values: [horizon],
  })
  return { rows, horizon: next.rows[0]?.horizon ?? horizon }
}

export async function currentHorizon(sql: Sql): Promise<string> {
  const { rows } = await sql.query<{ horizon: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as horizon',
  )
  return rows[0]?.horizon ?? '0'
}

export type Followed = { id: string; lastSeq: number; customerReadSeq: number }

/** Open conversations this person takes part in without holding them. */
export async function listParts(sql: Sql, userId: string): Promise<Followed[]> {
  const { rows } = await sql.query<Followed>(
    `select distinct c.id, c.last_seq as "lastSeq", c.customer_read_seq as "customerReadSeq"
     from conversation_participants p join conversations c on c.id = p.conversation_id
     where p.user_id = $1 and p.left_at is null`,
    [userId],
  )
  return rows
}

/** Open conversations an agent holds, with the last place of each log. */
export async function listHeld(sql: Sql, agentId: string): Promise<Followed[]> {
  const { rows } = await sql.query<Followed>(
    `select c.id, c.last_seq as "lastSeq", c.customer_read_seq as "customerReadSeq" from assignments a join conversations c on c.id = a.conversation_id
     where a.agent_id = $1 and a.ended_at is null`,
    [agentId],
  )
  return rows
}

export type LogState = { customerId: string; lastSeq: number; agentReadSeq: number; customerReadSeq: number }

export async function findLogState(sql: Sql, conversationId: string): Promise<LogState | null> {
  const { rows } = await sql.query<LogState>(
    `select customer_id as "customerId", last_seq as "lastSeq", agent_read_seq as "agentReadSeq",
       customer_read_seq as "customerReadSeq" from conversations where id = $1`,
    [conversationId],
  )
  return rows[0] ?? null
}
