import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LeaveKind, type LeaveTimes, requestLimits } from '../contract'
import { isoDay } from './days'
import { wallClock } from './expand'
import { checkLeave, endsOf, instantsOf, timesOf } from './leave-times'

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe']
const days = (firstDay: string, lastDay = firstDay): LeaveTimes => ({ kind: 'days', firstDay, lastDay })
const hours = (day: string, from: number, until: number): LeaveTimes => ({ kind: 'hours', day, from, until })

describe('the times of leave', () => {
  it('come back as whole days from their instants, in any zone and across changes of the clocks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 20_000, max: 22_000 }),
        fc.integer({ min: 0, max: 40 }),
        (zone, first, length) => {
          const times = days(isoDay(first), isoDay(first + length))
          expect(timesOf(instantsOf(times, wallClock(zone)), zone)).toEqual(times)
        },
      ),
    )
  })

  it('are 23 and 25 hours long on the days when the clocks change', () => {
    const clock = wallClock('Europe/Berlin')
    const length = (day: string) => {
      const { startsAt, endsAt } = instantsOf(days(day), clock)
      return (endsAt - startsAt) / 3_600_000
    }
    expect([length('2026-03-29'), length('2026-10-25'), length('2026-11-21')]).toEqual([23, 25, 24])
  })

  it('say hours in local time, past midnight as the next day', () => {
    const times = hours('2026-11-21', 1_320, 1_560)
    const instants = instantsOf(times, wallClock('Asia/Shanghai'))
    expect(new Date(instants.startsAt).toISOString()).toBe('2026-11-21T14:00:00.000Z')
    expect(timesOf(instants, 'Asia/Shanghai')).toEqual(times)
    expect(endsOf(times)).toEqual({ from: '2026-11-21 22:00', until: '2026-11-22 02:00' })
    expect(endsOf(days('2026-11-21', '2026-11-23'))).toEqual({ from: '2026-11-21', until: '2026-11-23' })
  })
})

describe('what leave can be asked for', () => {
  const timeZone = 'Europe/Berlin'
  const clock = wallClock(timeZone)
  /** 13:00 in Berlin. */
  const now = Date.UTC(2026, 10, 21, 12)
  const check = (kind: LeaveKind, times: LeaveTimes, by: 'agent' | 'approver' = 'agent') =>
    checkLeave({ kind, times, ...instantsOf(times, clock) }, by, requestLimits, { now, timeZone, clock })

  it.each([
    ['vacation', days('2026-11-21'), 'agent', null],
    ['vacation', days('2026-11-20', '2026-12-01'), 'agent', 'leave_past'],
    ['vacation', hours('2026-11-21', 13 * 60, 14 * 60), 'agent', null],
    ['vacation', hours('2026-11-21', 12 * 60, 14 * 60), 'agent', 'leave_past'],
    ['sick', days('2026-11-07'), 'agent', null],
    ['sick', days('2026-11-06'), 'agent', 'leave_past'],
    ['sick', hours('2026-11-21', 8 * 60, 14 * 60), 'agent', null],
    ['other', days('2026-11-07'), 'agent', 'leave_past'],
    ['vacation', days('2026-10-21'), 'approver', null],
    ['vacation', days('2026-10-20'), 'approver', 'leave_past'],
    ['vacation', days('2026-12-01', '2027-12-01'), 'agent', null],
    ['vacation', days('2026-12-01', '2027-12-02'), 'agent', 'leave_too_long'],
    // 02:00 to 03:00 does not exist in that night.
    ['training', hours('2027-03-28', 120, 180), 'agent', 'leave_order'],
  ] as const)('%s %j by an %s: %s', (kind, times, by, issue) => {
    expect(check(kind, times, by)).toBe(issue)
  })
})
