import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countOf, type Filter, toFilter, toMoments, toQuery } from './use-search'

const word = fc.string({ minLength: 1, maxLength: 8 })
const filter = fc.record(
  {
    q: word,
    tag: fc.array(word, { minLength: 1, maxLength: 3 }),
    status: fc.constant(['ended']),
    minVip: fc.constant('2'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Filter>

describe('the filter of the list', () => {
  it('is the same after the address, and after being saved', () => {
    fc.assert(
      fc.property(filter, (given) => {
        expect(toFilter(toQuery(given))).toEqual(given)
        expect(toFilter(JSON.parse(JSON.stringify(given)))).toEqual(given)
      }),
    )
  })

  it('leaves out what nobody knows any more', () => {
    expect(toFilter({ gone: 'x', tag: ['a'] })).toEqual({ tag: ['a'] })
    expect(countOf({ q: 'x', tag: ['a'], from: '2026-01-01' })).toBe(2)
  })

  it('counts the last day in', () => {
    const { from, until } = toMoments({ from: '2026-03-02', until: '2026-03-02' })
    expect(Date.parse(until ?? '') - Date.parse(from ?? '')).toBe(24 * 3_600_000)
    expect(toMoments({ from: 'never' })).toEqual({})
  })
})
