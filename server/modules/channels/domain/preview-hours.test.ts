import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { type ServiceHours, weekdays } from '../contract'
import { nextClockChange, previewFrom, previewHours, staysClosed, weeklyMinutes } from './preview-hours'
import { isOpen } from './service-hours'

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds
const daily = (
  timeZone: string,
  spans: { from: string; to: string }[],
  exceptions: ServiceHours['exceptions'] = [],
): ServiceHours => ({
  timeZone,
  weekly: Object.fromEntries(weekdays.map((day) => [day, spans])) as ServiceHours['weekly'],
  exceptions,
})
const day = (hours: ServiceHours, from: string, date: string) =>
  previewHours(hours, at(from)).find((one) => one.date === date)!

describe('the next fourteen days', () => {
  it('begin on another date where one is asked for, such as the next change of the clocks', () => {
    const office = daily('Europe/Berlin', [{ from: '09:00', to: '18:00' }])
    const change = nextClockChange('Europe/Berlin', at('2026-01-10T00:00:00Z'))
    expect(change).toBe('2026-03-29')
    expect(previewFrom(office, change ?? '')[0]).toMatchObject({ date: change, clockChange: -60 })
    expect(nextClockChange('Asia/Shanghai', at('2026-01-10T00:00:00Z'))).toBe(null)
  })

  it('take special hours on the day of the jump by the moment of the jump, and none within the skipped hour', () => {
    const on = (from: string, to: string) => {
      const special = [{ date: '2026-03-29', name: 'Fair', spans: [{ from, to }] }]
      return day(daily('Europe/Berlin', [], special), '2026-03-28T12:00:00Z', '2026-03-29').spans
    }
    expect(on('02:15', '02:45')).toEqual([])
    expect(on('02:30', '12:00')).toMatchObject([{ from: '03:00', opensAt: '2026-03-29T01:00:00.000Z' }])
    expect(on('00:30', '02:30')).toMatchObject([{ from: '00:30', closesAt: '2026-03-29T01:00:00.000Z' }])
  })

  it('begin with today in the zone of the calendar, whatever the date is elsewhere', () => {
    const list = previewHours(
      daily('Asia/Shanghai', [{ from: '09:00', to: '18:00' }]),
      at('2026-06-01T20:00:00Z'),
    )
    expect(list).toHaveLength(14)
    expect(list[0]).toMatchObject({ date: '2026-06-02', weekday: 'tue' })
    expect(list[0]?.spans[0]).toMatchObject({ from: '09:00', opensAt: '2026-06-02T01:00:00.000Z' })
  })

  it('keep nine o’clock over both changes of the clocks, and say that they change', () => {
    const office = daily('Europe/Berlin', [{ from: '09:00', to: '18:00' }])
    const spring = day(office, '2026-03-28T00:00:00Z', '2026-03-29')
    expect(spring).toMatchObject({ clockChange: -60 })
    expect(spring.spans[0]).toMatchObject({ from: '09:00', opensAt: '2026-03-29T07:00:00.000Z' })
    const autumn = day(office, '2026-10-24T00:00:00Z', '2026-10-25')
    expect(autumn).toMatchObject({ clockChange: 60 })
    expect(autumn.spans[0]).toMatchObject({ from: '09:00', opensAt: '2026-10-25T08:00:00.000Z' })
  })

  it('show what a holiday does on the day of a skipped hour', () => {
    const special = [{ date: '2026-03-29', spans: [{ from: '02:00', to: '04:00' }], name: 'Fair' }]
    const fair = day(daily('Europe/Berlin', [], special), '2026-03-28T00:00:00Z', '2026-03-29')
    expect(fair).toMatchObject({ exception: 'Fair' })
    expect(fair.spans).toMatchObject([{ from: '03:00', to: '04:00', opensAt: '2026-03-29T01:00:00.000Z' }])
    const swallowed = [{ date: '2026-03-29', spans: [{ from: '02:00', to: '03:00' }], name: 'Never' }]
    expect(day(daily('Europe/Berlin', [], swallowed), '2026-03-28T00:00:00Z', '2026-03-29').spans).toEqual([])
  })

  it('say 24:00 where a day is open to its end', () => {
    const always = daily('UTC', [{ from: '00:00', to: '24:00' }])
    expect(previewHours(always, at('2026-06-01T00:00:00Z'))[0]?.spans).toMatchObject([
      { from: '00:00', to: '24:00', closesAt: '2026-06-02T00:00:00.000Z' },
    ])
  })

  it('show a night under the day it begins on', () => {
    const nights = daily('UTC', [{ from: '22:00', to: '06:00' }])
    expect(previewHours(nights, at('2026-06-01T00:00:00Z'))[0]?.spans).toMatchObject([
      { from: '22:00', to: '06:00', closesAt: '2026-06-02T06:00:00.000Z' },
    ])
  })

  it('agree with the rule that opens and closes, at every moment', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe')
    const start = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') })
    const time = fc.integer({ min: 0, max: 1439 }).map((m) => {
      return `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`
    })
    const spans = fc.array(
      fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(zone, start, spans, fc.double({ min: 0.1, max: 0.9 }), (name, ms, list, share) => {
        const hours = daily(name, list)
        const days = previewHours(hours, ms)
        const within = ms + Math.floor(12 * 86_400_000 * share)
        const shown = days.some((one) =>
          one.spans.some(
            ({ opensAt, closesAt }) => Date.parse(opensAt) <= within && within < Date.parse(closesAt),
          ),
        )
        // What began yesterday is not among the days shown, so a moment of the first day may be open by it.
        if (within > ms + 86_400_000) expect(shown).toBe(isOpen(hours, within))
      }),
    )
  })
})

describe('a calendar that serves nobody', () => {
  it('is closed for two weeks, and one that opens at their end is not', () => {
    const from = at('2026-06-01T00:00:00Z')
    const popUp = (date: string) =>
      daily('UTC', [], [{ date, spans: [{ from: '09:00', to: '10:00' }], name: 'Fair' }])
    expect(staysClosed(popUp('2026-06-14'), from)).toBe(false)
    expect(staysClosed(popUp('2026-06-15'), from)).toBe(true)
    expect(staysClosed(popUp('2026-06-01'), at('2026-06-01T10:00:00Z'))).toBe(true)
  })

  it('is told from one that is open by its week', () => {
    expect(weeklyMinutes(daily('UTC', []))).toBe(0)
    expect(weeklyMinutes(daily('UTC', [{ from: '00:00', to: '24:00' }]))).toBe(7 * 1_440)
    expect(weeklyMinutes(daily('UTC', [{ from: '22:00', to: '06:00' }]))).toBe(7 * 480)
  })
})
