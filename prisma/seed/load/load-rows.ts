import type pg from 'pg'
import { columns, type Row, type Rows, type Table } from './columns'
import { type CopyText, copyRows } from './copy-rows'

/** Fills all tables, parents first, in the caller's transaction. */
export async function loadRows(
  client: pg.ClientBase,
  rows: Rows<CopyText | Row[]>,
  lastNumber: number,
): Promise<void> {
  for (const table of Object.keys(columns) as Table[]) {
    await copyRows(client, table, columns[table].split(' '), rows[table])
  }
  await client.query(`select setval('conversation_number', $1)`, [lastNumber])
}

/** The roles of the product; those already there keep what they are. Returns ids by key. */
export async function ensureRoles(
  client: pg.ClientBase,
  roles: { id: string; key: string; name: string; permissions: object }[],
): Promise<Record<string, string>> {
  for (const { id, key, name, permissions } of roles) {
    await client.query(
      `insert into roles(id, key, name, built_in, permissions) values ($1, $2, $3, true, $4) on conflict (key) do nothing`,
      [id, key, name, JSON.stringify(permissions)],
    )
  }
  const { rows } = await client.query<{ key: string; id: string }>('select key, id from roles')
  return Object.fromEntries(rows.map((row) => [row.key, row.id]))
}
