import type { Sql } from '@/server/platform/db/pool'

/** Tags of a conversation, its row locked for the change that follows. */
export async function lockTags(sql: Sql, conversationId: string): Promise<string[] | null> {
  const { rows } = await sql.query<{ tags: string[] }>(
    'select tags from conversations where id = $1 for no key update',
    [conversationId],
  )
  return rows[0]?.tags ?? null
}

/** Tags in use lately, the most used first. */
export async function listUsedTags(
  sql: Sql,
  search: string,
  since: Date,
): Promise<{ tag: string; count: number }[]> {
  const { rows } = await sql.query<{ tag: string; count: number }>(
    `select min(tag) as tag, count(*)::int as count from conversations c, unnest(c.tags) as tag
     where c.created_at >= $2 and c.tags <> '{}' and tag ilike '%' || $1 || '%' group by lower(tag) order by 2 desc, 1 limit 30`,
    [search.replace(/[\\%_]/g, '\\$&'), since],
  )
  return rows
}

/** Snoozes whose time has come. */
export async function listDueSnoozes(sql: Sql, at: Date): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'due_snoozes',
    text: `select id from conversations where snoozed_until <= $1 order by id limit 500`,
    values: [at],
  })
  return rows.map((row) => row.id)
}

/** Locks a conversation whose snooze is due still. */
export async function lockDueSnooze(sql: Sql, id: string, at: Date): Promise<boolean> {
  const { rowCount } = await sql.query(
    'select 1 from conversations where id = $1 and snoozed_until <= $2 for no key update skip locked',
    [id, at],
  )
  return rowCount === 1
}

export type StepRow = {
  seq: number
  at: Date
  type: string
  payload: { patch?: Record<string, unknown>; detail?: Record<string, unknown> }
}

/** Steps of a conversation other than messages, for the staff, in order. */
export async function listSteps(
  sql: Sql,
  conversationId: string,
  after: number,
  limit: number,
): Promise<StepRow[]> {
  const { rows } = await sql.query<StepRow>(
    `select seq, created_at as at, type, payload from conversation_events
     where conversation_id = $1 and seq > $2 and type <> 'message' order by seq limit $3`,
    [conversationId, after, limit],
  )
  return rows
}

export type CallRow = {
  id: string
  conversationId: string
  agentId: string
  agentName: string
  phone: string
  result: string | null
  note: string | null
  recordingUrl: string | null
  startedAt: Date
  endedAt: Date | null
}

const CALL = `select k.id, k.conversation_id as "conversationId", k.agent_id as "agentId", a.public_name as "agentName", k.phone,
  k.result, k.note, k.recording_url as "recordingUrl", k.started_at as "startedAt", k.ended_at as "endedAt"
  from calls k join agents a on a.id = k.agent_id`

export async function listCalls(sql: Sql, conversationId: string): Promise<CallRow[]> {
  const { rows } = await sql.query<CallRow>(
    `${CALL} where k.conversation_id = $1 order by k.started_at, k.id`,
    [conversationId],
  )
  return rows
}

export async function findCall(sql: Sql, id: string): Promise<CallRow | null> {
  const { rows } = await sql.query<CallRow>(`${CALL} where k.id = $1`, [id])
  return rows[0] ?? null
}

export async function insertCall(
  sql: Sql,
  row: { id: string; conversationId: string; agentId: string; phone: string; at: Date },
): Promise<void> {
  await sql.query(
    'insert into calls(id, conversation_id, agent_id, phone, started_at) values ($1, $2, $3, $4, $5)',
    [row.id, row.conversationId, row.agentId, row.phone, row.at],
  )
}

export async function putCallOutcome(
  sql: Sql,
  row: { id: string; result: string; note: string | null; recordingUrl: string | null; endedAt: Date },
): Promise<void> {
  await sql.query(
    'update calls set result = $2, note = $3, recording_url = $4, ended_at = $5 where id = $1',
    [row.id, row.result, row.note, row.recordingUrl, row.endedAt],
  )
}
