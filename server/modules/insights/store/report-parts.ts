/**
 * How the aggregates of a family are put together from those of single days. The families' own expressions are read
 * for it, so that there is one definition: counts and sums add up, of maxima there is the greatest, a rank is found
 * in all values. A family with any other expression is not summed but counted from its rows.
 */
import { createHash } from 'node:crypto'
import type { Family, MetricKey } from '../contract'
import { families } from './families'
import type { FamilySql, MetricSql } from './family'
import { setsOf, variesIn } from './report-sets'

export type Part = {
  /** Over the facts of one cell of one day. */
  sql: string
  merge: 'sum' | 'max'
  /** Of no facts there are 0; otherwise null. */
  zero: boolean
}
export type Place = { part: number } | { rank: string }
export type Parts = {
  parts: Part[]
  metrics: [MetricKey, { n: Place; d: Place | null }][]
  /** Values of which ranks are taken, and the part that says how often the value was 0. */
  waits: { value: string; rows: string; zeros: number } | null
}

/** Null where the family cannot be summed. */
export function partsOf({ metrics }: FamilySql): Parts | null {
  const found: Parts = { parts: [], metrics: [], waits: null }
  const add = (part: Part): Place => {
    const same = found.parts.findIndex(({ sql }) => sql === part.sql)
    return { part: same < 0 ? found.parts.push(part) - 1 : same }
  }
  for (const [key, metric] of Object.entries(metrics) as [MetricKey, MetricSql][]) {
    const rank = rankOf(metric)
    if (rank !== null) {
      const { value, rows } = metric
      if (found.waits && (found.waits.value !== value || found.waits.rows !== rows)) return null
      const zeros = add({
        sql: `count(*) filter (where (${rows}) and (${value}) = 0)`,
        merge: 'sum',
        zero: true,
      }) as { part: number }
      found.waits = { value, rows, zeros: zeros.part }
      found.metrics.push([key, { n: { rank }, d: null }])
      continue
    }
    const n = aggregateOf(metric.n)
    const d = metric.d === undefined ? null : aggregateOf(metric.d)
    if (n === null || (metric.d !== undefined && d === null)) return null
    found.metrics.push([key, { n: add(n), d: d && add(d) }])
  }
  return found
}

function rankOf({ n, d, value, rows }: MetricSql): string | null {
  const p = /^percentile_disc\((0\.\d+)\) /.exec(n)?.[1]
  const whole = `percentile_disc(${p}) within group (order by ${value}) filter (where ${rows})`
  return p !== undefined && d === undefined && n === whole ? p : null
}

function aggregateOf(sql: string): Part | null {
  const filled = /^coalesce\((.*), 0\)$/.exec(sql)?.[1]
  const name = callOf(filled ?? sql)
  if (name === null || (filled !== undefined && name === 'max')) return null
  return { sql, merge: name === 'max' ? 'max' : 'sum', zero: name === 'count' || filled !== undefined }
}

/** The function, if this is one call of one of these and nothing else. */
function callOf(sql: string): 'count' | 'sum' | 'max' | null {
  const name = /^(count|sum|max)\((?!distinct\b)/.exec(sql)?.[1] as 'count' | 'sum' | 'max' | undefined
  if (name === undefined) return null
  const rest = sql.slice(closing(sql, name.length) + 1)
  if (rest === '') return name
  const filter = ' filter '
  return rest.startsWith(`${filter}(where `) && closing(rest, filter.length) === rest.length - 1 ? name : null
}

function closing(sql: string, open: number): number {
  let depth = 0
  for (let at = open; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1
    if (sql[at] === ')') depth -= 1
    if (depth === 0) return at
  }
  return sql.length
}

/** What is counted distinct, and of which facts; null for any other expression. */
export function distinctOf(sql: string): { column: string; where: string } | null {
  const [, column, where = 'true'] = /^count\(distinct (\w+)\)(?: filter \(where (.*)\))?$/.exec(sql) ?? []
  return column === undefined ? null : { column, where }
}

/** Families whose facts of past days come from sums, and those whose facts themselves are kept. */
const summed: readonly Family[] = [
  'queue',
  'ended',
  'first_reply',
  'round',
  'rating',
  'invitation',
  'offline',
  'presence',
  'closing',
  'intake',
  'answered',
  'handling',
  'stars',
  'adherence',
  'bot',
]
const kept: readonly Family[] = ['written', 'holding', 'rating_part']

export const summedFamilies: ReadonlyMap<Family, Parts> = new Map(
  summed.flatMap((family) => {
    const parts = partsOf(families[family])
    return parts ? [[family, parts] as const] : []
  }),
)
export const keptFamilies: readonly Family[] = kept.filter((family) =>
  Object.values(families[family].metrics).every(
    ({ n, d }) => distinctOf(n) !== null && (d === undefined || distinctOf(d) !== null),
  ),
)

/**
 * What adds up of kept families: how many conversations, each of which ends on one day. Whether sums of agents or groups
 * may be added is for the reader to see (`variesIn`).
 */
export const addedFamilies: ReadonlyMap<Family, Parts> = new Map(
  kept.flatMap((family) => {
    const added = Object.entries(families[family].metrics).filter(([, { n, d }]) =>
      [n, ...(d === undefined ? [] : [d])].every((sql) => distinctOf(sql)?.column === 'conversation_id'),
    )
    const has = variesIn(family).length > 0 && added.length > 0
    return has ? [[family, countedOf(added as [MetricKey, MetricSql][])] as const] : []
  }),
)

function countedOf(metrics: [MetricKey, MetricSql][]): Parts {
  const counts = [...new Set(metrics.flatMap(([, { n, d }]) => (d === undefined ? [n] : [n, d])))]
  const place = (sql: string): Place => ({ part: counts.indexOf(sql) })
  return {
    parts: counts.map((sql) => ({ sql, merge: 'sum', zero: true })),
    metrics: metrics.map(([key, { n, d }]) => [key, { n: place(n), d: d === undefined ? null : place(d) }]),
    waits: null,
  }
}

/** Says what was added up: days that were computed under another definition are computed anew. */
export const definition: string = createHash('sha256')
  .update(
    JSON.stringify([
      1,
      summed.map((family) => [family, families[family], setsOf(family)]),
      kept.map((family) => [family, families[family].facts]),
      [...addedFamilies].map(([family, { parts }]) => [family, parts, setsOf(family)]),
    ]),
  )
  .digest('hex')
  .slice(0, 16)
