import type { LogEntry } from '@/server/events/log-entry'
import type { Sql } from '@/server/platform/db/pool'
import type { DeliveryState, DeliveryView } from '../contract'

/**
 * Writes down what every endpoint is owed since it last looked, and how far it has looked, in the caller's
 * transaction. The horizon is the oldest transaction still running: nothing that commits late is passed over,
 * and what is seen twice is written once. @returns how many were new
 */
export async function collectDeliveries(sql: Sql, at: Date): Promise<number> {
  const locked = await sql.query<{ held: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('event webhooks')) as held`,
  )
  if (!locked.rows[0]?.held) return 0
  const { rows } = await sql.query<{ horizon: string }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as horizon where exists (select 1 from webhook_endpoints where enabled)`,
  )
  const horizon = rows[0]?.horizon
  if (horizon === undefined) return 0
  const { rowCount } = await sql.query({
    name: 'collect_event_deliveries',
    text: `insert into event_deliveries(endpoint_id, conversation_id, seq, type, at, due_at)
      select w.id, e.conversation_id, e.seq, e.type, e.created_at, $1
      from webhook_endpoints w
        cross join lateral (select * from conversation_events e where e.tx >= w.horizon offset 0) e
      where w.enabled and e.created_at >= w.since
        and (w.events = '{}' or e.type = any(w.events))
        and (w.internal or e.audience = 'both')
        and (w.channel_ids = '{}' or exists (
          select 1 from conversations c where c.id = e.conversation_id and c.channel_id = any(w.channel_ids)))
      on conflict (endpoint_id, conversation_id, seq) do nothing`,
    values: [at],
  })
  await sql.query('update webhook_endpoints set horizon = $1::xid8 where enabled', [horizon])
  return rowCount ?? 0
}

export type Claimed = {
  id: string
  endpointId: string
  conversationId: string
  seq: number
  attempts: number
  url: string
  internal: boolean
  secret: Buffer
  formerSecret: Buffer | null
  formerUntil: Date | null
}

/**
 * Takes the first that is due of each conversation and endpoint, a few per endpoint so that a slow one holds up
 * nobody else. Until `until` nobody else takes them, nor what stands behind them in the same conversation.
 */
export async function claimHeads(sql: Sql, at: Date, until: Date, perEndpoint: number): Promise<Claimed[]> {
  const { rows } = await sql.query<Claimed>({
    name: 'claim_event_deliveries',
    text: `with heads as (
        select d.id, row_number() over (partition by d.endpoint_id order by d.due_at, d.id) as place
        from event_deliveries d join webhook_endpoints w on w.id = d.endpoint_id and w.enabled
        where d.due_at <= $1 and d.delivered_at is null and d.given_up_at is null
          and not exists (select 1 from event_deliveries p where p.endpoint_id = d.endpoint_id
            and p.conversation_id = d.conversation_id and p.seq < d.seq
            and p.delivered_at is null and p.given_up_at is null))
      update event_deliveries d set due_at = $2, attempts = d.attempts + 1
      from webhook_endpoints w
      where d.id in (select id from heads where place <= $3) and d.due_at <= $1
        and d.delivered_at is null and d.given_up_at is null and w.id = d.endpoint_id
      returning d.id, d.endpoint_id as "endpointId", d.conversation_id as "conversationId", d.seq, d.attempts,
        w.url, w.internal, w.secret, w.former_secret as "formerSecret", w.former_until as "formerUntil"`,
    values: [at, until, perEndpoint],
  })
  return rows
}

type EntryRow = Pick<LogEntry, 'conversationId' | 'seq' | 'audience' | 'at' | 'customerId'> & {
  type: LogEntry['type']
  payload: LogEntry['payload']
  channelId: string
  number: number
  externalId: string | null
}

/** The entry as the log has it now; null when the conversation is gone. */
export async function findEntry(
  sql: Sql,
  conversationId: string,
  seq: number,
): Promise<(EntryRow & { entry: LogEntry }) | null> {
  const { rows } = await sql.query<EntryRow>({
    name: 'find_event_entry',
    text: `select e.conversation_id as "conversationId", e.seq, e.type, e.audience, e.payload, e.created_at as at,
        c.customer_id as "customerId", c.channel_id as "channelId", c.number, cu.external_id as "externalId"
      from conversation_events e join conversations c on c.id = e.conversation_id join customers cu on cu.id = c.customer_id
      where e.conversation_id = $1 and e.seq = $2`,
    values: [conversationId, seq],
  })
  const row = rows[0]
  return row ? { ...row, entry: { ...row, agentIds: [] } as unknown as LogEntry } : null
}

export async function noteTaken(sql: Sql, id: string, status: number, at: Date): Promise<void> {
  await sql.query(
    'update event_deliveries set delivered_at = $3, last_status = $2, last_error = null where id = $1',
    [id, status, at],
  )
}

/** `next` null: given up. */
export async function noteRefused(
  sql: Sql,
  row: { id: string; status: number | null; error: string; at: Date; next: Date | null },
): Promise<void> {
  await sql.query(
    `update event_deliveries set last_status = $2, last_error = $3, due_at = coalesce($5, due_at),
       given_up_at = case when $5::timestamptz is null then $4::timestamptz end where id = $1`,
    [row.id, row.status, row.error.slice(0, 500), row.at, row.next],
  )
}

const CONDITION: Record<DeliveryState, string> = {
  waiting: 'd.delivered_at is null and d.given_up_at is null',
  delivered: 'd.delivered_at is not null',
  given_up: 'd.given_up_at is not null',
}

type ListRow = Omit<DeliveryView, 'at' | 'dueAt' | 'deliveredAt'> & {
  at: Date
  dueAt: Date
  deliveredAt: Date | null
}

export async function listDeliveries(
  sql: Sql,
  input: { id: string; state?: DeliveryState | undefined; page: number; pageSize: number },
): Promise<{ rows: DeliveryView[]; total: number }> {
  const where = `d.endpoint_id = $1 and ${input.state ? CONDITION[input.state] : 'true'}`
  const [page, count] = await Promise.all([
    sql.query<ListRow>(
      `select d.id, d.type, d.conversation_id as "conversationId", c.number as "conversationNumber", d.seq, d.at,
         case when d.delivered_at is not null then 'delivered' when d.given_up_at is not null then 'given_up' else 'waiting' end as state,
         d.attempts, d.due_at as "dueAt", d.delivered_at as "deliveredAt", d.last_status as "lastStatus", d.last_error as "lastError"
       from event_deliveries d join conversations c on c.id = d.conversation_id
       where ${where} order by d.at desc, d.id limit $2 offset $3`,
      [input.id, input.pageSize, (input.page - 1) * input.pageSize],
    ),
    sql.query<{ total: number }>(`select count(*)::int as total from event_deliveries d where ${where}`, [
      input.id,
    ]),
  ])
  const rows = page.rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    dueAt: row.dueAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  }))
  return { rows, total: count.rows[0]?.total ?? 0 }
}

/** Due again at once, under the same id: a receiver that remembers ids takes nothing twice. */
export async function replayDeliveries(
  sql: Sql,
  endpointId: string,
  ids: readonly string[] | null,
  at: Date,
): Promise<number> {
  const { rowCount } = await sql.query(
    `update event_deliveries set due_at = $3, attempts = 0, delivered_at = null, given_up_at = null
     where endpoint_id = $1 and case when $2::uuid[] is null then given_up_at is not null
       else id = any($2) and (delivered_at is not null or given_up_at is not null) end`,
    [endpointId, ids, at],
  )
  return rowCount ?? 0
}

/** What was taken or given up long ago, a bounded number at a time. */
export async function forgetDeliveries(sql: Sql, before: Date, limit: number): Promise<number> {
  const { rowCount } = await sql.query(
    `delete from event_deliveries where id in (
       select id from event_deliveries where at < $1 and (delivered_at < $1 or given_up_at < $1) limit $2)`,
    [before, limit],
  )
  return rowCount ?? 0
}
