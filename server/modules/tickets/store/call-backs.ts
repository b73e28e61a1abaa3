import { pool, type Sql } from '@/server/platform/db/pool'
import type { CallBackState, CallBackView, ListCallBacks } from '../contract'
import type { Reader } from './read-tickets'

export type StoredCallBack = {
  id: string
  name: string
  phone: string
  dueAt: Date
  state: CallBackState
  result: string | null
  tries: number
  note: string
  customerId: string | null
  customerName: string | null
  conversationId: string | null
  ticketId: string | null
  ticketNumber: number | null
  groupId: string | null
  groupName: string | null
  assigneeId: string | null
  assigneeName: string | null
  creatorId: string | null
  version: number
}

const FROM = `from call_backs b left join customers cu on cu.id = b.customer_id left join tickets t on t.id = b.ticket_id
  left join skill_groups g on g.id = b.group_id left join users a on a.id = b.assignee_id`
const SELECT = `select b.id, b.name, b.phone, b.due_at as "dueAt", b.state, b.result, b.tries, b.note,
  b.customer_id as "customerId", cu.name as "customerName", b.conversation_id as "conversationId",
  b.ticket_id as "ticketId", t.number as "ticketNumber", b.group_id as "groupId", g.name as "groupName",
  b.assignee_id as "assigneeId", a.name as "assigneeName", b.creator_id as "creatorId", b.version ${FROM}`

/** $1: the reader, null for all; $2: the reader's groups. */
const READABLE = `($1::uuid is null or b.assignee_id = $1 or b.creator_id = $1 or b.group_id = any($2::uuid[]))`
const scoped = (reader: Reader) => [reader?.userId ?? null, reader ? [...reader.groupIds] : []]

const ORDER = {
  due: `case when b.state = 'waiting' then 0 else 1 end, b.due_at`,
  name: 'lower(coalesce(cu.name, b.name))',
  assignee: 'lower(a.name)',
  created: 'b.created_at',
} as const

type Asked = { reader: Reader; input: ListCallBacks; assignee: string | null; at: Date }

export async function listCallBackRows({
  reader,
  input,
  assignee,
  at,
}: Asked): Promise<{ rows: StoredCallBack[]; total: number }> {
  const where = `where ${READABLE}
    and ($3 = '' or strpos(lower(coalesce(cu.name, b.name)), lower($3)) > 0 or strpos(lower(b.note), lower($3)) > 0)
    and ($4::text is null or b.state = $4)
    and ($5::text is null or case $5 when 'none' then b.assignee_id is null else b.assignee_id::text = $5 end)
    and ($6::uuid is null or b.customer_id = $6)
    and (not $7::boolean or (b.state = 'waiting' and b.due_at <= $8::timestamptz))`
  const values = [
    ...[...scoped(reader), input.search, input.state ?? null, assignee, input.customerId ?? null],
    ...[input.overdue ?? false, at],
  ]
  const direction = input.direction === 'desc' ? 'desc' : 'asc'
  const [rows, count] = await Promise.all([
    pool().query<StoredCallBack>(
      `${SELECT} ${where} order by ${ORDER[input.sort]} ${direction} nulls last, b.id limit $9 offset $10`,
      [...values, input.pageSize, (input.page - 1) * input.pageSize],
    ),
    pool().query<{ total: number }>(`select count(*)::int as total ${FROM} ${where}`, values),
  ])
  return { rows: rows.rows, total: count.rows[0]?.total ?? 0 }
}

export async function findCallBack(sql: Sql, id: string, reader: Reader): Promise<StoredCallBack | null> {
  const { rows } = await sql.query<StoredCallBack>(`${SELECT} where ${READABLE} and b.id = $3`, [
    ...scoped(reader),
    id,
  ])
  return rows[0] ?? null
}

export async function lockCallBack(sql: Sql, id: string, reader: Reader): Promise<StoredCallBack | null> {
  await sql.query('select 1 from call_backs where id = $1 for no key update', [id])
  return findCallBack(sql, id, reader)
}

export type NewCallBack = {
  id: string
  clientKey: string
  customerId: string | null
  conversationId: string | null
  ticketId: string | null
  name: string
  phone: string
  dueAt: Date
  groupId: string | null
  assigneeId: string | null
  creatorId: string
  note: string
  at: Date
}

/** False when one with this client key is there already. */
export async function insertCallBack(sql: Sql, row: NewCallBack): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into call_backs(id, client_key, customer_id, conversation_id, ticket_id, name, phone, due_at, group_id,
       assignee_id, creator_id, note, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (client_key) do nothing`,
    [
      ...[row.id, row.clientKey, row.customerId, row.conversationId, row.ticketId, row.name, row.phone],
      ...[row.dueAt, row.groupId, row.assigneeId, row.creatorId, row.note, row.at],
    ],
  )
  return rowCount === 1
}

export async function findCallBackByKey(sql: Sql, clientKey: string): Promise<string | null> {
  const { rows } = await sql.query<{ id: string }>('select id from call_backs where client_key = $1', [
    clientKey,
  ])
  return rows[0]?.id ?? null
}

export type CallBackColumns = Pick<
  StoredCallBack,
  'name' | 'phone' | 'dueAt' | 'groupId' | 'assigneeId' | 'note' | 'state' | 'result' | 'tries'
>

export async function updateCallBack(
  sql: Sql,
  id: string,
  row: CallBackColumns,
  endedAt: Date | null,
): Promise<void> {
  await sql.query(
    `update call_backs set name = $2, phone = $3, due_at = $4, group_id = $5, assignee_id = $6, note = $7, state = $8,
       result = $9, tries = $10, ended_at = $11, version = version + 1 where id = $1`,
    [
      ...[id, row.name, row.phone, row.dueAt, row.groupId, row.assigneeId, row.note, row.state, row.result],
      ...[row.tries, endedAt],
    ],
  )
}

export async function insertCallBackEntry(
  sql: Sql,
  row: {
    id: string
    callBackId: string
    at: Date
    kind: string
    actorId: string | null
    actorName: string
    detail?: object
  },
): Promise<void> {
  await sql.query(
    'insert into call_back_entries(id, call_back_id, at, kind, actor_id, actor_name, detail) values ($1, $2, $3, $4, $5, $6, $7)',
    [row.id, row.callBackId, row.at, row.kind, row.actorId, row.actorName, JSON.stringify(row.detail ?? {})],
  )
}

export async function listCallBackEntries(sql: Sql, id: string): Promise<CallBackView['history']> {
  const { rows } = await sql.query<{
    id: string
    at: Date
    kind: string
    actor: string
    detail: Record<string, unknown>
  }>(
    'select id, at, kind, actor_name as actor, detail from call_back_entries where call_back_id = $1 order by at, id',
    [id],
  )
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
}

/**
 * Takes what is due and nobody was reminded of, in the caller's transaction: whoever takes it tells of it there, so
 * a process that dies told nobody and the next one does.
 */
export async function takeDueCallBacks(sql: Sql, at: Date): Promise<StoredCallBack[]> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'due_call_backs',
    text: `update call_backs set reminded_at = $1 where id in (
        select id from call_backs where state = 'waiting' and due_at <= $1
          and (reminded_at is null or reminded_at < due_at)
        order by due_at limit 100 for update skip locked)
      returning id`,
    values: [at],
  })
  if (rows.length === 0) return []
  const taken = await sql.query<StoredCallBack>(`${SELECT} where b.id = any($1::uuid[]) order by b.id`, [
    rows.map(({ id }) => id),
  ])
  return taken.rows
}

/** Who of a group can sign in. */
export async function listGroupPeople(sql: Sql, groupId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select u.id from group_members m join users u on u.id = m.agent_id and u.disabled_at is null
     where m.group_id = $1 order by u.id limit 200`,
    [groupId],
  )
  return rows.map(({ id }) => id)
}
