import type { Principal, Scope } from '@/server/access'
import type { Sql } from '@/server/platform/db/pool'
import type { CustomerFilter, CustomerRow, FieldValues, ListCustomers } from '../contract'
import { prefixQuery, searchTerms } from '../domain/search-terms'

/** Whose customers somebody may see: all, or those who came to their groups or to themselves. */
export type Reader = { scope: Scope; userId: string; groupIds: readonly string[] }
export const readerOf = (principal: Principal, scope: Scope): Reader => ({
  scope,
  userId: principal.userId,
  groupIds: principal.scopeGroupIds,
})

const COLUMNS = `cu.id, cu.name, cu.external_id as "externalId", cu.email, cu.phone, cu.language, cu.tags,
  cu.vip_level as "vipLevel", cu.fields, cu.blocked_at as "blockedAt", cu.created_at as "createdAt",
  cu.last_seen_at as "lastSeenAt", cu.version,
  (select count(*)::int from conversations n where n.customer_id = cu.id) as conversations`

type Row = Omit<CustomerRow, 'blockedAt' | 'createdAt' | 'lastSeenAt'> & {
  blockedAt: Date | null
  createdAt: Date
  lastSeenAt: Date
}

export const toCustomerRow = ({ blockedAt, createdAt, lastSeenAt, ...row }: Row): CustomerRow => ({
  ...row,
  blockedAt: blockedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
  lastSeenAt: lastSeenAt.toISOString(),
})

const SEEN = `($1 = 'all' or exists (select 1 from conversations s where s.customer_id = cu.id
  and (s.agent_id = $2 or ($1 = 'group' and s.group_id = any($3)))))`

const ORDER = {
  name: 'lower(cu.name)',
  seen: 'cu.last_seen_at',
  created: 'cu.created_at',
  vip: 'cu.vip_level',
} as const

function conditionsOf(filter: CustomerFilter, reader: Reader) {
  const values: unknown[] = [reader.scope, reader.userId, reader.groupIds]
  const where = ['cu.merged_into_id is null', 'cu.erased_at is null', SEEN]
  const add = (condition: (at: string) => string, value: unknown) => {
    values.push(value)
    where.push(condition(`$${values.length}`))
  }
  const terms = searchTerms(filter.search)
  if (terms.length > 0) add((at) => `cu.words @@ to_tsquery('simple', ${at})`, prefixQuery(terms))
  else if (filter.search !== '') where.push('false')
  if (filter.tag) add((at) => `cu.tags @> array[${at}::text]`, filter.tag)
  if (filter.vip) add((at) => `cu.vip_level >= ${at}`, filter.vip)
  if (filter.ids) add((at) => `cu.id = any(${at})`, filter.ids)
  if (filter.state === 'known') where.push('cu.external_id is not null')
  if (filter.state === 'anonymous') where.push('cu.external_id is null')
  if (filter.state === 'blocked') where.push('cu.blocked_at is not null')
  return { where: where.join(' and '), values }
}

export async function listCustomers(
  sql: Sql,
  input: ListCustomers,
  reader: Reader,
): Promise<{ rows: CustomerRow[]; total: number }> {
  const { where, values } = conditionsOf(input, reader)
  const direction = input.direction === 'desc' ? 'desc' : 'asc'
  const at = values.length
  const [page, count] = await Promise.all([
    sql.query<Row>(
      `select ${COLUMNS} from customers cu where ${where}
       order by ${ORDER[input.sort]} ${direction}, cu.id limit $${at + 1} offset $${at + 2}`,
      [...values, input.pageSize, (input.page - 1) * input.pageSize],
    ),
    sql.query<{ total: number }>(`select count(*)::int as total from customers cu where ${where}`, values),
  ])
  return { rows: page.rows.map(toCustomerRow), total: count.rows[0]?.total ?? 0 }
}

/** All of a list in stretches, by id. */
export async function* streamCustomers(
  sql: Sql,
  filter: CustomerFilter,
  reader: Reader,
): AsyncGenerator<CustomerRow[]> {
  const { where, values } = conditionsOf(filter, reader)
  let after: string | null = null
  for (;;) {
    const rows: Row[] = (
      await sql.query<Row>(
        `select ${COLUMNS} from customers cu where ${where} and ($${values.length + 1}::uuid is null or cu.id > $${values.length + 1})
         order by cu.id limit 500`,
        [...values, after],
      )
    ).rows
    if (rows.length > 0) yield rows.map(toCustomerRow)
    if (rows.length < 500) return
    after = rows.at(-1)?.id ?? null
  }
}

/** Somebody who was merged is found as who they are now. */
export async function findCustomer(sql: Sql, id: string, reader: Reader): Promise<CustomerRow | null> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from customers cu
     where cu.id = (select coalesce(o.merged_into_id, o.id) from customers o where o.id = $4) and ${SEEN}`,
    [reader.scope, reader.userId, reader.groupIds, id],
  )
  return rows[0] ? toCustomerRow(rows[0]) : null
}

export type StoredCustomer = {
  id: string
  externalId: string | null
  name: string
  email: string | null
  phone: string | null
  language: string | null
  tags: string[]
  vipLevel: number
  fields: FieldValues
  blockedAt: Date | null
  blockedReason: string | null
  version: number
  lastSeenAt: Date
}

/** Locked against everything, also against what is being written for them, in the order of their ids. */
export async function lockCustomers(sql: Sql, ids: readonly string[]): Promise<StoredCustomer[]> {
  const { rows } = await sql.query<StoredCustomer>(
    `select id, external_id as "externalId", name, email, phone, language, tags, vip_level as "vipLevel", fields,
       blocked_at as "blockedAt", blocked_reason as "blockedReason", version, last_seen_at as "lastSeenAt"
     from customers where id = any($1) and merged_into_id is null and erased_at is null order by id for update`,
    [ids],
  )
  return rows
}

export type ProfileColumns = Pick<
  StoredCustomer,
  'name' | 'email' | 'phone' | 'language' | 'tags' | 'vipLevel' | 'fields'
>

export async function writeProfile(sql: Sql, id: string, profile: ProfileColumns): Promise<void> {
  await sql.query(
    `update customers set name = $2, email = $3, phone = $4, language = $5, tags = $6, vip_level = $7, fields = $8,
       version = version + 1 where id = $1`,
    [
      ...[id, profile.name, profile.email, profile.phone, profile.language, profile.tags, profile.vipLevel],
      JSON.stringify(profile.fields),
    ],
  )
}

export async function writeBlock(
  sql: Sql,
  id: string,
  block: { at: Date; by: string; reason: string } | null,
): Promise<void> {
  await sql.query(
    `update customers set blocked_at = $2, blocked_by = $3, blocked_reason = $4, version = version + 1 where id = $1`,
    [id, block?.at ?? null, block?.by ?? null, block?.reason ?? null],
  )
}

export type NewCustomer = ProfileColumns & { id: string; externalId: string; at: Date }

export async function insertCustomer(sql: Sql, one: NewCustomer): Promise<void> {
  await sql.query(
    `insert into customers(id, external_id, name, email, phone, language, tags, vip_level, fields, created_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    [
      ...[one.id, one.externalId, one.name, one.email, one.phone, one.language, one.tags, one.vipLevel],
      ...[JSON.stringify(one.fields), one.at],
    ],
  )
}

export async function findByExternalIds(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ id: string; externalId: string }>(
    `select coalesce(merged_into_id, id) as id, external_id as "externalId" from customers where external_id = any($1)`,
    [ids],
  )
  return new Map(rows.map((row) => [row.externalId, row.id]))
}

/** Tags in use, the commonest first. */
export async function listTags(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ tag: string }>(
    `select tag from (select unnest(tags) as tag from customers where tags <> '{}' limit 100000) t
     group by tag order by count(*) desc, tag limit 200`,
  )
  return rows.map(({ tag }) => tag)
}
