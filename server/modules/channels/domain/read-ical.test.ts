import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIcal } from './read-ical'

const file = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR'].join('\r\n')
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')
const read = (text: string) => readIcal(text, '2026-06-01', 400)

describe('holidays of an iCal file', () => {
  it('are whole days, several in one, in order and each once', () => {
    const text = file(
      event('SUMMARY:Christmas', 'DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227'),
      event('DTSTART;VALUE=DATE:20261003', 'SUMMARY:Unity Day'),
      event('DTSTART;VALUE=DATE:20261225', 'SUMMARY:Again'),
    )
    expect(read(text)).toEqual({
      dates: [
        { date: '2026-10-03', name: 'Unity Day' },
        { date: '2026-12-25', name: 'Christmas' },
        { date: '2026-12-26', name: 'Christmas' },
      ],
      skipped: [],
    })
  })

  it('come with folded lines, escaped text and parameters', () => {
    const text = file(
      event(
        'SUMMARY;LANGUAGE=zh-CN:国庆节\\, 中秋',
        ' 节',
        'DTSTART;TZID="Asia/Shanghai";VALUE=DATE:20261001',
      ),
    )
    expect(read(text).dates).toEqual([{ date: '2026-10-01', name: '国庆节, 中秋节' }])
  })

  it.each([
    ['a line break is a space', 'One\\nTwo\\NThree', 'One Two Three'],
    ['a backslash before an n is a backslash', 'C:\\\\new', 'C:\\new'],
    ['a backslash before a line break is both', 'A\\\\\\nB', 'A\\ B'],
  ])('%s', (_, escaped, shown) => {
    const text = file(event(`SUMMARY:${escaped}`, 'DTSTART;VALUE=DATE:20261003'))
    expect(read(text).dates).toEqual([{ date: '2026-10-03', name: shown }])
  })

  it('of every year are written out for three, the leap day only where there is one', () => {
    const yearly = event('SUMMARY:Labour Day', 'DTSTART;VALUE=DATE:20100501', 'RRULE:FREQ=YEARLY')
    expect(read(file(yearly)).dates.map(({ date }) => date)).toEqual(['2027-05-01', '2028-05-01'])
    const leap = event('SUMMARY:Leap', 'DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY;INTERVAL=1')
    expect(read(file(leap)).dates.map(({ date }) => date)).toEqual(['2028-02-29'])
  })

  it('leave out, by name, what says nothing about a closed day', () => {
    const text = file(
      event('SUMMARY:Meeting', 'DTSTART:20261001T090000Z'),
      event('SUMMARY:Every Monday', 'DTSTART;VALUE=DATE:20260601', 'RRULE:FREQ=WEEKLY;BYDAY=MO'),
      event('SUMMARY:Nothing'),
      event('SUMMARY:Impossible', 'DTSTART;VALUE=DATE:20260231'),
      event('SUMMARY:Long', 'DTSTART;VALUE=DATE:20261001', 'DTEND;VALUE=DATE:20270101'),
      event('SUMMARY:Over', 'DTSTART;VALUE=DATE:20260101'),
    )
    expect(read(text)).toEqual({
      dates: [],
      skipped: [
        { name: 'Meeting', reason: 'timed' },
        { name: 'Every Monday', reason: 'repeats' },
        { name: 'Nothing', reason: 'no_date' },
        { name: 'Impossible', reason: 'no_date' },
        { name: 'Long', reason: 'too_long' },
        { name: 'Over', reason: 'past' },
      ],
    })
  })

  it('are no more than a calendar can keep', () => {
    const many = Array.from({ length: 5 }, (_, day) =>
      event(`SUMMARY:Day ${day}`, `DTSTART;VALUE=DATE:2026070${day + 1}`),
    )
    const reading = readIcal(file(...many), '2026-06-01', 3)
    expect(reading.dates).toHaveLength(3)
    expect(reading.skipped).toEqual([
      { name: 'Day 3', reason: 'too_many' },
      { name: 'Day 4', reason: 'too_many' },
    ])
  })

  it('never fail, whatever the file holds', () => {
    const piece = fc.constantFrom(
      'BEGIN:VEVENT',
      'END:VEVENT',
      'DTSTART:',
      'RRULE:FREQ=YEARLY',
      ' ',
      ':',
      '20261301',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        expect(Array.isArray(read(pieces.join('\n')).dates)).toBe(true)
      }),
    )
  })
})
