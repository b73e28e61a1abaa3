import { describe, expect, it } from 'vitest'
import { isTime, type MetricKey, metricKey } from '@/server/modules/insights/contract'
import { namedPaths } from './named-paths'
import { dateIn, presetDates } from './period-presets'
import { prepareBars, prepareTimeChart, timeTicks } from './prepare-chart'
import { prepareHeat } from './prepare-heat'
import { changeOf, isEmpty, type NamedRow, nameOf, sortRows } from './prepare-rows'
import { saidOf, standout } from './prepare-sentence'
import { hourMarks, placeOf, sumOf } from './prepare-timeline'
import { sharedLink } from './shared-link'
import { columnsOf, groupingOf, leadingMetric, metricsOf, reports, views } from './views'

const row = (
  name: string,
  value: number | null,
  denominator: number | null = null,
  key: MetricKey = 'offered',
): NamedRow => ({
  ...{ cell: name, name, label: name, includesOthers: false },
  values: { [key]: { value, numerator: value, denominator } },
})

describe('periods by name', () => {
  it('end today and count whole days, over months and years', () => {
    expect(presetDates('last7', '2027-01-03')).toEqual({ from: '2026-12-28', to: '2027-01-03' })
    expect(presetDates('previousMonth', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(presetDates('month', '2026-03-31')).toEqual({ from: '2026-03-01', to: '2026-03-31' })
  })

  it("begin with the zone's own today", () => {
    const at = Date.UTC(2026, 10, 20, 23, 30)
    expect([dateIn('Europe/Berlin', at), dateIn('America/New_York', at)]).toEqual([
      '2026-11-21',
      '2026-11-20',
    ])
  })
})

describe('rows of a report', () => {
  it('stand in the asked order, those without a value last both ways', () => {
    const rows = [row('b', 1), row('none', null), row('a', 3)]
    expect(sortRows(rows, { by: 'offered', down: true }).map((r) => r.name)).toEqual(['a', 'b', 'none'])
    expect(sortRows(rows, { by: 'offered', down: false }).map((r) => r.name)).toEqual(['b', 'a', 'none'])
    expect(sortRows(rows, { by: 'name', down: false }).map((r) => r.name)).toEqual(['a', 'b', 'none'])
  })

  it('compare in points for rates and relatively for the rest, and not with nothing', () => {
    const now = { csat: { value: 0.9, numerator: 9, denominator: 10 } }
    const before = { csat: { value: 0.8, numerator: 8, denominator: 10 } }
    expect(changeOf('csat', now, before, true)).toBeCloseTo(0.1)
    expect(changeOf('csat', now, null, true)).toBeNull()
    expect(
      changeOf(
        'offered',
        { offered: { value: 3, numerator: 3, denominator: null } },
        { offered: { value: 0, numerator: 0, denominator: null } },
        false,
      ),
    ).toBeNull()
  })

  it('are named in the language of the reader', () => {
    expect(nameOf({ en: 'Returns', zh: '退货' }, 'zh')).toBe('退货')
    expect(nameOf({ en: 'Returns' }, 'zh')).toBe('Returns')
  })
})

describe('charts', () => {
  it('keep a gap a gap and lay the period before under the same cell', () => {
    const points = prepareTimeChart(
      [row('d1', null), row('d2', 4)],
      { d2: { offered: { value: 2, numerator: 2, denominator: null } } },
      'offered',
      'csat',
    )
    expect(points).toEqual([
      { cell: 'd1', name: 'd1', bars: null, before: null, rate: null },
      { cell: 'd2', name: 'd2', bars: 4, before: 2, rate: null },
    ])
  })

  it('measure bars against the longest, before included', () => {
    const bars = prepareBars(
      [row('a', 2), row('b', null)],
      { b: { offered: { value: 4, numerator: 4, denominator: null } } },
      'offered',
      5,
    )
    expect(bars.map(({ share, shareBefore }) => [share, shareBefore])).toEqual([
      [0.5, 0],
      [0, 1],
    ])
  })
})

describe('an axis of time', () => {
  it.each([
    [9_000, [0, 5_000, 10_000]],
    [150_000, [0, 60_000, 120_000, 180_000]],
    [44 * 3_600_000, [0, 12, 24, 36, 48].map((hours) => hours * 3_600_000)],
    [20 * 86_400_000, [0, 5, 10, 15, 20].map((days) => days * 86_400_000)],
  ])('up to %i ms has marks that are read at a glance', (longest, ticks) => {
    expect(timeTicks(longest)).toEqual(ticks)
  })
})

describe('the sentence', () => {
  it('names who stands out, but not on the strength of a few cases', () => {
    const rows = [
      row('few', 0.1, 2, 'service_level'),
      row('many', 0.7, 90, 'service_level'),
      row('best', 0.9, 80, 'service_level'),
    ]
    expect(standout(rows, 'service_level', 'lowest', 20)).toEqual({ name: 'many', value: 0.7 })
    expect(standout([], 'service_level', 'lowest')).toBeNull()
    const parent = { ...row('parent', 0.1, 300, 'service_level'), includesOthers: true }
    expect(standout([parent, ...rows], 'service_level', 'lowest', 20)?.name).toBe('many')
  })
})

describe('the sentence in numbers', () => {
  it('is filled with each metric as text and as a number, 0 where there is none', () => {
    const values = { offered: { value: 3 }, csat: { value: null } }
    const textOf = (_: MetricKey, value: number | null) => (value === null ? '–' : `<${value}>`)
    expect(saidOf(values, ['offered', 'csat'], textOf)).toEqual({
      ...{ offered: '<3>', offered_n: 3, csat: '–', csat_n: 0 },
    })
  })
})

describe('reports', () => {
  it('show only metrics that mean something for the grouping, the leading one among them', () => {
    for (const view of views) {
      for (const by of reports[view].groupings) {
        expect(columnsOf(view, by), `${view} by ${by}`).toContain(leadingMetric(view, by))
        if (isTime(by))
          expect(columnsOf(view, by)).toEqual(expect.arrayContaining([reports[view].chart.bars]))
      }
    }
    expect(columnsOf('agents', 'agent')).not.toContain('queue_wait')
  })

  it('keep to a grouping they have, whatever the address says', () => {
    expect(groupingOf('agents', 'category')).toBe('agent')
    expect(groupingOf('satisfaction', 'agent')).toBe('agent')
    expect(groupingOf('overview', null)).toBe('day')
  })

  it('ask for all that they show', () => {
    for (const view of views) {
      const { chart, said, changes, evidence } = reports[view]
      const asked = metricsOf(view, reports[view].groupings[0])
      expect(asked).toEqual(
        expect.arrayContaining([chart.bars, chart.line, ...said, ...changes, ...evidence]),
      )
      expect(new Set(asked).size).toBe(asked.length)
    }
  })

  it('together show every metric of the registry', () => {
    const shown = new Set(views.flatMap((view) => [...reports[view].columns, ...metricsOf(view, 'day')]))
    expect(metricKey.options.filter((key) => !shown.has(key))).toEqual([])
  })

  it('have happened as soon as one of their proofs counts something', () => {
    const of = (value: number | null, denominator: number | null = null) => ({
      total: { csat: { value, numerator: value, denominator } },
    })
    expect(isEmpty(of(null), ['csat', 'offered'])).toBe(true)
    expect(isEmpty(of(0), ['csat'])).toBe(true)
    expect(isEmpty(of(0, 4), ['csat'])).toBe(false)
  })
})

describe('the heat map', () => {
  it('has seven days of 24 hours, each as strong as its share of the largest, nothing where nothing is known', () => {
    const cells = ['1', '2', '3', '4', '5', '6', '7'].flatMap((day) =>
      Array.from({ length: 24 }, (_, hour) => `${day}-${String(hour).padStart(2, '0')}`),
    )
    const of = (cell: string) => (cell === '2-09' ? 4 : cell === '7-23' ? 1 : null)
    const heat = prepareHeat(
      cells.map((cell) => ({
        cell,
        values: { offered: { value: of(cell), numerator: null, denominator: null } },
      })),
      'offered',
    )
    expect(heat.map(({ hours }) => hours.length)).toEqual([24, 24, 24, 24, 24, 24, 24])
    expect(heat[1]?.hours[9]).toEqual({ cell: '2-09', value: 4, strength: 1 })
    expect(heat[6]?.hours[23]?.strength).toBe(0.25)
    expect(heat[0]?.hours[0]).toEqual({ cell: '1-00', value: null, strength: 0 })
  })
})

describe('the timeline', () => {
  const hour = 3_600_000
  it('places a stretch by its share of the day, 23 hours as well', () => {
    const day = { from: 0, until: 23 * hour }
    expect(placeOf({ from: 0, until: 23 * hour }, day)).toEqual({ left: '0%', width: '100%' })
    expect(placeOf({ from: 11.5 * hour, until: 23 * hour }, day)).toEqual({ left: '50%', width: '50%' })
    expect(hourMarks(day).map(({ at }) => at / hour)).toEqual([0, 3, 6, 9, 12, 15, 18, 21])
  })

  it('adds up the time in one status', () => {
    const span = { reason: null, from: hour, until: 3 * hour }
    const spans = [
      { ...span, status: 'online' as const },
      { ...span, status: 'busy' as const },
    ]
    expect(sumOf(spans, 'busy')).toBe(2 * hour)
  })
})

describe('a shared link', () => {
  it('names the days that are meant, and keeps the rest', () => {
    const link = sharedLink('https://desk.example/reports/queue?period=last7&groups=a&open=csat', {
      ...{ from: '2026-03-01', to: '2026-03-07', timeZone: 'Europe/Berlin' },
    })
    const search = new URL(link).searchParams
    expect(Object.fromEntries(search)).toEqual({
      ...{ period: 'custom', from: '2026-03-01', to: '2026-03-07', zone: 'Europe/Berlin' },
      ...{ groups: 'a', open: 'csat' },
    })
  })
})

describe('categories to choose from', () => {
  it('stand in the order of the tree with those above them', () => {
    const list: Parameters<typeof namedPaths>[0] = [
      { id: 'b', names: { en: 'Refund' }, parentId: 'a' },
      { id: 'a', names: { en: 'Returns', zh: '退货' }, parentId: null },
    ]
    expect(namedPaths(list, 'zh')).toEqual([
      { id: 'a', name: '退货' },
      { id: 'b', name: '退货 / Refund' },
    ])
  })
})
