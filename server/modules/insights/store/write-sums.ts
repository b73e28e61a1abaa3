import type { Sql } from '@/server/platform/db/pool'
import type { Family } from '../contract'
import type { ZonedDay } from './report-days'
import { addedFamilies, definition, keptFamilies, summedFamilies } from './report-parts'
import { columnOf, dimOrder } from './report-sets'
import { dayParameters, factColumns, factsOf, sumsOf } from './sum-days'

const keyColumns = dimOrder.map((dim) => columnOf[dim]).join(', ')
const sumColumns = `day, family, dims, ${keyColumns}, parts, waits`
const keptColumns = `day, family, ${factColumns.join(', ')}`

/**
 * Computes a day anew from the rows, in the caller's transaction, which must see one state of the database
 * (repeatable read): what is changed after that stays on record as a change.
 */
export async function writeDay(sql: Sql, day: ZonedDay, now: Date): Promise<void> {
  const dates = [day.day]
  await sql.query('delete from report_sums where day = any($1::date[])', [dates])
  await sql.query('delete from report_facts where day = any($1::date[])', [dates])
  const values = dayParameters(day, now)
  for (const [family, parts] of [...summedFamilies, ...addedFamilies]) {
    await sql.query(
      `insert into report_sums(${sumColumns}) select ${sumColumns} from (${sumsOf(family, parts)}) s order by dims, day`,
      values,
    )
  }
  for (const family of keptFamilies) {
    await sql.query(
      `insert into report_facts(${keptColumns}) select ${keptColumns} from (${factsOf(family)}) s order by day`,
      values,
    )
  }
  await sql.query(
    `update report_days set definition = $2, computed_at = clock_timestamp(), barrier = null where day = any($1::date[])`,
    [dates, definition],
  )
}

export type Difference = { day: string; family: Family; missing: number; wrong: number }

/** Compares what is stored with a computation now; days that agree are not named. */
export async function compareDay(sql: Sql, day: ZonedDay, now: Date): Promise<Difference[]> {
  const values = dayParameters(day, now)
  const differences: Difference[] = []
  const look = async (family: Family, table: string, columns: string, computed: string) => {
    const stored = `select ${columns} from ${table} where day = any($5::date[]) and family = '${family}'`
    const { rows } = await sql.query<{ missing: number; wrong: number }>(
      `with computed as materialized (select ${columns} from (${computed}) s), stored as materialized (${stored})
       select (select count(*)::int from (select * from computed except all select * from stored) x) as missing,
         (select count(*)::int from (select * from stored except all select * from computed) x) as wrong`,
      values,
    )
    const { missing = 0, wrong = 0 } = rows[0] ?? {}
    if (missing > 0 || wrong > 0) differences.push({ day: day.day, family, missing, wrong })
  }
  for (const [family, parts] of [...summedFamilies, ...addedFamilies])
    await look(family, 'report_sums', sumColumns, sumsOf(family, parts))
  for (const family of keptFamilies) await look(family, 'report_facts', keptColumns, factsOf(family))
  return differences
}
