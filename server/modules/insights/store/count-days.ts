import { inTransaction, type Sql } from '@/server/platform/db/pool'
import type { Family, GroupBy, MetricKey } from '../contract'
import { applies, isTime, kindsOf } from '../contract'
import { gapsBetween, type ReportDay } from '../domain/report-days'
import { countFacts, type FamilyCounts } from './count-facts'
import { countKept } from './count-kept'
import { families } from './families'
import { listClean } from './report-days'
import { passing } from './report-filter'
import { addedFamilies, keptFamilies, type Parts, type Place, summedFamilies } from './report-parts'
import { columnOf, type Dim, maskOf, otherOf, pickSet, variesIn } from './report-sets'
import { ancestors, cellExpression, type FactFilter, type FactQuery } from './select-facts'
import { arrayOf, factsOver, stretches, waitsOf } from './sum-days'

/**
 * Counts one family as `countFacts` does, reading what it can from the sums of days whose sums are true, and the rest
 * from the rows with the same expressions. One state of the database answers both.
 */
export function countDays(family: Family, by: GroupBy, query: FactQuery): Promise<FamilyCounts> {
  return inTransaction(async (sql) => {
    if (keptFamilies.includes(family)) {
      const { groupIds, agentIds, channelIds, categoryIds, ...unknown } = query.filter
      if (!isEmpty(unknown)) return countFacts(sql, family, by, query)
      const days = await listClean(sql, query)
      return days.length === 0 ? countFacts(sql, family, by, query) : countAdded(sql, family, by, query, days)
    }
    const plan = planOf(family, by, query)
    const days = plan === null ? [] : await listClean(sql, query)
    if (plan === null || days.length === 0) return countFacts(sql, family, by, query)
    const counts: FamilyCounts = { total: {}, cells: new Map() }
    const total = await add(sql, family, { ...plan, by: null, set: plan.total }, days, query)
    counts.total = total.get(null) ?? {}
    if (plan.set === null) return counts
    fill(counts, by, await add(sql, family, { ...plan, set: plan.set }, days, query))
    return counts
  }, 'begin isolation level repeatable read read only')
}

function fill(counts: FamilyCounts, by: GroupBy, cells: Counts): void {
  for (const [cell, counted] of cells) {
    if (cell === null) continue
    const known = Object.entries(counted).filter(([key]) => applies(key as MetricKey, by))
    counts.cells.set(cell, { ...counts.cells.get(cell), ...Object.fromEntries(known) })
  }
}

/** A kept family: from sums what they can answer, the rest from its kept facts. */
async function countAdded(
  sql: Sql,
  family: Family,
  by: GroupBy,
  query: FactQuery,
  days: readonly ReportDay[],
): Promise<FamilyCounts> {
  const keys = Object.keys(families[family].metrics) as MetricKey[]
  const parts = addedFamilies.get(family)
  const total = parts ? addedSet(family, null, query) : null
  const cells = parts ? addedSet(family, by, query) : null
  const added = parts?.metrics.map(([key]) => key) ?? []
  const others = keys.filter((key) => !added.includes(key))
  const wanted = { total: total ? others : keys, cells: cells ? others : keys }
  const counts = await countKept(sql, family, by, query, days, wanted)
  if (parts && total) {
    const sums = await add(sql, family, { parts, by: null, set: total }, days, query)
    counts.total = { ...counts.total, ...sums.get(null) }
  }
  if (parts && cells) fill(counts, by, await add(sql, family, { parts, by, set: cells }, days, query))
  return counts
}

/** The sums in which no conversation is met twice within one cell; null: there are none. */
function addedSet(family: Family, by: GroupBy | null, { filter }: FactQuery): readonly Dim[] | null {
  const chosen = { agent: filter.agentIds, group: filter.groupIds }
  const once = variesIn(family).every((dim) => {
    if (by === dim) return dim === 'agent'
    return (chosen[dim]?.length ?? 0) <= 1
  })
  const cell = by === null ? null : dimOf(family, by)
  if (!once || cell === undefined) return null
  if (by !== null && !isTime(by) && !kindsOf[family].some((kind) => kind === by)) return null
  const filters = filteredBy(family, filter)
  return pickSet(family, cell === null ? filters : [...filters, cell])
}

type Plan = { parts: Parts; by: GroupBy | null; set: readonly Dim[] | null; total: readonly Dim[] }

/** Which sums answer it; null when none can. */
function planOf(family: Family, by: GroupBy, { filter }: FactQuery): Plan | null {
  const parts = summedFamilies.get(family)
  const { groupIds, agentIds, channelIds, categoryIds, ...unknown } = filter
  if (!parts || !isEmpty(unknown)) return null
  const filters = filteredBy(family, filter)
  const total = pickSet(family, filters)
  if (total === null) return null
  const cell = dimOf(family, by)
  if (cell === undefined) return null
  const divides = isTime(by) || kindsOf[family].some((kind) => kind === by)
  if (!divides) return { parts, by, set: null, total }
  const set = pickSet(family, cell === null ? filters : [...filters, cell])
  return set && { parts, by, set, total }
}

function filteredBy(family: Family, { groupIds, agentIds, channelIds, categoryIds }: FactFilter): Dim[] {
  const filters: Dim[] = []
  if (groupIds !== null) filters.push(kindsOf[family].includes('group') ? 'group' : 'agent')
  if (agentIds !== null) filters.push('agent')
  if (channelIds !== null) filters.push('channel')
  if (categoryIds) filters.push('category')
  return filters
}

/** A filter that is new to sums is not overlooked. */
const isEmpty = (unknown: object) =>
  Object.values(unknown).every((value) => value === null || value === undefined)

/** What a grouping needs to know besides the day; undefined: more than sums know. */
function dimOf(family: Family, by: GroupBy): Dim | null | undefined {
  if (otherOf[family] === by) return 'other'
  if (by === 'day' || by === 'week' || by === 'month' || by === 'weekday') return null
  if (by === 'weekday_hour') return 'hour'
  return isDim(by) ? by : undefined
}

const isDim = (by: GroupBy): by is GroupBy & Dim => by in columnOf && by !== ('other' as GroupBy)

function summedCell(by: GroupBy | null): string {
  switch (by) {
    case null:
      return 'null::text'
    case 'group':
      return 'up.ancestor_id::text'
    case 'hour':
      return `to_char(r.hour, 'FM00')`
    case 'day':
      return `to_char(r.day::timestamp, 'YYYY-MM-DD')`
    case 'week':
      return `to_char(date_trunc('week', r.day::timestamp), 'YYYY-MM-DD')`
    case 'month':
      return `to_char(r.day::timestamp, 'YYYY-MM')`
    case 'weekday':
      return `to_char(r.day::timestamp, 'ID')`
    case 'weekday_hour':
      return `to_char(r.day::timestamp, 'ID') || '-' || to_char(r.hour, 'FM00')`
    default:
      if (!isDim(by)) return 'r.other'
      return `r.${columnOf[by]}::text`
  }
}

type Counts = Map<string | null, FamilyCounts['total']>

async function add(
  sql: Sql,
  family: Family,
  { parts, by, set }: Pick<Plan, 'parts' | 'by'> & { set: readonly Dim[] },
  days: readonly ReportDay[],
  { from, until, now, timeZone, filter }: FactQuery,
): Promise<Counts> {
  const up = (row: string) => (by === 'group' ? `join up on up.group_id = ${row}.group_id` : '')
  const gaps = gapsBetween({ from: from.getTime(), until: until.getTime() }, days)
  const counted = `union all select ${by === null ? 'null::text' : cellExpression(by)}, ${arrayOf(parts)}, ${waitsOf(parts)}
    from f ${up('f')} where ${passing('f', family)} ${by === null ? '' : 'group by 1'}`
  const text = `with recursive ${ancestors},
    f as materialized (${factsOver(family, gaps.length)}),
    day as (
      select ${summedCell(by)} as cell, r.parts, r.waits from report_sums r ${up('r')}
      where r.family = '${family}' and r.dims = ${maskOf(set)} and r.day = any($8::date[]) and ${passing('r', family)}
      ${gaps.length > 0 ? counted : ''})
    ${summary(parts, by === null)}`
  const values = [
    ...stretches(gaps),
    now,
    timeZone,
    filter.groupIds,
    filter.agentIds,
    filter.channelIds,
    days.map(({ day }) => day),
    filter.categoryIds ?? null,
  ]
  const { rows } = await sql.query<{ cell: string | null } & Record<string, number | string | null>>(
    text,
    values,
  )
  return new Map(rows.map((row) => [row.cell, read(parts, row)]))
}

function summary(parts: Parts, whole: boolean): string {
  const merged = parts.parts.map(({ merge, zero }, index) => {
    const sum = `${merge}(parts[${index + 1}])`
    return `${zero ? `coalesce(${sum}, 0)` : sum} as p${index}`
  })
  const known = '$3::timestamptz is not null and $4::text is not null'
  const head = whole ? 'null::text as cell' : 'cell'
  const sums = `sums as (select ${head}, ${merged.join(', ')} from day where ${known} ${whole ? '' : 'group by cell'})`
  const { waits } = parts
  if (waits === null) return `, ${sums} select * from sums`
  const list = [...new Set(ranksOf(parts))].map((p) => {
    const all = `coalesce(every, 0) + p${waits.zeros}`
    return `${rankOf(`greatest(1, ceil(${p}::float8 * (${all})::float8))`, `p${waits.zeros}`)} as "r${p}"`
  })
  return `, ${sums}, wait as (
      select cell, array_agg(wait order by wait) as waits, count(*) as every, count(*) filter (where wait < 0) as below
      from (select cell, unnest(waits) as wait from day) x group by cell)
    select sums.*, ${list.join(', ')} from sums
    left join wait on coalesce(wait.cell, '') = coalesce(sums.cell, '')`
}

/** The value at a rank: those that are not 0 are in order, and the zeros stand between those below and above. */
const rankOf = (rank: string, zeros: string) =>
  `case when ${rank} <= coalesce(below, 0) then waits[(${rank})::int]
    when ${rank} <= coalesce(below, 0) + ${zeros} then 0 else waits[(${rank} - ${zeros})::int] end`

const ranksOf = (parts: Parts): string[] =>
  parts.metrics.flatMap(([, { n }]) => ('rank' in n ? [n.rank] : []))

function read(parts: Parts, row: Record<string, number | string | null>): FamilyCounts['total'] {
  const at = (place: Place | null): number | null => {
    const value = place === null ? null : 'rank' in place ? row[`r${place.rank}`] : row[`p${place.part}`]
    return value === null || value === undefined ? null : Number(value)
  }
  return Object.fromEntries(parts.metrics.map(([key, { n, d }]) => [key, { n: at(n), d: at(d) }]))
}
