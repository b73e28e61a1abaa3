import { describe, expect, it } from 'vitest'
import { groupBy, type MetricKey } from '@/server/modules/insights/contract'
import { dateIn, presetDates } from './period-presets'
import { prepareBars, prepareTimeChart } from './prepare-chart'
import { changeOf, type NamedRow, nameOf, sortRows } from './prepare-rows'
import { standout } from './prepare-sentence'
import { columnsOf, leadingMetric, views } from './views'

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

describe('views', () => {
  it('show only metrics that mean something for the grouping, the leading one among them', () => {
    for (const view of views) {
      for (const by of groupBy.options) {
        if (view === 'agents' && by !== 'agent') continue
        if (view === 'groups' && by !== 'group') continue
        if (view === 'overview' && (by === 'agent' || by === 'group')) continue
        expect(columnsOf(view, by)).toContain(leadingMetric(view, by))
      }
    }
    expect(columnsOf('agents', 'agent')).not.toContain('queue_wait')
  })
})
