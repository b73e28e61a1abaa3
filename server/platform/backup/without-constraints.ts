import type { Client } from 'pg'
import { identifier, quoted, type Table } from './tables'

/**
 * Runs `work` with triggers and foreign keys out of the way, so that tables can be filled in any order and nothing
 * is reckoned twice; the keys are checked over all rows when they come back. It needs no more rights than the
 * tables' owner has. Within the caller's transaction.
 */
export async function withoutConstraints<T>(
  client: Client,
  tables: Table[],
  work: () => Promise<T>,
): Promise<T> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid = any($1::regclass[])`,
    [tables.map(quoted)],
  )
  for (const { table, name } of keys)
    await client.query(`alter table ${table} drop constraint ${identifier(name)}`)
  for (const table of tables) await client.query(`alter table ${quoted(table)} disable trigger user`)
  const result = await work()
  for (const table of tables) await client.query(`alter table ${quoted(table)} enable trigger user`)
  for (const { table, name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${identifier(name)} ${definition}`)
  return result
}
