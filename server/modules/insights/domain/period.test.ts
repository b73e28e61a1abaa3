import { describe, expect, it } from 'vitest'
import { comparable, periodOf, previousDates, startOfDay, timeCells } from './period'

const dayMs = 86_400_000
const hours = ({ from, until }: { from: number; until: number }) => (until - from) / 3_600_000

describe('a period of calendar dates', () => {
  it('is as long as the clocks of its zone say', () => {
    expect(hours(periodOf('2026-03-28', '2026-03-28', 'Europe/Berlin'))).toBe(24)
    expect(hours(periodOf('2026-03-29', '2026-03-29', 'Europe/Berlin'))).toBe(23)
    expect(hours(periodOf('2026-10-25', '2026-10-25', 'Europe/Berlin'))).toBe(25)
    expect(hours(periodOf('2026-03-29', '2026-03-29', 'Asia/Shanghai'))).toBe(24)
  })

  it('begins at the first instant of the day even where midnight does not exist', () => {
    const { from } = periodOf('2024-04-26', '2024-04-26', 'Africa/Cairo')
    expect(new Date(from).toISOString()).toBe('2024-04-25T22:00:00.000Z')
    expect(startOfDay(from + 5 * 3_600_000, 'Africa/Cairo')).toBe(from)
  })

  it('is compared with as many days just before', () => {
    expect(previousDates('2026-03-01', '2026-03-31')).toEqual({ from: '2026-01-29', to: '2026-02-28' })
    expect(previousDates('2026-11-16', '2026-11-16')).toEqual({ from: '2026-11-15', to: '2026-11-15' })
  })

  it('is compared with as much time as has passed of it, and not with time before the records', () => {
    const before = { from: 0, until: 7 * dayMs }
    const period = { from: 7 * dayMs, until: 14 * dayMs }
    expect(comparable(period, before, 20 * dayMs, 0)).toEqual(before)
    expect(comparable(period, before, 9.5 * dayMs, dayMs)).toEqual({ from: 0, until: 2.5 * dayMs })
    expect(comparable(period, before, 20 * dayMs, dayMs + 1)).toBeNull()
    expect(comparable(period, before, 20 * dayMs, null)).toBeNull()
  })

  it('lists every cell of time, also those in which nothing happened', () => {
    expect(timeCells('day', '2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
    expect(timeCells('week', '2026-11-15', '2026-11-17')).toEqual(['2026-11-09', '2026-11-16'])
    expect(timeCells('month', '2026-12-31', '2027-01-01')).toEqual(['2026-12', '2027-01'])
    expect(timeCells('hour', '2026-11-16', '2026-11-17')).toHaveLength(24)
  })
})
