import type { Principal } from '@/server/access'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import {
  type CustomDefinition,
  type CustomReport,
  type CustomReportInput,
  type Family,
  type GroupBy,
  type MetricKey,
  type MetricValues,
  metrics,
  mostCells,
  type Report,
} from '../contract'
import { absentMetrics, assembleCustom, pairKey, shownMetrics } from '../domain/custom-report'
import { datesOf, localDate } from '../domain/relative-period'
import { valuesOf } from '../domain/values'
import { countCross } from '../store/count-cross'
import { canFilter } from '../store/select-facts'
import { toFactQuery } from './fact-query'
import { getResultReport } from './get-result-report'

/** Metrics of one's choice by one or two dimensions. @throws {AppError} invalid_input when it is too large */
export async function getCustomReport(principal: Principal, input: CustomReportInput): Promise<CustomReport> {
  const { definition } = input
  const { from, to } = definition.dates ?? datesOf(definition.period, localDate(nowMs(), definition.timeZone))
  const query = await toFactQuery(principal, { ...definition, from, to })
  const absent = absentMetrics(definition, (key) => canFilter(metrics[key].family, query.filter))
  const shown = shownMetrics(definition.metrics, absent)
  const reportBy = (groupBy: GroupBy): Promise<Report> =>
    getResultReport(principal, {
      ...{ ...filtersOf(definition), from, to, groupBy, compare: false },
      metrics: shown.length > 0 ? shown : definition.metrics,
    })
  const report = await reportBy(definition.rows)
  const across = definition.second && (await reportBy(definition.second))
  const pairs = new Map<string, MetricValues>()
  if (across) {
    if (report.rows.length * across.rows.length > mostCells * 5) throw tooLarge()
    const by: [GroupBy, GroupBy] = [definition.rows, definition.second as GroupBy]
    for (const [family, keys] of byFamily(shown)) {
      const cells = await countCross(pool(), { family, keys, by, most: mostCells }, query)
      if (cells.length > mostCells) throw tooLarge()
      for (const { one, two, counted } of cells) {
        const key = pairKey(one, two)
        pairs.set(key, { ...pairs.get(key), ...valuesOf(counted) })
      }
    }
  }
  const { rows: by, second } = definition
  const within = (one: string, two: string) => pairs.get(pairKey(one, two))
  return { from, to, ...assembleCustom({ by, second, shown, absent, report, across, within }) }
}

const filtersOf = ({ timeZone, groupIds, subGroups, ...more }: CustomDefinition) => ({
  ...{ timeZone, groupIds, subGroups },
  ...{ agentIds: more.agentIds, channelIds: more.channelIds, categoryIds: more.categoryIds },
})

const tooLarge = () =>
  new AppError(
    'invalid_input',
    'This has too many rows and columns. Choose a shorter period or coarser parts.',
    {
      fields: [{ path: 'definition.second', message: 'too many cells', code: 'too_many_cells' }],
    },
  )

function byFamily(keys: readonly MetricKey[]): Map<Family, MetricKey[]> {
  const found = new Map<Family, MetricKey[]>()
  for (const key of keys) {
    const { family } = metrics[key]
    found.set(family, [...(found.get(family) ?? []), key])
  }
  return found
}
