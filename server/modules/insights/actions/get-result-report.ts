import type { Principal } from '@/server/access'
import { findRatingTags } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import type { GroupBy, Label, MetricValues, Report, ReportInput, ReportRow } from '../contract'
import { type Family, type MetricKey, metrics } from '../contract'
import { comparable, hasFixedCells, periodOf, previousDates, timeCells } from '../domain/period'
import { type Counted, valuesOf, withShares } from '../domain/values'
import { countDays } from '../store/count-days'
import { families } from '../store/families'
import { loadLabels, loadRecordsFrom } from '../store/labels'
import { canFilter, type FactQuery } from '../store/select-facts'
import { toFactQuery } from './fact-query'

/** So many families are counted at once: a report must not take every connection from the live work. */
const parallel = 4

/** All result metrics over a period, in total and by the cells of one grouping. */
export async function getResultReport(principal: Principal, input: ReportInput): Promise<Report> {
  const query = await toFactQuery(principal, input)
  const current = await countAll(input, query)
  const period = periodOf(input.from, input.to, input.timeZone)
  const recordsFrom = await loadRecordsFrom(pool())
  const before = previousDates(input.from, input.to)
  const previousPeriod = input.compare
    ? comparable(period, periodOf(before.from, before.to, input.timeZone), query.now.getTime(), recordsFrom)
    : null
  const previous = previousPeriod ? await countAll(input, { ...query, ...dates(previousPeriod) }) : null
  const labels = await labelsOf(input.groupBy)
  const total = withShares(valuesOf(current.total), valuesOf(current.total))
  const rows = cellsOf(input.groupBy, input.from, input.to, [...current.cells.keys()]).map(
    (cell): ReportRow => {
      const values = withShares(valuesOf(current.cells.get(cell) ?? {}), total)
      return { cell, label: labels.get(cell) ?? null, values }
    },
  )
  return {
    period,
    previousPeriod,
    recordsFrom,
    total,
    previousTotal: previous ? withShares(valuesOf(previous.total), valuesOf(previous.total)) : null,
    rows,
    previous: previous ? alignedTo(input, before, previous) : {},
  }
}

async function labelsOf(by: GroupBy): Promise<Map<string, Label>> {
  if (by !== 'tag') return loadLabels(pool(), by)
  return new Map(
    (await findRatingTags(pool())).map(({ key, names }) => [key, names as Record<string, string>]),
  )
}

const dates = (period: { from: number; until: number }) => ({
  from: new Date(period.from),
  until: new Date(period.until),
})

type Counts = { total: Counted; cells: Map<string, Counted> }

async function countAll({ groupBy: by, metrics: keys }: ReportInput, query: FactQuery): Promise<Counts> {
  const wanted = (family: Family) => !keys || keys.some((key) => metrics[key].family === family)
  const asked = (Object.keys(families) as Family[]).filter(
    (family) => wanted(family) && canFilter(family, query.filter),
  )
  const merged: Counts = { total: {}, cells: new Map() }
  const waiting = [...asked]
  const work = async () => {
    for (let family = waiting.shift(); family; family = waiting.shift()) {
      const counts = await countDays(family, by, query)
      Object.assign(merged.total, only(counts.total, keys))
      for (const [cell, counted] of counts.cells) {
        merged.cells.set(cell, { ...merged.cells.get(cell), ...only(counted, keys) })
      }
    }
  }
  await Promise.all(Array.from({ length: parallel }, work))
  return merged
}

const only = (counted: Counted, keys: MetricKey[] | undefined): Counted =>
  keys
    ? Object.fromEntries(Object.entries(counted).filter(([key]) => keys.some((one) => one === key)))
    : counted

function cellsOf(by: GroupBy, from: string, to: string, found: string[]): string[] {
  return hasFixedCells(by) ? timeCells(by, from, to) : found.sort()
}

/** Earlier values under the cells they are compared with: the same name, or the same place in time. */
function alignedTo(
  input: ReportInput,
  before: { from: string; to: string },
  previous: Counts,
): Record<string, MetricValues> {
  const total = valuesOf(previous.total)
  const cells = cellsOf(input.groupBy, input.from, input.to, [...previous.cells.keys()])
  const earlier = cellsOf(input.groupBy, before.from, before.to, [...previous.cells.keys()])
  return Object.fromEntries(
    cells.map((cell, index) => [
      cell,
      withShares(valuesOf(previous.cells.get(earlier[index] ?? '') ?? {}), total),
    ]),
  )
}
