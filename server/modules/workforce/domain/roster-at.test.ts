import { describe, expect, it } from 'vitest'
import { rosterAt } from './roster-at'

const shift = { kind: 'shift' as const, startsAt: 100, endsAt: 200 }

describe('rosterAt', () => {
  it.each([
    ['before any shift', [shift], 50, { state: 'no_shift', since: null }],
    ['at the first moment of a shift', [shift], 100, { state: 'shift', since: 100 }],
    ['in a shift', [shift], 150, { state: 'shift', since: 100 }],
    ['at the end, which no longer belongs to it', [shift], 200, { state: 'shift_ended', since: 200 }],
    [
      'in a break',
      [shift, { kind: 'break' as const, startsAt: 140, endsAt: 160 }],
      150,
      { state: 'break', since: 140 },
    ],
    [
      'after a break',
      [shift, { kind: 'break' as const, startsAt: 140, endsAt: 160 }],
      160,
      { state: 'shift', since: 160 },
    ],
    [
      'on leave, which covers the shift',
      [shift, { kind: 'leave' as const, startsAt: 90, endsAt: 300 }],
      150,
      { state: 'leave', since: 100 },
    ],
    ['without a roster', [], 5, { state: 'no_shift', since: null }],
  ])('knows the state %s', (_title, spans, at, expected) => {
    expect(rosterAt(spans, at)).toEqual(expected)
  })
})
