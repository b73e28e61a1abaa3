import type { Sql } from '@/server/platform/db/pool'

export async function setCallState(sql: Sql, id: string, state: string): Promise<boolean> {
  const { rowCount } = await sql.query('update calls set state = $2 where id = $1', [id, state])
  return rowCount === 1
}

/** False when this report was taken before; another one of the same id waits until this transaction ends. */
export async function insertReport(sql: Sql, id: string, at: Date): Promise<boolean> {
  const { rowCount } = await sql.query(
    'insert into call_reports(id, at) values ($1, $2) on conflict do nothing',
    [id, at],
  )
  return rowCount === 1
}

/** What is older than a signature lives cannot come again. */
export async function forgetReports(sql: Sql, until: Date): Promise<void> {
  await sql.query('delete from call_reports where at < $1', [until])
}
