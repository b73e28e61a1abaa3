import { describe, expect, it } from 'vitest'
import { joinShifts, type Span } from './own-shifts'

const span = (kind: Span['kind'], startsAt: number, endsAt: number, entryId: string | null = null): Span => ({
  ...{ kind, startsAt, endsAt, entryId },
})

describe('the shifts that an agent sees', () => {
  it('hold the breaks of their own entry, and are one where the entry has several segments', () => {
    const shifts = joinShifts([
      span('shift', 9, 12, 'a'),
      span('shift', 14, 18, 'a'),
      span('break', 10, 11, 'a'),
      span('shift', 20, 30, 'b'),
      span('break', 22, 23, 'b'),
    ])
    expect(shifts.map(({ first: _, ...shift }) => shift)).toEqual([
      { entryId: 'a', startsAt: 9, endsAt: 18, breaks: [{ startsAt: 10, endsAt: 11 }] },
      { entryId: 'b', startsAt: 20, endsAt: 30, breaks: [{ startsAt: 22, endsAt: 23 }] },
    ])
  })

  it('join what was planned outside of the roster only where it goes on without a gap', () => {
    const shifts = joinShifts([span('shift', 9, 12), span('shift', 12, 17), span('shift', 18, 20)])
    expect(shifts.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      [9, 17],
      [18, 20],
    ])
  })
})
