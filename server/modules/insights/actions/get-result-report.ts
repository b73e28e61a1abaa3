import type { Principal } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import type { GroupBy, MetricValues, Report, ReportInput, ReportRow } from '../contract'
import { type Family, isTime } from '../contract'
import { comparable, periodOf, previousDates, timeCells } from '../domain/period'
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
  const current = await countAll(input.groupBy, query)
  const period = periodOf(input.from, input.to, input.timeZone)
  const recordsFrom = await loadRecordsFrom(pool())
  const before = previousDates(input.from, input.to)
  const previousPeriod = input.compare
    ? comparable(period, periodOf(before.from, before.to, input.timeZone), query.now.getTime(), recordsFrom)
    : null
  const previous = previousPeriod
    ? await countAll(input.groupBy, { ...query, ...dates(previousPeriod) })
    : null
  const labels = await loadLabels(pool(), input.groupBy)
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

const dates = (period: { from: number; until: number }) => ({
  from: new Date(period.from),
  until: new Date(period.until),
})

type Counts = { total: Counted; cells: Map<string, Counted> }

async function countAll(by: GroupBy, query: FactQuery): Promise<Counts> {
  const asked = (Object.keys(families) as Family[]).filter((family) => canFilter(family, query.filter))
  const merged: Counts = { total: {}, cells: new Map() }
  const waiting = [...asked]
  const work = async () => {
    for (let family = waiting.shift(); family; family = waiting.shift()) {
      const counts = await countDays(family, by, query)
      Object.assign(merged.total, counts.total)
      for (const [cell, counted] of counts.cells) {
        merged.cells.set(cell, { ...merged.cells.get(cell), ...counted })
      }
    }
  }
  await Promise.all(Array.from({ length: parallel }, work))
  return merged
}

function cellsOf(by: GroupBy, from: string, to: string, found: string[]): string[] {
  return isTime(by) ? timeCells(by, from, to) : found.sort()
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
