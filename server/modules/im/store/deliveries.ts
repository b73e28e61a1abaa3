import type { Sql } from '@/server/platform/db/pool'
import type { ImDelivery, ImDeliveryState } from '../contract'

const STATE = (done: string) =>
  `case when ${done} is not null then 'done' when given_up_at is not null then 'given_up' else 'waiting' end`

/** Both ways as one list, without words: they stand in the conversation. */
const ROWS = `select id, 'out' as direction, at, target as who, via as account, conversation_id, ${STATE('sent_at')} as state,
    attempts, repeated, due_at, sent_at as done_at, last_error from im_outbox where channel_id = $1
  union all
  select id, 'in', received_at, sender, robot_id, null, ${STATE('processed_at')}, attempts, false, due_at, processed_at,
    last_error from im_inbox where channel_id = $1`

type Row = Omit<ImDelivery, 'at' | 'dueAt' | 'doneAt'> & { at: Date; dueAt: Date; doneAt: Date | null }

export async function listImDeliveries(
  sql: Sql,
  input: { channelId: string; state?: ImDeliveryState | undefined; page: number; pageSize: number },
): Promise<{ rows: ImDelivery[]; total: number }> {
  const rows = `with rows as (${ROWS}) `
  const where = '($2::text is null or r.state = $2)'
  const values = [input.channelId, input.state ?? null]
  const [page, count] = await Promise.all([
    sql.query<Row>(
      `${rows} select r.id, r.direction, r.at, r.who, r.account, r.conversation_id as "conversationId",
         c.number as "conversationNumber", r.state, r.attempts, r.repeated, r.due_at as "dueAt", r.done_at as "doneAt",
         r.last_error as "lastError"
       from rows r left join conversations c on c.id = r.conversation_id
       where ${where} order by r.at desc, r.id limit $3 offset $4`,
      [...values, input.pageSize, (input.page - 1) * input.pageSize],
    ),
    sql.query<{ total: number }>(`${rows} select count(*)::int as total from rows r where ${where}`, values),
  ])
  return {
    rows: page.rows.map((row) => ({
      ...row,
      at: row.at.toISOString(),
      dueAt: row.dueAt.toISOString(),
      doneAt: row.doneAt?.toISOString() ?? null,
    })),
    total: count.rows[0]?.total ?? 0,
  }
}

/** What was given up is tried again at once; one whose end is not known is marked when it goes out. */
export async function resendIm(
  sql: Sql,
  channelId: string,
  ids: readonly string[] | null,
  at: Date,
): Promise<number> {
  let count = 0
  for (const table of ['im_outbox', 'im_inbox']) {
    const { rowCount } = await sql.query(
      `update ${table} set due_at = $3, attempts = 0, given_up_at = null
       where channel_id = $1 and given_up_at is not null and ($2::uuid[] is null or id = any($2))`,
      [channelId, ids, at],
    )
    count += rowCount ?? 0
  }
  return count
}
