import type { Sql } from '@/server/platform/db/pool'

/** Takes the values and their salts; the digests stay, and say nothing without them. */
const ERASE = 'update audit_personal set value = null, salt = null'

/**
 * What the log holds of one person: as the one who acted, as the record, or named in somebody's. `texts`
 * (name, address) finds values that stand where nobody's id is.
 */
export async function erasePerson(sql: Sql, userId: string, texts: readonly string[]): Promise<number> {
  const { rowCount } = await sql.query(
    `${ERASE} where value is not null and (subject_id = $1 or (subject_id is null and value #>> '{}' = any($2)))`,
    [userId, texts.filter((text) => text !== '')],
  )
  return rowCount ?? 0
}

/** The same of several records that stand for one person. */
export async function eraseSubjects(
  sql: Sql,
  ids: readonly string[],
  texts: readonly string[],
): Promise<number> {
  const { rowCount } = await sql.query(
    `${ERASE} where value is not null and (subject_id = any($1) or value #>> '{}' = any($2))`,
    [ids, texts.filter((text) => text !== '')],
  )
  return rowCount ?? 0
}

/** Of entries from before `until`, at most `limit` at once. */
export async function eraseOlder(sql: Sql, until: Date, limit: number): Promise<number> {
  const { rowCount } = await sql.query(
    `${ERASE} where (entry_id, path) in (
       select p.entry_id, p.path from audit_personal p join audit_entries e on e.id = p.entry_id
       where p.value is not null and e.at < $1 limit $2)`,
    [until, limit],
  )
  return rowCount ?? 0
}

export async function countOlder(sql: Sql, until: Date): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(
    `select count(*)::int as n from audit_personal p join audit_entries e on e.id = p.entry_id
     where p.value is not null and e.at < $1`,
    [until],
  )
  return rows[0]?.n ?? 0
}
