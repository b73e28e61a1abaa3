import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinDuration, splitDuration, units } from './durations'

describe('a duration in words', () => {
  it.each([
    [5_000, 5, 's'],
    [60_000, 60, 's'],
    [180_000, 3, 'min'],
    [90_000, 90, 's'],
    [1_800_000, 30, 'min'],
    [86_400_000, 24, 'h'],
    [259_200_000, 72, 'h'],
    [30 * 86_400_000, 30, 'd'],
    [0, 0, 's'],
    [1_500, 1.5, 's'],
  ] as const)('%d ms is %d %s', (ms, amount, unit) => {
    expect(splitDuration(ms)).toEqual({ amount, unit })
  })

  it('comes back unchanged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 86_400_000 }), (ms) => {
        expect(joinDuration(splitDuration(ms))).toBe(ms)
      }),
    )
  })

  it('is whole milliseconds in every unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 400, noNaN: true }), fc.constantFrom(...units), (amount, unit) => {
        expect(Number.isInteger(joinDuration({ amount, unit }))).toBe(true)
      }),
    )
  })
})
