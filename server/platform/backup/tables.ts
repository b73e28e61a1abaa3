import type { Client } from 'pg'
import { JOBS_SCHEMA } from '../jobs'

export type Table = { schema: string; name: string; columns: string[] }
/** How many rows, and a sum over all of their texts that does not depend on their order. */
export type TableFacts = { rows: string; sum: string }
export type Sequence = { schema: string; name: string; value: string }

export const titleOf = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string => `${schema}.${name}`
export const quoted = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string =>
  `${identifier(schema)}.${identifier(name)}`
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const columnsOf = ({ columns }: Table): string => columns.map(identifier).join(', ')

/** One text for one value, whatever the server's settings are, and no limit on how long it takes. */
export const PLAIN_SESSION = `set time zone 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set extra_float_digits = 1; set bytea_output = 'hex'; set client_encoding = 'UTF8';
  set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0`

/** All that holds data; the books of migrations are kept by those who migrate. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as name,
       array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and n.nspname = any($1)
       and not (n.nspname = 'public' and c.relname = '_prisma_migrations')
       and not (n.nspname = $2 and c.relname = 'migrations')
     group by 1, 2 order by 1, 2`,
    [['public', JOBS_SCHEMA], JOBS_SCHEMA],
  )
  return rows
}

export async function factsOf(client: Client, table: Table): Promise<TableFacts> {
  const { rows } = await client.query<TableFacts>(
    `select count(*)::text as rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text as sum
     from ${quoted(table)} t`,
  )
  return rows[0] as TableFacts
}

/** Those that were drawn from. */
export async function listSequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `select schemaname as schema, sequencename as name, last_value::text as value from pg_sequences
     where schemaname = any($1) and last_value is not null order by 1, 2`,
    [['public', JOBS_SCHEMA]],
  )
  return rows
}

/** Names of what is applied, and the version of the jobs' own schema (null: jobs never ran here). */
export async function readVersions(client: Client): Promise<{ migrations: string[]; jobs: number | null }> {
  const { rows } = await client.query<{ name: string }>(
    `select migration_name as name from _prisma_migrations
     where rolled_back_at is null and finished_at is not null order by 1`,
  )
  const known = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    `${JOBS_SCHEMA}.migrations`,
  ])
  const jobs = known.rows[0]?.there
    ? (await client.query<{ id: number }>(`select max(id)::int as id from ${JOBS_SCHEMA}.migrations`)).rows[0]
    : undefined
  return { migrations: rows.map(({ name }) => name), jobs: jobs?.id ?? null }
}
