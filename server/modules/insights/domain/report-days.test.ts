import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysOf, finishedDates, gapsBetween } from './report-days'

const instant = (text: string) => Date.parse(text)

describe('finished days', () => {
  it('begin with the day of the first record and end with yesterday, in the zone', () => {
    const now = instant('2026-03-30T21:59:59Z')
    expect(finishedDates(instant('2026-03-27T23:30:00Z'), now, 'Europe/Berlin')).toEqual({
      from: '2026-03-28',
      to: '2026-03-29',
      count: 2,
    })
    expect(finishedDates(now - 1_000, now, 'Europe/Berlin')).toBeNull()
    expect(finishedDates(null, now, 'Europe/Berlin')).toBeNull()
  })

  it('follow each other without a gap, over changes of clocks', () => {
    for (const timeZone of ['Europe/Berlin', 'Australia/Lord_Howe', 'America/Havana', 'Africa/Cairo']) {
      const days = daysOf('2026-01-01', '2026-12-31', timeZone)
      expect(days).toHaveLength(365)
      for (const [index, day] of days.entries()) {
        if (index > 0) expect(day.from).toBe(days[index - 1]?.until)
        expect(day.until).toBeGreaterThan(day.from)
      }
    }
  })
})

describe('what no day covers', () => {
  it('and the days make up the period, each instant once', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 40 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 20 }),
        (picked, from, long) => {
          const period = { from: from * 10, until: (from + long) * 10 }
          const days = picked
            .sort((a, b) => a - b)
            .map((day) => ({ from: day * 100, until: day * 100 + 100 }))
            .filter((day) => day.from >= period.from && day.until <= period.until)
          const all = [...days, ...gapsBetween(period, days)].sort((a, b) => a.from - b.from)
          expect(all[0]?.from).toBe(period.from)
          expect(all.at(-1)?.until).toBe(period.until)
          for (const [index, one] of all.entries()) {
            expect(one.until).toBeGreaterThan(one.from)
            if (index > 0) expect(one.from).toBe(all[index - 1]?.until)
          }
        },
      ),
      { examples: [[[1, 2, 4], 10, 40]] },
    )
  })
})
