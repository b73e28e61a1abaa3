import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presetTimes } from './snooze-times'

describe('times to snooze until', () => {
  it('lie ahead, tomorrow is the next day, and the week begins on a Monday', () => {
    const day = fc.date({ min: new Date(2026, 0, 1), max: new Date(2028, 0, 1), noInvalidDate: true })
    fc.assert(
      fc.property(day, (now) => {
        const { soon, hours, tomorrow, week } = presetTimes(now)
        for (const time of [soon, hours, tomorrow, week])
          expect(time.getTime()).toBeGreaterThan(now.getTime())
        expect(week.getDay()).toBe(1)
        expect(tomorrow.getHours()).toBe(9)
        expect(week.getTime() - now.getTime()).toBeLessThan(8 * 24 * 3_600_000)
      }),
    )
  })
})
