import type { Sql } from '@/server/platform/db/pool'
import type { GroupBy, MetricKey } from '../contract'
import { applies, type Family, isTime, kindsOf } from '../contract'
import type { Counted } from '../domain/values'
import { families } from './families'
import { cellExpression, countsAgain, type FactQuery, factParameters, selectFacts } from './select-facts'

export type FamilyCounts = { total: Counted; cells: Map<string, Counted> }
type Row = { cell: string | null; is_total: number } & Record<string, number | string | null>

/** Counts one family for every cell of a grouping and in total, in one statement (two by group: see below). */
export async function countFacts(
  sql: Sql,
  family: Family,
  by: GroupBy,
  query: FactQuery,
): Promise<FamilyCounts> {
  const keys = Object.keys(families[family].metrics) as MetricKey[]
  const divides = isTime(by) || kindsOf[family].includes(by)
  // What counts in several cells (a group's facts in every group above it) has a total to be counted on its own.
  const apart = countsAgain(by) || !divides
  const rows: Row[] = []
  if (divides) {
    const sets = apart ? '((1))' : '((1), ())'
    rows.push(
      ...(await run(sql, family, by, keys, `group by grouping sets ${sets}`, cellExpression(by), query)),
    )
  }
  if (apart) rows.push(...(await run(sql, family, null, keys, '', null, query)))
  const counts: FamilyCounts = { total: {}, cells: new Map() }
  for (const row of rows) {
    if (row.is_total) counts.total = toCounted(row, keys)
    else if (row.cell !== null) {
      counts.cells.set(
        row.cell,
        toCounted(
          row,
          keys.filter((key) => applies(key, by)),
        ),
      )
    }
  }
  return counts
}

async function run(
  sql: Sql,
  family: Family,
  by: GroupBy | null,
  keys: MetricKey[],
  tail: string,
  cell: string | null,
  query: FactQuery,
): Promise<Row[]> {
  const aggregates = keys.flatMap((key) => {
    const { n, d } = families[family].metrics[key]!
    return [`(${n})::float8 as ${key}_n`, ...(d ? [`(${d})::float8 as ${key}_d`] : [])]
  })
  const head =
    cell === null
      ? [`null::text as cell`, '1 as is_total']
      : [`${cell} as cell`, `grouping(${cell}) as is_total`]
  const text = selectFacts(family, by, [...head, ...aggregates].join(', '), tail)
  return (await sql.query<Row>(text, factParameters(query))).rows
}

function toCounted(row: Row, keys: MetricKey[]): Counted {
  const read = (name: string) => {
    const value = row[name]
    return value === null || value === undefined ? null : Number(value)
  }
  return Object.fromEntries(keys.map((key) => [key, { n: read(`${key}_n`), d: read(`${key}_d`) }]))
}
