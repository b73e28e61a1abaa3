import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ServiceHours } from '../contract'
import { isOpen } from './service-hours'
import { addServiceTime } from './service-time'

const nine = [{ from: '09:00', to: '17:00' }]
const office: ServiceHours = {
  timeZone: 'Europe/Berlin',
  weekly: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine, sat: [], sun: [] },
  exceptions: [
    { date: '2026-12-25', name: 'Christmas', spans: [] },
    { date: '2026-12-24', name: 'Christmas Eve', spans: [{ from: '09:00', to: '12:00' }] },
  ],
} as ServiceHours
const night: ServiceHours = {
  ...office,
  weekly: { ...office.weekly, sat: [{ from: '22:00', to: '06:00' }] },
  exceptions: [],
} as ServiceHours
const shut = {
  ...office,
  exceptions: [],
  weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
} as ServiceHours
const hours = 3_600_000
const ms = (at: string) => Date.parse(at)

describe('a length of service time', () => {
  it.each([
    ['within a day', office, '2026-11-23T09:00:00+01:00', 2, '2026-11-23T11:00:00+01:00'],
    ['up to the last moment of a day', office, '2026-11-23T09:00:00+01:00', 8, '2026-11-23T17:00:00+01:00'],
    ['from before opening', office, '2026-11-23T05:00:00+01:00', 1, '2026-11-23T10:00:00+01:00'],
    ['over a weekend', office, '2026-11-20T16:00:00+01:00', 2, '2026-11-23T10:00:00+01:00'],
    [
      'over holidays, one of them shortened',
      office,
      '2026-12-23T16:00:00+01:00',
      5,
      '2026-12-28T10:00:00+01:00',
    ],
    [
      'over the night that is an hour longer',
      night,
      '2026-10-24T22:00:00+02:00',
      9,
      '2026-10-25T06:00:00+01:00',
    ],
    [
      'over the night that is an hour shorter',
      night,
      '2026-03-28T22:00:00+01:00',
      7,
      '2026-03-29T06:00:00+02:00',
    ],
    ['around the clock where there is no calendar', null, '2026-11-21T22:00:00Z', 4, '2026-11-22T02:00:00Z'],
  ])('%s', (_what, calendar, from, length, until) => {
    expect(addServiceTime(calendar, ms(from), length * hours)).toBe(ms(until))
  })

  it('never comes where nobody ever opens', () => {
    expect(addServiceTime(shut, ms('2026-11-23T09:00:00Z'), hours)).toBeNull()
  })

  it('ends while open, and two lengths after each other are their sum', () => {
    const minutes = fc.integer({ min: 1, max: 6_000 })
    const start = fc.integer({ min: ms('2026-01-01T00:00:00Z'), max: ms('2027-01-01T00:00:00Z') })
    fc.assert(
      fc.property(start, minutes, minutes, fc.constantFrom(office, night), (from, a, b, calendar) => {
        const first = addServiceTime(calendar, from, a * 60_000)!
        expect(isOpen(calendar, first - 1)).toBe(true)
        expect(addServiceTime(calendar, first, b * 60_000)).toBe(
          addServiceTime(calendar, from, (a + b) * 60_000),
        )
      }),
      {
        examples: [
          [ms('2026-10-24T20:00:00Z'), 300, 300, night],
          [ms('2026-12-23T15:30:00Z'), 45, 400, office],
        ],
      },
    )
  })
})
