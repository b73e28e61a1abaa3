import type { Sql } from '@/server/platform/db/pool'
import type { Family, GroupBy, MetricKey } from '../contract'
import type { Counted } from '../domain/values'
import { families } from './families'
import { cellExpression, type FactQuery, factParameters, selectFacts } from './select-facts'

type Row = { one: string | null; two: string | null } & Record<string, number | string | null>
export type CrossCell = { one: string; two: string; counted: Counted }

/** Counts metrics of one family for every pair of cells of two groupings, at most `most` pairs. */
export async function countCross(
  sql: Sql,
  { family, keys, by, most }: { family: Family; keys: MetricKey[]; by: [GroupBy, GroupBy]; most: number },
  query: FactQuery,
): Promise<CrossCell[]> {
  const aggregates = keys.flatMap((key) => {
    const { n, d } = families[family].metrics[key]!
    return [`(${n})::float8 as ${key}_n`, ...(d ? [`(${d})::float8 as ${key}_d`] : [])]
  })
  const [one, two] = [cellExpression(by[0]), cellExpression(by[1])]
  // A fact counts again in every group above its own, whichever of the two the group is.
  const joined = by.find((grouping) => grouping === 'group') ?? by[0]
  const list = [`${one} as one`, `${two} as two`, ...aggregates].join(', ')
  const text = selectFacts(family, joined, list, `group by 1, 2 limit ${most + 1}`)
  const { rows } = await sql.query<Row>(text, factParameters(query))
  const read = (value: number | string | null | undefined) =>
    value === null || value === undefined ? null : Number(value)
  return rows.flatMap((row) =>
    row.one === null || row.two === null
      ? []
      : {
          one: row.one,
          two: row.two,
          counted: Object.fromEntries(
            keys.map((key) => [key, { n: read(row[`${key}_n`]), d: read(row[`${key}_d`]) }]),
          ),
        },
  )
}
