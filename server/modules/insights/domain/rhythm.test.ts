import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScheduleRhythm } from '../contract'
import { datesOf, localDate } from './relative-period'
import { nextTime } from './rhythm'

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Shanghai',
  'America/Sao_Paulo',
  'UTC',
]
const wall = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)
const hhmm = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const rhythm = (more: Partial<ScheduleRhythm>): ScheduleRhythm => ({
  ...{ every: 'day', weekday: 1, monthDay: 1, minute: 480, timeZone: 'Europe/Berlin', period: 'yesterday' },
  ...more,
})
const dayMs = 86_400_000
const nextDate = (date: string, days = 1) =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)

/** The last Sundays of March and October, and their neighbours in other zones, lie in here. */
const start = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) })

describe('the next time', () => {
  it('of a daily report comes once on every local day, at its time unless the clocks leave it out', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 1_439 }),
        start,
        (timeZone, minute, from) => {
          const daily = rhythm({ timeZone, minute })
          let at = nextTime(daily, from)
          expect(at).toBeGreaterThan(from)
          for (let turn = 0; turn < 8; turn += 1) {
            const next = nextTime(daily, at)
            const day = localDate(at, timeZone)
            expect(localDate(next, timeZone)).toBe(nextDate(day))
            const shown = wall(next, timeZone).slice(11)
            if (shown !== hhmm(minute)) {
              const before = wall(next - 2 * 3_600_000, timeZone).slice(11)
              expect([before < hhmm(minute), shown > hhmm(minute)]).toEqual([true, true])
            }
            // Nothing is due in between, wherever one looks from.
            expect(nextTime(daily, at + Math.floor((next - at) / 2))).toBe(next)
            expect(nextTime(daily, next - 1)).toBe(next)
            at = next
          }
        },
      ),
      {
        numRuns: 60,
        examples: [
          ['Europe/Berlin', 150, Date.UTC(2026, 2, 27)],
          ['Europe/Berlin', 150, Date.UTC(2026, 9, 23)],
          ['America/New_York', 90, Date.UTC(2026, 9, 30)],
          ['Australia/Lord_Howe', 135, Date.UTC(2026, 9, 1)],
        ],
      },
    )
  })

  it('is due when the clocks have jumped, and the first of two equal hours', () => {
    expect(nextTime(rhythm({ minute: 150 }), Date.UTC(2026, 2, 28, 12))).toBe(Date.UTC(2026, 2, 29, 1, 30))
    expect(nextTime(rhythm({ minute: 150 }), Date.UTC(2026, 9, 24, 12))).toBe(Date.UTC(2026, 9, 25, 0, 30))
    expect(nextTime(rhythm({ minute: 150 }), Date.UTC(2026, 9, 25, 0, 30))).toBe(Date.UTC(2026, 9, 26, 1, 30))
  })

  it('of a weekly report falls on its weekday, of a monthly one on its day or the last', () => {
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 31 }),
        (from, weekday, monthDay) => {
          const weekly = nextTime(rhythm({ every: 'week', weekday }), from)
          const day = new Date(localDate(weekly, 'Europe/Berlin'))
          expect(day.getUTCDay() || 7).toBe(weekday)
          expect(weekly - from).toBeLessThanOrEqual(7 * dayMs + 3_600_000)
          const monthly = new Date(
            localDate(nextTime(rhythm({ every: 'month', monthDay }), from), 'Europe/Berlin'),
          )
          const last = new Date(Date.UTC(monthly.getUTCFullYear(), monthly.getUTCMonth() + 1, 0)).getUTCDate()
          expect(monthly.getUTCDate()).toBe(Math.min(monthDay, last))
        },
      ),
      { numRuns: 60, examples: [[Date.UTC(2026, 1, 1), 7, 31]] },
    )
  })
})

describe('a relative period', () => {
  it.each([
    ['yesterday', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['last7', '2026-03-01', '2026-02-22', '2026-02-28'],
    ['last30', '2026-03-31', '2026-03-01', '2026-03-30'],
    ['previousWeek', '2026-11-22', '2026-11-09', '2026-11-15'],
    ['previousWeek', '2026-11-23', '2026-11-16', '2026-11-22'],
    ['previousMonth', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['previousMonth', '2026-01-01', '2025-12-01', '2025-12-31'],
    ['week', '2026-11-22', '2026-11-16', '2026-11-22'],
    ['month', '2026-11-01', '2026-11-01', '2026-11-01'],
    ['today', '2026-11-01', '2026-11-01', '2026-11-01'],
  ] as const)('%s on %s is %s to %s', (period, today, from, to) => {
    expect(datesOf(period, today)).toEqual({ from, to })
  })
})
