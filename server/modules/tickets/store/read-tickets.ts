import { pool, type Sql } from '@/server/platform/db/pool'
import type { ListTickets, Named, TicketFilter, TicketPriority, TicketStatus } from '../contract'

/** Whom a list is for: null = all. */
export type Reader = { userId: string; groupIds: readonly string[] } | null

export type StoredTicket = {
  id: string
  number: number
  title: string
  description: string
  type: string
  priority: TicketPriority
  status: TicketStatus
  customerId: string | null
  customerName: string | null
  conversationId: string | null
  conversationNumber: number | null
  groupId: string | null
  groupName: string | null
  assigneeId: string | null
  assigneeName: string | null
  creatorId: string | null
  creatorName: string
  dueAt: Date | null
  dueByHand: boolean
  statusSince: Date
  reopenedCount: number
  createdAt: Date
  updatedAt: Date
  version: number
}

const SELECT = `select t.id, t.number, t.title, t.description, t.type, t.priority, t.status,
  t.customer_id as "customerId", cu.name as "customerName", t.conversation_id as "conversationId",
  c.number as "conversationNumber", t.group_id as "groupId", g.name as "groupName",
  t.assignee_id as "assigneeId", a.name as "assigneeName", t.creator_id as "creatorId",
  t.creator_name as "creatorName", t.due_at as "dueAt", t.due_by_hand as "dueByHand",
  t.status_since as "statusSince", t.reopened_count as "reopenedCount", t.created_at as "createdAt",
  t.updated_at as "updatedAt", t.version
  from tickets t left join customers cu on cu.id = t.customer_id left join conversations c on c.id = t.conversation_id
  left join skill_groups g on g.id = t.group_id left join users a on a.id = t.assignee_id`

/** "own" is what one opened, is to do or watches. $1: the reader, null for all; $2: the reader's groups. */
const READABLE = `($1::uuid is null or t.assignee_id = $1 or t.creator_id = $1 or t.group_id = any($2::uuid[])
  or exists (select 1 from ticket_watchers w where w.ticket_id = t.id and w.user_id = $1))`

const scoped = (reader: Reader) => [reader?.userId ?? null, reader ? [...reader.groupIds] : []]

const RANK = `array_position(array['low','normal','high','urgent'], t.priority)`
const STEP = `array_position(array['new','open','pending','on_hold','solved','closed'], t.status)`
const ORDER = {
  number: 't.number',
  title: 'lower(t.title)',
  status: STEP,
  priority: RANK,
  assignee: 'lower(a.name)',
  due: `case when t.status in ('solved', 'closed') then 1 else 0 end, t.due_at`,
  created: 't.created_at',
  updated: 't.updated_at',
} as const

const WHERE = `where ${READABLE}
  and ($3 = '' or strpos(lower(t.title), lower($3)) > 0 or strpos(lower(t.description), lower($3)) > 0
    or strpos(lower(cu.name), lower($3)) > 0 or t.number::text = regexp_replace($3, '^[tT]-?', ''))
  and ($4::text[] is null or t.status = any($4)) and ($5::text is null or t.priority = $5)
  and ($6::text is null or t.type = $6)
  and ($7::text is null or case $7 when 'none' then t.assignee_id is null else t.assignee_id::text = $7 end)
  and ($8::uuid is null or t.group_id = $8) and ($9::uuid is null or t.customer_id = $9)
  and ($10::timestamptz is null or (t.status not in ('solved', 'closed') and t.due_at <= $10
    and ($11::timestamptz is null or t.due_at > $11)))
  and ($12::uuid[] is null or t.id = any($12))`

/** `until`: due up to then, and after `after` where it is given. */
export type Due = { until: Date; after: Date | null } | null
type Asked = { reader: Reader; filter: TicketFilter; assignee: string | null; due: Due }

const valuesOf = ({ reader, filter, assignee, due }: Asked) => [
  ...scoped(reader),
  ...[filter.search, filter.statuses ?? null, filter.priority ?? null, filter.type ?? null, assignee],
  ...[filter.groupId ?? null, filter.customerId ?? null, due?.until ?? null, due?.after ?? null],
  filter.ids ?? null,
]

const JOINS = SELECT.slice(SELECT.indexOf('from tickets'))

export async function listTickets(
  asked: Asked,
  page: Pick<ListTickets, 'sort' | 'direction' | 'page' | 'pageSize'>,
): Promise<{ rows: StoredTicket[]; total: number }> {
  const direction = page.direction === 'desc' ? 'desc' : 'asc'
  const values = valuesOf(asked)
  const [rows, count] = await Promise.all([
    pool().query<StoredTicket>(
      `${SELECT} ${WHERE} order by ${ORDER[page.sort]} ${direction} nulls last, t.number desc limit $13 offset $14`,
      [...values, page.pageSize, (page.page - 1) * page.pageSize],
    ),
    pool().query<{ total: number }>(`select count(*)::int as total ${JOINS} ${WHERE}`, values),
  ])
  return { rows: rows.rows, total: count.rows[0]?.total ?? 0 }
}

/** null when there is none, or none for this reader. */
export async function findTicket(sql: Sql, id: string, reader: Reader): Promise<StoredTicket | null> {
  const { rows } = await sql.query<StoredTicket>(`${SELECT} where ${READABLE} and t.id = $3`, [
    ...scoped(reader),
    id,
  ])
  return rows[0] ?? null
}

export async function findByNumber(sql: Sql, number: number, reader: Reader): Promise<StoredTicket | null> {
  const { rows } = await sql.query<StoredTicket>(`${SELECT} where ${READABLE} and t.number = $3`, [
    ...scoped(reader),
    number,
  ])
  return rows[0] ?? null
}

/** Locks the row, then reads it: what is decided holds until the transaction ends. */
export async function lockTicket(sql: Sql, id: string, reader: Reader): Promise<StoredTicket | null> {
  await sql.query('select 1 from tickets where id = $1 for no key update', [id])
  return findTicket(sql, id, reader)
}

export async function findByClientKey(sql: Sql, clientKey: string): Promise<string | null> {
  const { rows } = await sql.query<{ id: string }>('select id from tickets where client_key = $1', [
    clientKey,
  ])
  return rows[0]?.id ?? null
}

export async function listWatchers(sql: Sql, ticketId: string): Promise<Named[]> {
  const { rows } = await sql.query<Named>(
    `select u.id, u.name from ticket_watchers w join users u on u.id = w.user_id
     where w.ticket_id = $1 order by lower(u.name), u.id`,
    [ticketId],
  )
  return rows
}

export async function listChoices(sql: Sql): Promise<{ groups: Named[]; people: Named[] }> {
  const [groups, people] = await Promise.all([
    sql.query<Named>('select id, name from skill_groups where disabled_at is null order by lower(name), id'),
    sql.query<Named>(
      'select id, name from users where disabled_at is null order by lower(name), id limit 1000',
    ),
  ])
  return { groups: groups.rows, people: people.rows }
}

/** Of these, which are no group that takes work, and no person who can sign in. */
export async function missingRefs(
  sql: Sql,
  refs: { groupId: string | null; assigneeId: string | null },
): Promise<{ group: boolean; assignee: boolean }> {
  const { rows } = await sql.query<{ group: boolean; assignee: boolean }>(
    `select $1::uuid is not null and not exists (select 1 from skill_groups where id = $1 and disabled_at is null) as "group",
       $2::uuid is not null and not exists (select 1 from users where id = $2 and disabled_at is null) as assignee`,
    [refs.groupId, refs.assigneeId],
  )
  return rows[0]!
}

type Hours = { weekly: unknown; exceptions: unknown; timeZone: string | null }

/** The service hours of the group, else of the conversation's channel; null = around the clock. */
export async function findHours(
  sql: Sql,
  of: { groupId: string | null; conversationId: string | null },
): Promise<Hours | null> {
  const { rows } = await sql.query<Hours>(
    `select k.weekly, k.exceptions, k.time_zone as "timeZone" from calendars k where k.id = coalesce(
       (select calendar_id from skill_groups where id = $1),
       (select ch.calendar_id from conversations c join channels ch on ch.id = c.channel_id where c.id = $2))`,
    [of.groupId, of.conversationId],
  )
  return rows[0] ?? null
}

/** Whether a conversation of this customer lies within these groups, or is or was with this agent. */
export async function servesCustomer(
  sql: Sql,
  customerId: string,
  reader: { userId: string; groupIds: readonly string[] },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    'select 1 from conversations where customer_id = $1 and (agent_id = $2 or group_id = any($3::uuid[])) limit 1',
    [customerId, reader.userId, reader.groupIds],
  )
  return rowCount === 1
}

export async function findCustomer(
  sql: Sql,
  id: string,
): Promise<{ id: string; name: string; phone: string | null } | null> {
  const { rows } = await sql.query<{ id: string; name: string; phone: string | null }>(
    'select id, name, phone from customers where id = $1',
    [id],
  )
  return rows[0] ?? null
}
