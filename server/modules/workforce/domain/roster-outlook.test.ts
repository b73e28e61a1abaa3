import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RosterSpan, rosterAt } from './roster-at'
import { rosterOutlook } from './roster-outlook'

const span = (kind: RosterSpan['kind'], startsAt: number, endsAt: number): RosterSpan => ({
  kind,
  startsAt,
  endsAt,
})
const day = [span('shift', 900, 1800), span('break', 1200, 1300)]

describe('what the roster says about what comes next', () => {
  it.each([
    ['before the first shift', 800, { since: null, until: 900, shiftEndsAt: null }],
    ['at work before the break', 1000, { since: 900, until: 1200, shiftEndsAt: 1800 }],
    ['in the break', 1250, { since: 1200, until: 1300, shiftEndsAt: 1800 }],
    ['after the break', 1500, { since: 1300, until: 1800, shiftEndsAt: 1800 }],
    ['after work', 1900, { since: 1800, until: null, shiftEndsAt: null }],
  ])('%s', (_, at, expected) => {
    expect(rosterOutlook(day, at)).toEqual(expected)
  })

  it('takes two shifts without a gap for one, and a leave for its end', () => {
    const two = [...day, span('shift', 1800, 2200)]
    expect(rosterOutlook(two, 1500)).toMatchObject({ until: 2200, shiftEndsAt: 2200 })
    expect(rosterOutlook([...two, span('leave', 2000, 2500)], 1500)).toMatchObject({
      until: 2000,
      shiftEndsAt: 2000,
    })
  })

  it('names a boundary after which the state really is another one, never one that is over', () => {
    const anySpan = fc
      .tuple(
        fc.constantFrom('shift', 'break', 'leave') as fc.Arbitrary<RosterSpan['kind']>,
        fc.nat(50),
        fc.nat(20),
      )
      .map(([kind, from, length]) => span(kind, from, from + length + 1))
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 6 }), fc.nat(70), (spans, at) => {
        const { until, shiftEndsAt } = rosterOutlook(spans, at)
        const now = rosterAt(spans, at).state
        if (until !== null) {
          expect(until).toBeGreaterThan(at)
          expect(rosterAt(spans, until).state).not.toBe(now)
          for (let t = at; t < until; t += 1) expect(rosterAt(spans, t).state).toBe(now)
        }
        if (shiftEndsAt !== null) expect(shiftEndsAt).toBeGreaterThan(at)
      }),
      { numRuns: 500 },
    )
  })
})
