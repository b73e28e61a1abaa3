import type { Family } from '../contract'
import type { Period } from '../domain/period'
import type { ReportDay } from '../domain/report-days'
import { families } from './families'
import type { Parts } from './report-parts'
import { bits, columnOf, type Dim, dimOrder, otherOf, setsOf } from './report-sets'
import { cellExpression } from './select-facts'

const manyStretches = 8

/**
 * A family's facts over several stretches of time, as one table. The family's own statement takes $1 and $2, of one
 * stretch; here they are arrays of starts and ends. Few stretches are written out, so that PostgreSQL plans each for
 * what lies in it.
 */
export function factsOver(family: Family, count: number): string {
  const over = (from: string, until: string) =>
    families[family].facts.replace(/\$([12])(?!\d)/g, (_, n) => (n === '1' ? from : until))
  if (count <= manyStretches) {
    const one = (nth: number) => `(${over(`($1::timestamptz[])[${nth}]`, `($2::timestamptz[])[${nth}]`)})`
    return Array.from({ length: Math.max(1, count) }, (_, index) => one(index + 1)).join(' union all ')
  }
  return `select x.* from unnest($1::timestamptz[], $2::timestamptz[]) p(f, u) cross join lateral (${over('p.f', 'p.u')}) x`
}

export const stretches = (periods: readonly Period[]): [Date[], Date[]] => [
  periods.map(({ from }) => new Date(from)),
  periods.map(({ until }) => new Date(until)),
]

/** Values that are not 0, in order; how often it was 0 is one of the parts. */
export const waitsOf = (parts: Parts): string => {
  if (parts.waits === null) return 'null::bigint[]'
  const { value, rows } = parts.waits
  return `array_agg((${value})::bigint order by (${value})) filter (where (${rows}) and (${value}) <> 0)`
}
export const arrayOf = (parts: Parts): string =>
  `array[${parts.parts.map(({ sql }) => sql).join(', ')}]::float8[]`

const typeOf: Partial<Record<Dim, string>> = { hour: 'smallint', other: 'text' }

/** All sums of a day as rows of `report_sums`. Takes start, end, now, zone and day, arrays of one. */
export function sumsOf(family: Family, parts: Parts): string {
  const sets = setsOf(family)
  const used = dimOrder.filter((dim) => sets.some((set) => set.includes(dim)))
  const mask = used.map((dim) => `(1 - grouping(${columnOf[dim]})) * ${bits[dim]}`).join(' + ')
  const column = (dim: Dim) => {
    if (used.includes(dim)) return columnOf[dim]
    return `null::${typeOf[dim] ?? 'uuid'} as ${columnOf[dim]}`
  }
  const by = otherOf[family]
  const other = by === undefined ? 'null::text' : cellExpression(by)
  const grouping = sets.map((set) => `(${['day', ...set.map((dim) => columnOf[dim])].join(', ')})`).join(', ')
  return `with f as materialized (${factsOver(family, 1)}),
      timed as (select ($5::date[])[1] as day, f.*, extract(hour from f.at at time zone $4)::smallint as hour, ${other} as other from f)
    select day, '${family}' as family, (${mask})::smallint as dims, ${dimOrder.map(column).join(', ')},
      ${arrayOf(parts)} as parts, ${waitsOf(parts)} as waits
    from timed where $3::timestamptz is not null and $4::text is not null group by grouping sets (${grouping})`
}

/** What the kept families tell of a fact besides where it belongs. */
const measures: Record<string, { type: string; families: readonly Family[] }> = {
  passed_on: { type: 'boolean', families: ['holding'] },
  received: { type: 'boolean', families: ['holding'] },
  score: { type: 'integer', families: ['rating_part'] },
}
export const factColumns: readonly string[] = [
  ...[
    'at',
    'conversation_id',
    'customer_id',
    'channel_id',
    'category_id',
    'wrap_up_id',
    'agent_id',
    'group_id',
  ],
  ...Object.keys(measures),
]

/** A column of `report_facts` from a family's facts `f`. */
export function keptColumn(family: Family, name: string): string {
  const measure = measures[name]
  return !measure || measure.families.includes(family) ? `f.${name}` : `null::${measure.type} as ${name}`
}

/** The facts of a day as rows of `report_facts`. Takes the same. */
export function factsOf(family: Family): string {
  const list = factColumns.map((name) => keptColumn(family, name)).join(', ')
  return `with f as materialized (${factsOver(family, 1)})
    select ($5::date[])[1] as day, '${family}' as family, ${list} from f
    where $3::timestamptz is not null and $4::text is not null`
}

export function dayParameters(day: ReportDay & { timeZone: string }, now: Date): unknown[] {
  return [...stretches([day]), now, day.timeZone, [day.day]]
}
