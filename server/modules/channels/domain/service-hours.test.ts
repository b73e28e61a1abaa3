import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { type OpenSpan, type ServiceHours, serviceHours, type Weekday, weekdays } from '../contract'
import { isOpen, nextOpening } from './service-hours'

const hour = 3_600_000
const office: OpenSpan[] = [{ from: '09:00', to: '18:00' }]
const allDay: OpenSpan[] = [{ from: '00:00', to: '24:00' }]

function calendar(
  timeZone: string,
  weekly: Partial<Record<Weekday, OpenSpan[]>>,
  exceptions: ServiceHours['exceptions'] = [],
): ServiceHours {
  const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
  return { timeZone, weekly: { ...closed, ...weekly }, exceptions }
}

const everyDay = (spans: OpenSpan[]) => Object.fromEntries(weekdays.map((day) => [day, spans]))
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds
const wall = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

describe('an ordinary week', () => {
  const weekdaysOnly = calendar('Europe/Berlin', {
    mon: office,
    tue: office,
    wed: office,
    thu: office,
    fri: office,
  })

  test('opens with the first instant of a span and is closed with the last', () => {
    expect(isOpen(weekdaysOnly, at('2026-06-01T08:59:59.999+02:00'))).toBe(false)
    expect(isOpen(weekdaysOnly, at('2026-06-01T09:00:00+02:00'))).toBe(true)
    expect(isOpen(weekdaysOnly, at('2026-06-01T17:59:59.999+02:00'))).toBe(true)
    expect(isOpen(weekdaysOnly, at('2026-06-01T18:00:00+02:00'))).toBe(false)
  })

  test('next opening is now while open, else the next span, over the weekend too', () => {
    const noon = at('2026-06-01T12:00:00+02:00')
    expect(nextOpening(weekdaysOnly, noon)).toBe(noon)
    expect(nextOpening(weekdaysOnly, at('2026-06-01T06:00:00+02:00'))).toBe(at('2026-06-01T09:00:00+02:00'))
    expect(nextOpening(weekdaysOnly, at('2026-06-05T18:00:00+02:00'))).toBe(at('2026-06-08T09:00:00+02:00'))
  })

  test('several spans a day leave the lunch break closed, in whatever order they were entered', () => {
    const spans = [
      { from: '13:00', to: '17:00' },
      { from: '09:00', to: '12:00' },
    ]
    const split = calendar('Europe/Berlin', { mon: spans })
    expect(isOpen(split, at('2026-06-01T12:30:00+02:00'))).toBe(false)
    expect(nextOpening(split, at('2026-06-01T07:00:00+02:00'))).toBe(at('2026-06-01T09:00:00+02:00'))
    expect(nextOpening(split, at('2026-06-01T12:30:00+02:00'))).toBe(at('2026-06-01T13:00:00+02:00'))
  })
})

describe('past midnight', () => {
  const night = calendar('Europe/Berlin', { fri: [{ from: '22:00', to: '06:00' }] })

  test('a span that reaches into the next day belongs to the day it began', () => {
    expect(isOpen(night, at('2026-06-05T21:59:00+02:00'))).toBe(false)
    expect(isOpen(night, at('2026-06-06T05:59:00+02:00'))).toBe(true)
    expect(isOpen(night, at('2026-06-06T06:00:00+02:00'))).toBe(false)
    expect(isOpen(night, at('2026-06-05T05:00:00+02:00'))).toBe(false)
  })

  test('what began the evening before runs out on a closed holiday', () => {
    const holiday = [{ date: '2026-06-06', spans: [], name: 'Inventory' }]
    const closed = calendar('Europe/Berlin', everyDay([{ from: '22:00', to: '06:00' }]), holiday)
    expect(isOpen(closed, at('2026-06-06T05:00:00+02:00'))).toBe(true)
    expect(isOpen(closed, at('2026-06-06T23:00:00+02:00'))).toBe(false)
    expect(isOpen(closed, at('2026-06-07T05:00:00+02:00'))).toBe(false)
  })
})

describe('exceptions', () => {
  const exceptions = [
    { date: '2026-12-24', spans: [{ from: '09:00', to: '12:00' }], name: 'Christmas Eve' },
    { date: '2026-12-25', spans: [], name: 'Christmas Day' },
    { date: '2026-12-27', spans: [{ from: '10:00', to: '14:00' }], name: 'Open Sunday' },
  ]
  const shop = calendar(
    'Europe/Berlin',
    { mon: office, tue: office, wed: office, thu: office, fri: office },
    exceptions,
  )

  test('a holiday closes the day, special hours replace it, a closed weekday can be opened', () => {
    expect(isOpen(shop, at('2026-12-24T13:00:00+01:00'))).toBe(false)
    expect(isOpen(shop, at('2026-12-25T10:00:00+01:00'))).toBe(false)
    expect(isOpen(shop, at('2026-12-27T11:00:00+01:00'))).toBe(true)
    expect(nextOpening(shop, at('2026-12-24T12:00:00+01:00'))).toBe(at('2026-12-27T10:00:00+01:00'))
  })

  test('many closed Mondays in a row do not hide the one that opens at last', () => {
    const mondays = Array.from({ length: 30 }, (_, week) => ({
      date: Temporal.PlainDate.from('2026-06-01').add({ weeks: week }).toString(),
      spans: [],
      name: 'Closed',
    }))
    const rare = calendar('UTC', { mon: office }, mondays)
    expect(wall(nextOpening(rare, at('2026-06-01T00:00:00Z')))).toBe('2026-12-28T09:00:00.000Z')
  })

  test('with no weekly hours, a far exception is still found, and a past one is not', () => {
    const popUp = (date: string) => calendar('UTC', {}, [{ date, spans: office, name: 'Fair' }])
    expect(wall(nextOpening(popUp('2031-05-05'), at('2026-06-01T00:00:00Z')))).toBe(
      '2031-05-05T09:00:00.000Z',
    )
    expect(nextOpening(popUp('2026-05-05'), at('2026-06-01T00:00:00Z'))).toBeNull()
  })
})

describe('daylight saving', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29T09:00:00+02:00', '2026-03-28T09:00:00+01:00'],
    ['Europe/Berlin', '2026-10-25T09:00:00+01:00', '2026-10-24T09:00:00+02:00'],
    ['America/New_York', '2026-03-08T09:00:00-04:00', '2026-03-07T09:00:00-05:00'],
    ['America/New_York', '2026-11-01T09:00:00-05:00', '2026-10-31T09:00:00-04:00'],
  ])('%s opens at nine on the wall before and after the change', (zone, after, before) => {
    const daily = calendar(zone, everyDay(office))
    expect(nextOpening(daily, at(before) - hour)).toBe(at(before))
    expect(nextOpening(daily, at(before) + 10 * hour)).toBe(at(after))
    expect(isOpen(daily, at(after) - 1)).toBe(false)
  })

  test('a span within the hour that is skipped does not open that day', () => {
    const early = calendar('Europe/Berlin', { sun: [{ from: '02:00', to: '03:00' }] })
    expect(nextOpening(early, at('2026-03-29T00:00:00+01:00'))).toBe(at('2026-04-05T02:00:00+02:00'))
  })

  test('a bound within the skipped hour means the moment of the jump', () => {
    const jump = at('2026-03-08T03:00:00-04:00')
    const begins = calendar('America/New_York', { sun: [{ from: '02:30', to: '05:00' }] })
    expect(nextOpening(begins, at('2026-03-08T00:00:00-05:00'))).toBe(jump)
    const ends = calendar('America/New_York', { sun: [{ from: '01:00', to: '02:30' }] })
    expect(isOpen(ends, jump - 1)).toBe(true)
    expect(isOpen(ends, jump)).toBe(false)
  })

  test('the hour that comes twice is open both times', () => {
    const night = calendar('America/New_York', { sun: [{ from: '01:00', to: '02:00' }] })
    expect(isOpen(night, at('2026-11-01T01:30:00-04:00'))).toBe(true)
    expect(isOpen(night, at('2026-11-01T01:30:00-05:00'))).toBe(true)
    expect(isOpen(night, at('2026-11-01T02:00:00-05:00'))).toBe(false)
  })

  test('a night span over the change lasts an hour less in spring and an hour more in autumn', () => {
    const nights = calendar('Europe/Berlin', { sat: [{ from: '22:00', to: '06:00' }] })
    expect(isOpen(nights, at('2026-03-28T22:00:00+01:00') + 7 * hour - 1)).toBe(true)
    expect(isOpen(nights, at('2026-03-28T22:00:00+01:00') + 7 * hour)).toBe(false)
    expect(isOpen(nights, at('2026-10-24T22:00:00+02:00') + 9 * hour - 1)).toBe(true)
    expect(isOpen(nights, at('2026-10-24T22:00:00+02:00') + 9 * hour)).toBe(false)
  })
})

describe('the ends of the scale', () => {
  const instant = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') })
  const zone = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Asia/Shanghai',
    'Australia/Lord_Howe',
    'Africa/Cairo',
  )

  test('all week round the clock is open at every instant, over every change of clocks', () => {
    fc.assert(
      fc.property(zone, instant, (name, ms) => {
        const always = calendar(name, everyDay(allDay))
        expect(isOpen(always, ms)).toBe(true)
        expect(nextOpening(always, ms)).toBe(ms)
      }),
    )
  })

  test('a calendar without spans never opens and says so', () => {
    fc.assert(
      fc.property(zone, instant, (name, ms) => {
        expect(isOpen(calendar(name, {}), ms)).toBe(false)
        expect(nextOpening(calendar(name, {}), ms)).toBeNull()
      }),
    )
  })

  test('the next opening is open, not before now, and nothing between is open', () => {
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map(
        (minute) =>
          `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
      )
    const span = fc.record({ from: time, to: time }).filter((value) => value.from !== value.to)
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        zone,
        instant,
        fc.constantFrom(...weekdays),
        span,
        share,
        (name, ms, day, hours, between) => {
          const weekly = calendar(name, { [day]: [hours] })
          const next = nextOpening(weekly, ms)!
          expect(next).toBeGreaterThanOrEqual(ms)
          expect(isOpen(weekly, next)).toBe(true)
          if (next > ms) expect(isOpen(weekly, ms + Math.floor((next - ms - 1) * between))).toBe(false)
        },
      ),
    )
  })
})

describe('the shape of a calendar', () => {
  const good = calendar('Europe/Berlin', { mon: office }, [{ date: '2026-12-25', spans: [], name: 'Xmas' }])

  test('accepts a real calendar and gives it back unchanged', () => {
    expect(serviceHours.parse(good)).toEqual(good)
  })

  test.each<[string, unknown]>([
    ['a zone that does not exist', { ...good, timeZone: 'Mars/Olympus' }],
    ['an hour that does not exist', calendar('UTC', { mon: [{ from: '25:00', to: '26:00' }] })],
    ['an empty span', calendar('UTC', { mon: [{ from: '09:00', to: '09:00' }] })],
    ['a date that does not exist', { ...good, exceptions: [{ date: '2026-02-30', spans: [], name: '' }] }],
    ['one date twice', { ...good, exceptions: [...good.exceptions, ...good.exceptions] }],
    ['a missing weekday', { ...good, weekly: { mon: office } }],
  ])('refuses %s', (_title, value) => {
    expect(serviceHours.safeParse(value).success).toBe(false)
  })
})
