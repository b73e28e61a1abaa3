import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandRotation, placeInCycle } from './rotation'

const place = { startsOn: 100, untilOn: null, offsetDays: 0 }

describe('a rotation', () => {
  it('repeats from the first day, from where the offset stands', () => {
    const days = ['early', 'early', 'late', null]
    const names = (offsetDays: number) =>
      expandRotation(days, { ...place, offsetDays }, 100, 106).map(({ templateId }) => templateId)
    expect(names(0)).toEqual(['early', 'early', 'late', null, 'early', 'early'])
    expect(names(3)).toEqual([null, 'early', 'early', 'late', null, 'early'])
  })

  it('says nothing before the first and after the last day of the membership', () => {
    const named = expandRotation(['a'], { startsOn: 100, untilOn: 102, offsetDays: 0 }, 98, 110)
    expect(named.map(({ day }) => day)).toEqual([100, 101, 102])
  })

  it('a period in two halves is the period', () => {
    const days = fc.array(fc.option(fc.constantFrom('a', 'b')), { minLength: 1, maxLength: 30 })
    const day = fc.integer({ min: 0, max: 200 })
    fc.assert(
      fc.property(days, day, day, fc.nat(29), day, (cycle, from, cut, offsetDays, startsOn) => {
        const membership = { startsOn, untilOn: null, offsetDays }
        const until = 201
        const middle = Math.max(from, cut)
        expect([
          ...expandRotation(cycle, membership, from, middle),
          ...expandRotation(cycle, membership, middle, until),
        ]).toEqual(expandRotation(cycle, membership, from, until))
        expect(placeInCycle(cycle.length, membership, startsOn + cycle.length)).toBe(
          placeInCycle(cycle.length, membership, startsOn),
        )
      }),
    )
  })
})
