import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dispatchKey, exactUpTo } from './coefficient'
import { compareFractions } from './fraction'

test('tenths that decimals get wrong are equal here', () => {
  expect(0.1 * 3 === 0.3).toBe(false)
  expect(compareFractions({ over: 3, under: 10 }, { over: 3 * 7, under: 70 })).toBe(0)
})

test('a fraction over 0 is 0', () => {
  expect(compareFractions({ over: 5, under: 0 }, { over: 0, under: 3 })).toBe(0)
})

test('stays exact beyond the whole numbers a double can hold', () => {
  const big = Number.MAX_SAFE_INTEGER
  expect(compareFractions({ over: big, under: big - 1 }, { over: big - 1, under: big - 2 })).toBeLessThan(0)
})

test('the database’s key orders as the exact fraction does: equal is equal, smaller is smaller', () => {
  const number = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: exactUpTo }))
  const place = fc.record({ limit: number, current: fc.integer({ min: 0, max: exactUpTo }), quality: number })
  fc.assert(
    fc.property(place, place, (a, b) => {
      const weight = ({ limit, current, quality }: typeof a) => ({
        over: Math.max(0, limit - current) * quality,
        under: limit,
      })
      const byKey = dispatchKey(a.limit, a.current, a.quality) - dispatchKey(b.limit, b.current, b.quality)
      expect(Math.sign(byKey)).toBe(Math.sign(compareFractions(weight(a), weight(b))))
    }),
    { numRuns: 2000 },
  )
})

test('neighbouring fractions at the bound still have different keys', () => {
  const n = exactUpTo
  expect(dispatchKey(n, 1, n)).not.toBe(dispatchKey(n - 1, 1, n))
  expect(dispatchKey(n, 0, n)).not.toBe(dispatchKey(n, 1, n))
})
