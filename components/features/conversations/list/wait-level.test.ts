import { expect, it } from 'vitest'
import { elapsed, waitLevel } from './wait-level'

const view = {
  creationType: 'direct' as const,
  thresholds: { noReplyWarningMs: 60_000, noReplyBreachMs: 180_000 },
}

it('a wait turns amber at 70 % of the warning and red at the breach', () => {
  expect([41_999, 42_000, 179_999, 180_000].map((ms) => waitLevel(view, ms))).toEqual([
    ...['calm', 'late', 'late', 'failed'],
  ])
})

it('a message left while nobody was there is never late', () => {
  expect(waitLevel({ ...view, creationType: 'offline' }, 9e9)).toBe('calm')
})

it('reads as a clock', () => {
  expect([-5, 42_999, 725_000, 3_725_000].map(elapsed)).toEqual(['0:00', '0:42', '12:05', '1:02:05'])
})
