import type { Sql } from '@/server/platform/db/pool'
import { type SearchQuery, toTsQuery } from '../domain/search-words'
import { type ConversationRow, listByIds } from './load-views'

/** Who looks: what the list may hold follows from it. */
export type SearchReader = {
  scope: 'own' | 'group' | 'all'
  userId: string
  /** Groups whose waiting customers may be looked at. */
  groupIds: string[]
  /** Groups that the scope covers. */
  scopeGroupIds: string[]
}

export type SearchFilter = {
  query: SearchQuery
  status?: string[] | undefined
  creationType?: string[] | undefined
  groupId?: string[] | undefined
  agentId?: string[] | undefined
  channelId?: string[] | undefined
  categoryId?: string | undefined
  tag?: string[] | undefined
  customerTag?: string[] | undefined
  minVip?: number | undefined
  snoozed?: boolean
  from?: Date | undefined
  until?: Date | undefined
  before?: { at: Date; id: string } | undefined
  limit: number
}

const COUNTED = 1_000

/** Collects conditions with their values. */
function conditions(filter: SearchFilter, reader: SearchReader) {
  const values: unknown[] = []
  const where: string[] = []
  const add = (value: unknown, text: (place: string) => string) => {
    if (value === undefined) return
    values.push(value)
    where.push(text(`$${values.length}`))
  }
  if (reader.scope !== 'all') {
    values.push(reader.userId, reader.groupIds, reader.scope === 'group' ? reader.scopeGroupIds : [])
    where.push(`(c.agent_id = $1 or (c.agent_id is null and c.group_id = any($2)) or c.group_id = any($3)
      or exists (select 1 from conversation_participants p where p.conversation_id = c.id and p.user_id = $1 and p.left_at is null))`)
  }
  add(filter.status, (p) => `c.status = any(${p})`)
  add(filter.creationType, (p) => `c.creation_type = any(${p})`)
  add(filter.groupId, (p) => `c.group_id = any(${p})`)
  add(filter.agentId, (p) => `c.agent_id = any(${p})`)
  add(filter.channelId, (p) => `c.channel_id = any(${p})`)
  add(filter.tag, (p) => `c.tags @> ${p}::text[]`)
  add(filter.from, (p) => `c.created_at >= ${p}`)
  add(filter.until, (p) => `c.created_at < ${p}`)
  add(
    filter.categoryId,
    (p) => `c.category_id in (with recursive below as (select id from categories where id = ${p}
      union select k.id from categories k join below b on k.parent_id = b.id) select id from below)`,
  )
  if (filter.snoozed) where.push('c.snoozed_until is not null')
  const who: string[] = []
  if (filter.customerTag) {
    values.push(filter.customerTag)
    who.push(`cu.tags @> $${values.length}::text[]`)
  }
  if (filter.minVip) {
    values.push(filter.minVip)
    who.push(`cu.vip_level >= $${values.length}`)
  }
  if (who.length)
    where.push(`exists (select 1 from customers cu where cu.id = c.customer_id and ${who.join(' and ')})`)
  addQuery(filter.query, add)
  return { values, where, add }
}

function addQuery(
  { terms, number }: SearchQuery,
  add: (value: unknown, text: (place: string) => string) => void,
): void {
  const inWords = (p: string) =>
    `c.id in (select s.conversation_id from conversation_search s where s.words @@ ${p}::tsquery)`
  if (terms.length > 0 && number !== null) {
    add(toTsQuery(terms), (p) => `(c.number = ${number} or ${inWords(p)})`)
  } else if (terms.length > 0) add(toTsQuery(terms), inWords)
  else if (number !== null) add(number, (p) => `c.number = ${p}`)
}

/** A page of conversations that this person may read, newest first, and how many there are (exact up to 1,000). */
export async function searchConversations(
  sql: Sql,
  filter: SearchFilter,
  reader: SearchReader,
): Promise<{ rows: ConversationRow[]; total: number; more: boolean }> {
  const { values, where, add } = conditions(filter, reader)
  const all = where.length ? where.join(' and ') : 'true'
  const counted = await sql.query<{ total: number }>(
    `select count(*)::int as total from (select 1 from conversations c where ${all} limit ${COUNTED}) found`,
    values,
  )
  if (filter.before) {
    add(filter.before.at, (p) => `c.created_at <= ${p}`)
    values.push(filter.before.id)
    where.push(`(c.created_at, c.id) < ($${values.length - 1}, $${values.length}::uuid)`)
  }
  values.push(filter.limit + 1)
  const page = await sql.query<{ id: string }>(
    `select c.id from conversations c where ${where.length ? where.join(' and ') : 'true'}
     order by c.created_at desc, c.id desc limit $${values.length}`,
    values,
  )
  const ids = page.rows.slice(0, filter.limit).map((row) => row.id)
  const byId = new Map((await listByIds(sql, ids)).map((row) => [row.id, row]))
  return {
    rows: ids.flatMap((id) => byId.get(id) ?? []),
    total: counted.rows[0]?.total ?? 0,
    more: page.rows.length > filter.limit,
  }
}

/** For each conversation the newest message that holds one of the marks. */
export async function findSaid(
  sql: Sql,
  conversationIds: string[],
  marks: string[],
): Promise<Map<string, { seq: number; text: string }>> {
  if (marks.length === 0 || conversationIds.length === 0) return new Map()
  const patterns = marks.map((mark) => `%${mark.replace(/[\\%_]/g, '\\$&')}%`)
  const { rows } = await sql.query<{ id: string; seq: number; text: string }>(
    `select c.id, m.seq, m.text from unnest($1::uuid[]) as c(id) cross join lateral (
       select seq, text from messages where conversation_id = c.id and recalled_at is null and lower(text) like any($2)
       order by (lower(text) like all($2)) desc, seq desc limit 1) m`,
    [conversationIds, patterns],
  )
  return new Map(rows.map(({ id, seq, text }) => [id, { seq, text }]))
}

type Named = { id: string; name: string }
export type FilterChoices = {
  groups: Named[]
  agents: Named[]
  channels: Named[]
  categories: { id: string; path: Record<string, string>[] }[]
}

/** What the list of conversations can be narrowed to. */
export async function listFilterChoices(sql: Sql): Promise<FilterChoices> {
  const [groups, agents, channels, categories] = await Promise.all([
    sql.query<Named>('select id, name from skill_groups order by name limit 500'),
    sql.query<Named>(
      'select id, public_name as name from agents where enabled order by public_name limit 1000',
    ),
    sql.query<Named>('select id, name from channels order by name limit 200'),
    sql.query<{ id: string; path: Record<string, string>[] }>(
      `with recursive tree as (
         select id, jsonb_build_array(names) as path, 0 as depth from categories where parent_id is null
         union all select k.id, t.path || k.names, t.depth + 1 from categories k join tree t on k.parent_id = t.id where t.depth < 20)
       select id, path from tree order by path::text limit 1000`,
    ),
  ])
  return { groups: groups.rows, agents: agents.rows, channels: channels.rows, categories: categories.rows }
}

export type CustomerHit = {
  id: string
  name: string
  email: string | null
  phone: string | null
  externalId: string | null
  vipLevel: number
}

/** Customers by name, address, number or id, of those this person may see. */
/** Whether somebody with this scope may know the customer: who was served by them or their groups. */
export async function isKnownCustomer(sql: Sql, id: string, reader: SearchReader): Promise<boolean> {
  const { rowCount } = await sql.query(
    `select 1 from customers cu where cu.id = $1
       and ($2 = 'all' or exists (select 1 from conversations c where c.customer_id in (cu.id, cu.merged_into_id)
         and (c.agent_id = $3 or ($2 = 'group' and c.group_id = any($4)))))`,
    [id, reader.scope, reader.userId, reader.scopeGroupIds],
  )
  return rowCount === 1
}

export async function searchCustomers(sql: Sql, text: string, reader: SearchReader): Promise<CustomerHit[]> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const digits = text.replace(/\D/g, '')
  const { rows } = await sql.query<CustomerHit>(
    `select cu.id, cu.name, cu.email, cu.phone, cu.external_id as "externalId", cu.vip_level as "vipLevel" from customers cu
     where cu.merged_into_id is null and cu.erased_at is null and (cu.name ilike $1 or cu.email ilike $1 or cu.external_id = $2
         or ($3 <> '' and length($3) > 2 and regexp_replace(coalesce(cu.phone, ''), '\\D', '', 'g') like '%' || $3 || '%'))
       and ($4 = 'all' or exists (select 1 from conversations c where c.customer_id = cu.id
         and (c.agent_id = $5 or ($4 = 'group' and c.group_id = any($6)))))
     order by cu.last_seen_at desc nulls last, cu.id limit 20`,
    [pattern, text, digits, reader.scope, reader.userId, reader.scopeGroupIds],
  )
  return rows
}
