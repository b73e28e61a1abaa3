import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysAround, findConflicts, type PlannedShift, defaultRosterRules as rules } from './conflicts'
import { dayNumber } from './days'
import { wallClock } from './expand'

const berlin = wallClock('Europe/Berlin')
const monday = dayNumber('2026-11-16')
const shift = (id: string, day: number, from: number, until: number): PlannedShift => ({
  id,
  day: monday + day,
  segments: [{ kind: 'work', from: from * 60, until: until * 60 }],
})
const conflicts = (
  shifts: PlannedShift[],
  more: { leaves?: { startsAt: number; endsAt: number }[]; enabled?: boolean } = {},
) =>
  findConflicts({ shifts, leaves: more.leaves ?? [], enabled: more.enabled ?? true }, rules, berlin).map(
    ({ entryId, kind }) => `${entryId} ${kind}`,
  )

describe('conflicts of a plan', () => {
  it.each([
    ['five days of eight hours', [0, 1, 2, 3, 4].map((d) => shift(`d${d}`, d, 9, 17)), []],
    ['two shifts at once', [shift('a', 0, 8, 12), shift('b', 0, 11, 15)], ['a overlap', 'b overlap']],
    [
      'a night that reaches into the next morning',
      [shift('a', 0, 22, 30), shift('b', 1, 5, 9)],
      ['a overlap', 'b overlap'],
    ],
    ['two shifts on one day', [shift('a', 0, 8, 11), shift('b', 0, 14, 17)], ['a double', 'b double']],
    ['more than ten hours', [shift('a', 0, 8, 18.5)], ['a too_long']],
    ['ten hours', [shift('a', 0, 8, 18)], []],
    ['a rest of ten hours', [shift('a', 0, 14, 22), shift('b', 1, 8, 16)], ['b short_rest']],
    ['a rest of eleven hours', [shift('a', 0, 13, 21), shift('b', 1, 8, 16)], []],
    ['a seventh day', [0, 1, 2, 3, 4, 5, 6].map((d) => shift(`d${d}`, d, 9, 17)), ['d6 week_hours']],
  ])('%s', (_, shifts, expected) => expect(conflicts(shifts)).toEqual(expected))

  it('a shift over leave, however little of it, and any shift of somebody disabled', () => {
    const leave = { startsAt: berlin(monday, 16 * 60 + 59), endsAt: berlin(monday + 3, 0) }
    expect(conflicts([shift('a', 0, 9, 17), shift('b', 3, 9, 17)], { leaves: [leave] })).toEqual(['a leave'])
    expect(conflicts([shift('a', 0, 9, 17)], { enabled: false })).toEqual(['a disabled'])
  })

  it('a rest counts what it really lasts: the hour that is left out in spring makes it short', () => {
    const saturday = dayNumber('2026-03-28')
    const at = (id: string, day: number, from: number, until: number): PlannedShift => ({
      id,
      day,
      segments: [{ kind: 'work', from: from * 60, until: until * 60 }],
    })
    const plan = [at('a', saturday, 14, 22), at('b', saturday + 1, 9, 17)]
    expect(findConflicts({ shifts: plan, leaves: [], enabled: true }, rules, berlin)).toEqual([
      { entryId: 'b', kind: 'short_rest', minutes: 600 },
    ])
  })

  it('is the same in whatever order the plan is read', () => {
    const one = fc.record({
      day: fc.integer({ min: 0, max: 13 }),
      from: fc.integer({ min: 0, max: 23 }),
      length: fc.integer({ min: 1, max: 14 }),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (list, order) => {
        const plan = list.map((s, i) => shift(`s${i}`, s.day, s.from, s.from + s.length))
        const mixed = plan
          .map((s) => [order.next().value ?? 0, s] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, s]) => s)
        expect(conflicts(mixed).sort()).toEqual(conflicts(plan).sort())
      }),
    )
  })

  it('the days around a period hold its whole weeks, and the nights before and after it', () => {
    const around = daysAround(monday + 2, monday + 3)
    expect(around.from).toBeLessThanOrEqual(monday)
    expect(around.until).toBeGreaterThanOrEqual(monday + 7)
    expect(daysAround(monday, monday + 7)).toEqual({ from: monday - 3, until: monday + 8 })
  })
})
