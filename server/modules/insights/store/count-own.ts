import type { Sql } from '@/server/platform/db/pool'
import type { MetricKey } from '../contract'
import { type Family, metrics } from '../contract'
import type { Counted } from '../domain/values'
import { families } from './families'

export type OwnQuery = { agentId: string; from: Date; until: Date; now: Date; timeZone: string }
export type OwnCounts = { total: Counted; days: Map<string, Counted> }
type Row = { day: string | null; is_total: number } & Record<string, number | string | null>

const day = `to_char(f.at at time zone $4, 'YYYY-MM-DD')`

/**
 * The same facts as a report's, for one agent: as a plain subquery, so that the database begins at the agent and
 * reckons only what is asked for. In total and by local day, one statement for each family, one after the other.
 */
export async function countOwn(sql: Sql, keys: readonly MetricKey[], query: OwnQuery): Promise<OwnCounts> {
  const counts: OwnCounts = { total: {}, days: new Map() }
  for (const family of new Set(keys.map((key) => metrics[key].family))) {
    const own = keys.filter((key) => metrics[key].family === family)
    for (const row of await run(sql, family, own, query)) {
      const counted = toCounted(row, own)
      if (row.is_total) Object.assign(counts.total, counted)
      else if (row.day !== null) counts.days.set(row.day, { ...counts.days.get(row.day), ...counted })
    }
  }
  return counts
}

async function run(sql: Sql, family: Family, keys: readonly MetricKey[], query: OwnQuery): Promise<Row[]> {
  const sums = keys.flatMap((key) => {
    const { n, d } = families[family].metrics[key]!
    return [`(${n})::float8 as ${key}_n`, ...(d ? [`(${d})::float8 as ${key}_d`] : [])]
  })
  const text = `select ${day} as day, grouping(${day}) as is_total, ${sums.join(', ')}
    from (${families[family].facts}) f where $3::timestamptz is not null and f.agent_id = $5
    group by grouping sets ((1), ())`
  const { agentId, from, until, now, timeZone } = query
  return (await sql.query<Row>(text, [from, until, now, timeZone, agentId])).rows
}

function toCounted(row: Row, keys: readonly MetricKey[]): Counted {
  const read = (name: string) => {
    const value = row[name]
    return value === null || value === undefined ? null : Number(value)
  }
  return Object.fromEntries(keys.map((key) => [key, { n: read(`${key}_n`), d: read(`${key}_d`) }]))
}
