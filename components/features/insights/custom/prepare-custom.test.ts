import { describe, expect, it } from 'vitest'
import { type CustomReport, customDefinition } from '@/server/modules/insights/contract'
import { alikeMetrics, chartOf, prepareLines, shownOf, strengthOf } from './prepare-custom'

const value = (n: number | null) => ({ value: n, numerator: n, denominator: null })
const report: CustomReport = {
  ...{ from: '2026-11-01', to: '2026-11-02', total: { offered: value(6) } },
  absent: [{ metric: 'online_time', why: 'filter', by: null }],
  columns: [
    { cell: 'a', label: 'A', values: {} },
    { cell: 'b', label: 'B', values: {} },
  ],
  rows: [
    {
      ...{ cell: '2026-11-01', label: null, values: { offered: value(4), csat: value(null) } },
      parts: [
        { cell: 'a', values: { offered: value(3) } },
        { cell: 'b', values: { offered: value(1) } },
      ],
    },
    {
      ...{ cell: '2026-11-02', label: null, values: { offered: value(2) } },
      parts: [{ cell: 'b', values: { offered: value(2) } }],
    },
  ],
}
const names = report.rows.map(({ cell }) => ({ cell, name: cell.slice(8) }))
const columns = report.columns.map(({ cell }) => ({ cell, name: cell.toUpperCase() }))

describe('a report of one’s own', () => {
  it('draws only metrics that have values, and together only those of one unit', () => {
    const definition = customDefinition.parse({
      metrics: ['online_time', 'offered'],
      rows: 'day',
      timeZone: 'UTC',
    })
    expect(shownOf(definition, report)).toEqual(['offered'])
    expect(alikeMetrics(['offered', 'csat', 'offline_count'])).toEqual(['offered', 'offline_count'])
    expect(alikeMetrics([])).toEqual([])
  })

  it('draws a line for each cell of the second dimension, with a gap where nothing was', () => {
    const { lines, points } = prepareLines(report, ['offered'], names, columns)
    expect(lines).toEqual(['A', 'B'])
    expect(points.map(({ values }) => values)).toEqual([
      [3, 1],
      [null, 2],
    ])
  })

  it('draws a line for each metric where there is one dimension', () => {
    const { lines, points } = prepareLines(report, ['offered', 'offline_count'], names, [])
    expect(lines).toEqual(['offered', 'offline_count'])
    expect(points[0]).toEqual({ cell: '2026-11-01', name: '01', values: [4, null] })
  })

  it('draws a heat map only of two dimensions, darkest where there is most', () => {
    const asked = { metrics: ['offered'], rows: 'day', timeZone: 'UTC', chart: 'heat' }
    expect(chartOf(customDefinition.parse(asked))).toBe('table')
    expect(chartOf(customDefinition.parse({ ...asked, second: 'channel' }))).toBe('heat')
    expect([3, 0, null].map(strengthOf(report, 'offered'))).toEqual([1, 0, 0])
  })
})
