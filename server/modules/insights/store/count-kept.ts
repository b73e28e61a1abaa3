import type { Sql } from '@/server/platform/db/pool'
import type { Family, GroupBy, MetricKey } from '../contract'
import { applies, isTime, kindsOf } from '../contract'
import { gapsBetween, type ReportDay } from '../domain/report-days'
import type { Counted } from '../domain/values'
import type { FamilyCounts } from './count-facts'
import { families } from './families'
import { passing } from './report-filter'
import { ancestors, cellExpression, type FactQuery } from './select-facts'
import { factColumns, factsOver, keptColumn, stretches } from './sum-days'

type Row = { cell: string | null } & Record<string, number | string | null>

/**
 * Counts a family whose facts cannot be added up (the same customer on two days is one) over the kept facts of days
 * that are true and those of the rows for the rest, with the family's own expressions.
 */
export async function countKept(
  sql: Sql,
  family: Family,
  by: GroupBy,
  query: FactQuery,
  days: readonly ReportDay[],
): Promise<FamilyCounts> {
  const keys = Object.keys(families[family].metrics) as MetricKey[]
  const [total] = await run(sql, family, null, query, days)
  const counts: FamilyCounts = { total: total ? read(total, keys) : {}, cells: new Map() }
  if (!isTime(by) && !kindsOf[family].some((kind) => kind === by)) return counts
  const known = keys.filter((key) => applies(key, by))
  for (const row of await run(sql, family, by, query, days)) {
    if (row.cell !== null) counts.cells.set(row.cell, read(row, known))
  }
  return counts
}

async function run(
  sql: Sql,
  family: Family,
  by: GroupBy | null,
  { from, until, now, timeZone, filter }: FactQuery,
  days: readonly ReportDay[],
): Promise<Row[]> {
  const gaps = gapsBetween({ from: from.getTime(), until: until.getTime() }, days)
  const aggregates = Object.entries(families[family].metrics).flatMap(([key, { n, d }]) => [
    `(${n})::float8 as ${key}_n`,
    ...(d ? [`(${d})::float8 as ${key}_d`] : []),
  ])
  const columns = factColumns.map((name) => keptColumn(family, name)).join(', ')
  const text = `with recursive ${ancestors},
    f as (
      select ${factColumns.join(', ')} from report_facts where family = '${family}' and day = any($8::date[])
      union all select ${columns} from (${factsOver(family, gaps.length)}) f)
    select ${by === null ? 'null::text' : cellExpression(by)} as cell, ${aggregates.join(', ')}
    from f ${by === 'group' ? 'join up on up.group_id = f.group_id' : ''}
    where $3::timestamptz is not null and $4::text is not null and ${passing('f', family)}
    ${by === null ? '' : 'group by 1'}`
  const { rows } = await sql.query<Row>(text, [
    ...stretches(gaps),
    now,
    timeZone,
    filter.groupIds,
    filter.agentIds,
    filter.channelIds,
    days.map(({ day }) => day),
    filter.categoryIds ?? null,
  ])
  return rows
}

function read(row: Row, keys: MetricKey[]): Counted {
  const at = (name: string) => {
    const value = row[name]
    return value === null || value === undefined ? null : Number(value)
  }
  return Object.fromEntries(keys.map((key) => [key, { n: at(`${key}_n`), d: at(`${key}_d`) }]))
}
