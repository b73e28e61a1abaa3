import type { Sql } from '@/server/platform/db/pool'
import type { AlarmView, ListAlarmsInput } from '../contract'

type Row = Omit<AlarmView, 'raisedAt' | 'toldAt' | 'acknowledgedAt' | 'resolvedAt'> & {
  raisedAt: Date
  toldAt: Date
  acknowledgedAt: Date | null
  resolvedAt: Date | null
}

const SELECT = `select a.id, a.rule_id as "ruleId", coalesce(r.name, '') as "ruleName", a.kind, a.level, a.value,
  case when a.resolved_at is not null then 'resolved' when a.acknowledged_at is not null then 'acknowledged' else 'open' end as state,
  case when c.id is not null then json_build_object('id', c.id, 'number', c.number, 'customer', cu.name) end as conversation,
  case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as agent,
  case when g.id is not null then json_build_object('id', g.id, 'name', g.name) end as "group",
  a.raised_at as "raisedAt", a.told_at as "toldAt", a.times_told as "timesTold", a.acknowledged_at as "acknowledgedAt",
  k.name as "acknowledgedBy", a.note, a.resolved_at as "resolvedAt"
  from alarms a left join alarm_rules r on r.id = a.rule_id left join conversations c on c.id = a.conversation_id
    left join customers cu on cu.id = c.customer_id left join users u on u.id = a.agent_id
    left join skill_groups g on g.id = a.group_id left join users k on k.id = a.acknowledged_by`

const view = (row: Row): AlarmView => ({
  ...row,
  raisedAt: row.raisedAt.toISOString(),
  toldAt: row.toldAt.toISOString(),
  acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
})

/** Whose alarms: those told to this user, and those of these groups (null: all). */
export type Seen = { userId: string; groupIds: readonly string[] | null }

const SEEN = '($2::uuid[] is null or a.group_id = any($2) or $1 = any(a.receivers) or a.agent_id = $1)'

export async function listAlarms(
  sql: Sql,
  seen: Seen,
  input: ListAlarmsInput,
): Promise<{ rows: AlarmView[]; total: number }> {
  const where = `where ${SEEN} and ($3::text is null or a.level = $3) and ($4::text is null or a.kind = $4)
    and ($5::text is null or $5 = case when a.resolved_at is not null then 'resolved'
      when a.acknowledged_at is not null then 'acknowledged' else 'open' end)
    and ($6::text is null or concat_ws(' ', cu.name, u.name, g.name, r.name, a.note, '#' || c.number) ilike '%' || $6 || '%')`
  const search = input.search?.replace(/[\\%_]/g, '\\$&') ?? null
  const values = [
    ...[seen.userId, seen.groupIds, input.level ?? null, input.kind ?? null],
    ...[input.state ?? null, search],
  ]
  const order = input.direction === 'asc' ? 'asc' : 'desc'
  const [page, count] = await Promise.all([
    sql.query<Row>(`${SELECT} ${where} order by a.raised_at ${order}, a.id ${order} limit $7 offset $8`, [
      ...values,
      input.pageSize,
      (input.page - 1) * input.pageSize,
    ]),
    sql.query<{ total: number }>(`select count(*)::int as total from (${SELECT} ${where}) as found`, values),
  ])
  return { rows: page.rows.map(view), total: count.rows[0]?.total ?? 0 }
}

/** Open ones that this user was told of, the newest first. */
export async function listToldTo(sql: Sql, userId: string, limit: number): Promise<AlarmView[]> {
  const { rows } = await sql.query<Row>({
    name: 'alarms_told_to',
    text: `${SELECT} where a.resolved_at is null and a.acknowledged_at is null and $1 = any(a.receivers)
      order by a.told_at desc limit $2`,
    values: [userId, limit],
  })
  return rows.map(view)
}

export async function findAlarm(sql: Sql, seen: Seen, id: string): Promise<AlarmView | null> {
  const { rows } = await sql.query<Row>(`${SELECT} where ${SEEN} and a.id = $3`, [
    seen.userId,
    seen.groupIds,
    id,
  ])
  return rows[0] ? view(rows[0]) : null
}

/** Every alarm about a conversation, in order. */
export async function listAlarmsOf(sql: Sql, conversationId: string): Promise<AlarmView[]> {
  const { rows } = await sql.query<Row>(`${SELECT} where a.conversation_id = $1 order by a.raised_at, a.id`, [
    conversationId,
  ])
  return rows.map(view)
}
