import type { Sql } from '@/server/platform/db/pool'
import type { Family, GroupBy, MetricKey } from '../contract'
import { applies, isTime, kindsOf } from '../contract'
import { gapsBetween, type ReportDay } from '../domain/report-days'
import type { Counted } from '../domain/values'
import type { FamilyCounts } from './count-facts'
import { families } from './families'
import { passing } from './report-filter'
import { distinctOf } from './report-parts'
import { ancestors, cellExpression, type FactQuery } from './select-facts'
import { factColumns, factsOver, keptColumn, stretches } from './sum-days'

/** Every customer of a year is held at once to be counted; what is more goes to the disk. */
const hashMemory = '32MB'

/** Which metrics are to be counted, in total and for each cell. */
export type Wanted = { total: MetricKey[]; cells: MetricKey[] }
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
  wanted: Wanted,
): Promise<FamilyCounts> {
  const counts: FamilyCounts = { total: {}, cells: new Map() }
  if (wanted.total.length > 0) {
    const [total] = await run(sql, family, null, query, days, wanted.total)
    if (total) counts.total = read(total, wanted.total)
  }
  if (!isTime(by) && !kindsOf[family].some((kind) => kind === by)) return counts
  const known = wanted.cells.filter((key) => applies(key, by))
  if (known.length === 0) return counts
  for (const row of await run(sql, family, by, query, days, known)) {
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
  keys: readonly MetricKey[],
): Promise<Row[]> {
  const gaps = gapsBetween({ from: from.getTime(), until: until.getTime() }, days)
  const columns = factColumns.map((name) => keptColumn(family, name)).join(', ')
  const text = `with recursive ${ancestors},
    f as (
      select ${factColumns.join(', ')} from report_facts where family = '${family}' and day = any($8::date[])
      union all select ${columns} from (${factsOver(family, gaps.length)}) f),
    told as (
      select ${by === null ? 'null::text' : cellExpression(by)} as cell, f.*
      from f ${by === 'group' ? 'join up on up.group_id = f.group_id' : ''}
      where $3::timestamptz is not null and $4::text is not null and ${passing('f', family)})
    ${countDistinct(family, by === null, keys)}`
  await sql.query(`set local work_mem = '${hashMemory}'`)
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

/**
 * `count(distinct x) filter (where …)` of each metric, for each cell: every x once with what holds for any of its facts,
 * and then counted. PostgreSQL would sort all facts for it, again for each metric.
 */
function countDistinct(family: Family, whole: boolean, keys: readonly MetricKey[]): string {
  const asked = distinctsOf(family, keys)
  const columns = [...new Set(asked.map(({ column }) => column))]
  const counted = columns.map((column, nth) => {
    const own = asked.filter((one) => one.column === column)
    const held = own.map(({ name, where }) => `bool_or(${where}) as ${name}`).join(', ')
    const sums = own.map(({ name }) => `(count(*) filter (where ${name}))::float8 as ${name}`).join(', ')
    return `(select ${whole ? 'null::text as cell' : 'cell'}, ${sums}
      from (select cell, ${held} from told where ${column} is not null group by cell, ${column}) x
      ${whole ? '' : 'group by cell'}) c${nth}`
  })
  const joined = counted.map((one, nth) =>
    nth === 0 ? one : `full join ${one} on coalesce(c${nth}.cell, '') = coalesce(c0.cell, '')`,
  )
  return `select c0.cell, ${asked.map(({ name }) => name).join(', ')} from ${joined.join(' ')}`
}

type Distinct = { name: string; column: string; where: string }

function distinctsOf(family: Family, keys: readonly MetricKey[]): Distinct[] {
  const told = (name: string, sql: string | undefined): Distinct[] => {
    const distinct = sql === undefined ? null : distinctOf(sql)
    return distinct ? [{ name, ...distinct }] : []
  }
  return keys.flatMap((key) => {
    const { n, d } = families[family].metrics[key] ?? {}
    return [...told(`${key}_n`, n), ...told(`${key}_d`, d)]
  })
}

function read(row: Row, keys: MetricKey[]): Counted {
  const at = (name: string) => {
    const value = row[name]
    return value === null || value === undefined ? null : Number(value)
  }
  return Object.fromEntries(keys.map((key) => [key, { n: at(`${key}_n`), d: at(`${key}_d`) }]))
}
