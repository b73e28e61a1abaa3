import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateWaitSeconds, type WaitInput } from './estimate-wait'

const minute = 60_000
const at = 100 * minute
const input: WaitInput = {
  position: 1,
  at,
  recentAssignments: [],
  queueingSince: at,
  windowMs: 15 * minute,
  places: 10,
  meanHoldingMs: 10 * minute,
}
const everyMinute = (count: number) => Array.from({ length: count }, (_, index) => at - index * minute)

test('in a queue that has only begun, the model decides: ten places of ten minutes free one a minute', () => {
  expect(estimateWaitSeconds(input)).toBe(60)
  expect(estimateWaitSeconds({ ...input, position: 4 })).toBe(240)
})

test('with many assignments seen the queue’s own pace decides', () => {
  const busy = { ...input, queueingSince: at - 15 * minute, recentAssignments: everyMinute(15), places: 100 }
  expect(estimateWaitSeconds({ ...busy, position: 10 })).toBeGreaterThan(8 * 60)
})

test('a queue that stands makes the estimate longer, minute by minute', () => {
  const standing = (minutes: number) =>
    estimateWaitSeconds({ ...input, queueingSince: at - minutes * minute })!
  expect(standing(6)).toBeGreaterThan(standing(0))
  expect(standing(15)).toBeGreaterThan(standing(6))
})

test.each<[string, Partial<WaitInput>]>([
  ['nobody is there to serve', { places: 0 }],
  ['nothing has been measured', { meanHoldingMs: null }],
  [
    'two assignments are no pace',
    { meanHoldingMs: null, queueingSince: 0, recentAssignments: everyMinute(2) },
  ],
  ['it would be more than two hours', { position: 200 }],
])('says nothing when %s', (_title, changes) => {
  expect(estimateWaitSeconds({ ...input, ...changes })).toBeNull()
})

test('without a measured holding time three assignments are enough to see a pace', () => {
  const seen = { meanHoldingMs: null, queueingSince: at - 3 * minute, recentAssignments: everyMinute(3) }
  expect(estimateWaitSeconds({ ...input, ...seen, position: 2 })).toBe(120)
})

test('is a whole step, never shorter for a later place, never longer for more places', () => {
  const arbitrary = fc.record({
    position: fc.integer({ min: 1, max: 60 }),
    at: fc.constant(at),
    recentAssignments: fc.array(fc.integer({ min: at - 30 * minute, max: at + minute }), { maxLength: 20 }),
    queueingSince: fc.integer({ min: at - 30 * minute, max: at }),
    windowMs: fc.constant(15 * minute),
    places: fc.integer({ min: 1, max: 50 }),
    meanHoldingMs: fc.option(fc.integer({ min: 1000, max: 60 * minute })),
  })
  const orNever = (seconds: number | null) => seconds ?? Number.POSITIVE_INFINITY
  fc.assert(
    fc.property(arbitrary, (value) => {
      const seconds = orNever(estimateWaitSeconds(value))
      if (Number.isFinite(seconds)) expect(seconds % 15).toBe(0)
      expect(seconds).toBeGreaterThan(0)
      expect(orNever(estimateWaitSeconds({ ...value, position: value.position + 1 }))).toBeGreaterThanOrEqual(
        seconds,
      )
      expect(orNever(estimateWaitSeconds({ ...value, places: value.places + 1 }))).toBeLessThanOrEqual(
        seconds,
      )
    }),
  )
})
