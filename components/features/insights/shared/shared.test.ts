import { describe, expect, it } from 'vitest'
import { clockText, levelOf } from './durations'
import { sparklinePath } from './sparkline-path'

describe('times and levels', () => {
  it('are clocks, rounded to whole seconds', () => {
    expect([0, 999, 42_400, 725_000, 3_725_000].map(clockText)).toEqual([
      '0:00',
      '0:01',
      '0:42',
      '12:05',
      '1:02:05',
    ])
  })

  it('turn amber at 70 % and red past the threshold, not at it', () => {
    expect([20, 21, 30, 31].map((value) => levelOf(value, 30))).toEqual(['calm', 'late', 'late', 'failed'])
  })
})

describe('a spark line', () => {
  it('breaks where nothing is known instead of falling to zero', () => {
    expect(sparklinePath([0, 2, null, 1], 30, 10)).toBe('M0 10L10 0M30 5')
  })

  it('lies on the ground while all is zero, and is empty without values', () => {
    expect(sparklinePath([0, 0], 10, 8)).toBe('M0 8L10 8')
    expect(sparklinePath([null], 10, 8)).toBe('')
  })
})
