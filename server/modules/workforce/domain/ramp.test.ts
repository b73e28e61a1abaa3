import { describe, expect, it } from 'vitest'
import { capacityOn, dateIn, withStep } from './ramp'

const ramp = [
  { from: '2026-03-02', capacity: 1 },
  { from: '2026-03-09', capacity: 3 },
  { from: '2026-03-30', capacity: 5 },
]

describe('a limit that grows by date', () => {
  it.each([
    ['2026-03-01', null],
    ['2026-03-02', 1],
    ['2026-03-08', 1],
    ['2026-03-09', 3],
    ['2027-01-01', 5],
  ])('is on %s %s', (date, expected) => {
    expect(capacityOn(ramp, date)).toBe(expected)
    expect(capacityOn([...ramp].reverse(), date)).toBe(expected)
  })

  it('changes at the zone’s midnight, also where the clocks change at midnight', () => {
    // Cairo, 2026-04-24: 23:59:59 is followed by 01:00:00.
    const gap = Date.UTC(2026, 3, 23, 22)
    expect(dateIn('Africa/Cairo', gap - 1)).toBe('2026-04-23')
    expect(dateIn('Africa/Cairo', gap)).toBe('2026-04-24')
    // Havana, 2026-11-01: the hour after midnight comes twice.
    const twice = Date.UTC(2026, 10, 1, 4)
    expect(dateIn('America/Havana', twice - 1)).toBe('2026-10-31')
    expect(dateIn('America/Havana', twice)).toBe('2026-11-01')
    expect(dateIn('America/Havana', twice + 3_600_000)).toBe('2026-11-01')
  })

  it('keeps a limit set by hand until the next step', () => {
    const next = withStep(ramp, '2026-03-12', 2)
    expect(capacityOn(next, '2026-03-29')).toBe(2)
    expect(capacityOn(next, '2026-03-30')).toBe(5)
    expect(withStep([], '2026-03-12', 2)).toEqual([])
  })
})
