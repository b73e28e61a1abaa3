import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber, isoDay } from '@/server/modules/schedules/contract'
import { periodOf, step, weekNumber } from './period'

const iso = { firstDay: 1, minimalDays: 4 }
const american = { firstDay: 7, minimalDays: 1 }
const day = fc.integer({ min: 15_000, max: 30_000 }).map(isoDay)

describe('the period that is shown', () => {
  it('a week begins on the first day of the region', () => {
    expect(periodOf('week', '2026-11-21', iso)).toMatchObject({ from: '2026-11-16', until: '2026-11-23' })
    expect(periodOf('week', '2026-11-21', american)).toMatchObject({
      from: '2026-11-15',
      until: '2026-11-22',
    })
    expect(periodOf('month', '2026-02-14', iso)).toMatchObject({ from: '2026-02-01', until: '2026-03-01' })
  })

  it('holds its day, and the next one follows without a gap', () => {
    fc.assert(
      fc.property(fc.constantFrom('week' as const, 'month' as const), day, (view, anchor) => {
        const period = periodOf(view, anchor, american)
        expect(period.days).toContain(anchor)
        expect(periodOf(view, step(view, anchor, 1), american).from).toBe(period.until)
        expect(periodOf(view, step(view, anchor, -1), american).until).toBe(period.from)
      }),
    )
  })

  it.each([
    ['2026-01-01', 1, 1],
    ['2027-01-01', 53, 1],
    ['2026-11-21', 47, 47],
    ['2021-01-03', 53, 2],
  ])('%s is in week %i by ISO and in week %i in America', (date, byIso, byAmerica) => {
    expect(weekNumber(date, iso)).toBe(byIso)
    expect(weekNumber(date, american)).toBe(byAmerica)
    expect(dayNumber(date)).toBeGreaterThan(0)
  })
})
