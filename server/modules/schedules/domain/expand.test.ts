import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber, isoDay, mondayOf, weekdayOf } from './days'
import { expandShift, wallClock, wallTimeOf } from './expand'

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'Africa/Cairo',
]
const zone = fc.constantFrom(...zones)
const day = fc.integer({ min: dayNumber('2020-01-01'), max: dayNumber('2030-12-31') })
const hour = 3_600_000
const night = [{ kind: 'work' as const, from: 22 * 60, until: 30 * 60 }]
const lasts = (date: string, segments: Parameters<typeof expandShift>[2], timeZone = 'Europe/Berlin') =>
  expandShift(wallClock(timeZone), dayNumber(date), segments).map((s) => (s.endsAt - s.startsAt) / hour)

describe('days as numbers', () => {
  it('a date comes back unchanged, and weeks begin on Monday', () => {
    expect(isoDay(dayNumber('2026-02-28'))).toBe('2026-02-28')
    expect(weekdayOf(dayNumber('2026-11-21'))).toBe(6)
    expect(isoDay(mondayOf(dayNumber('2026-11-22')))).toBe('2026-11-16')
    fc.assert(fc.property(day, (d) => dayNumber(isoDay(d)) === d && weekdayOf(mondayOf(d)) === 1))
  })
})

describe('the wall clock', () => {
  it('never runs backwards: a later minute is never an earlier instant', () => {
    const minute = fc.integer({ min: 0, max: 2_880 })
    fc.assert(
      fc.property(zone, day, minute, minute, (timeZone, d, a, b) => {
        const clock = wallClock(timeZone)
        expect(clock(d, Math.min(a, b))).toBeLessThanOrEqual(clock(d, Math.max(a, b)))
      }),
      { numRuns: 2_000 },
    )
  })

  it('says the time that was asked for, unless the clocks skip it', () => {
    fc.assert(
      fc.property(zone, day, fc.integer({ min: 0, max: 1_439 }), (timeZone, d, minute) => {
        const at = wallClock(timeZone)(d, minute)
        const wall = wallTimeOf(at, timeZone)
        const jumped = wall.day * 1_440 + wall.minute - (d * 1_440 + minute)
        expect(jumped).toBeGreaterThanOrEqual(0)
        if (jumped > 0)
          expect(wallTimeOf(at - 1, timeZone).day * 1_440 + wallTimeOf(at - 1, timeZone).minute).toBeLessThan(
            d * 1_440 + minute,
          )
      }),
      { numRuns: 2_000 },
    )
  })

  it('past midnight means the next day, whichever day it is counted from', () => {
    fc.assert(
      fc.property(zone, day, fc.integer({ min: 0, max: 1_440 }), (timeZone, d, minute) => {
        const clock = wallClock(timeZone)
        expect(clock(d, 1_440 + minute)).toBe(clock(d + 1, minute))
      }),
    )
  })
})

describe('a shift when the clocks change', () => {
  it('keeps its wall-clock times: an hour shorter in spring, an hour longer in autumn', () => {
    expect(lasts('2026-03-28', night)).toEqual([7])
    expect(lasts('2026-10-24', night)).toEqual([9])
    expect(lasts('2026-06-01', night)).toEqual([8])
  })

  it('counts a skipped time as the jump, and a repeated one as its first occurrence', () => {
    const from = (until: number) => [{ kind: 'work' as const, from: 150, until }]
    expect(lasts('2026-03-29', from(600))).toEqual([7])
    expect(lasts('2026-10-25', from(600))).toEqual([8.5])
    expect(lasts('2026-10-25', [{ kind: 'work', from: 60, until: 150 }])).toEqual([1.5])
  })

  it('leaves out a break that the clocks swallow whole', () => {
    const shift = [
      ...[{ kind: 'work' as const, from: 60, until: 480 }],
      { kind: 'break' as const, from: 130, until: 160 },
    ]
    expect(
      expandShift(wallClock('Europe/Berlin'), dayNumber('2026-03-29'), shift).map((s) => s.kind),
    ).toEqual(['shift'])
  })

  it('leaves no gap between segments that follow each other', () => {
    fc.assert(
      fc.property(
        zone,
        day,
        fc.uniqueArray(fc.integer({ min: 0, max: 2_880 }), { minLength: 3, maxLength: 6 }),
        (timeZone, d, cuts) => {
          const sorted = cuts.sort((a, b) => a - b)
          const segments = sorted
            .slice(1)
            .map((until, i) => ({ kind: 'work' as const, from: sorted[i] ?? 0, until }))
          const spans = expandShift(wallClock(timeZone), d, segments)
          for (let i = 1; i < spans.length; i += 1) expect(spans[i]?.startsAt).toBe(spans[i - 1]?.endsAt)
        },
      ),
    )
  })
})
