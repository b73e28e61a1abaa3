import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findOverlaps } from './overlaps'

type Span = { from: string; to: string }
const hours = (weekly: Record<string, Span[]>, exceptions: { date: string; spans: Span[] }[] = []) => ({
  weekly,
  exceptions,
})
const span = (from: string, to: string): Span => ({ from, to })
const said = (found: ReturnType<typeof findOverlaps>) =>
  found.map(({ path, first, second }) => [
    path,
    `${first.day} ${first.span.from}–${first.span.to}`,
    `${second.day} ${second.span.from}–${second.span.to}`,
  ])

describe('spans that overlap', () => {
  it('are found within a day, and both are named', () => {
    expect(said(findOverlaps(hours({ mon: [span('09:00', '18:00'), span('13:00', '17:00')] })))).toEqual([
      ['weekly.mon.1.from', 'mon 09:00–18:00', 'mon 13:00–17:00'],
    ])
  })

  it('are found where a night reaches into the next day, from Sunday into Monday too', () => {
    const night = [span('22:00', '06:00')]
    expect(said(findOverlaps(hours({ mon: night, tue: [span('05:00', '09:00')] })))).toEqual([
      ['weekly.tue.0.from', 'mon 22:00–06:00', 'tue 05:00–09:00'],
    ])
    expect(said(findOverlaps(hours({ sun: night, mon: [span('05:59', '09:00')] })))).toEqual([
      ['weekly.sun.0.from', 'mon 05:59–09:00', 'sun 22:00–06:00'],
    ])
  })

  it('are found on one date of the exceptions', () => {
    const spans = [span('09:00', '12:00'), span('11:00', '14:00')]
    expect(said(findOverlaps(hours({}, [{ date: '2026-12-24', spans }])))).toEqual([
      ['exceptions.0.spans.1.from', '2026-12-24 09:00–12:00', '2026-12-24 11:00–14:00'],
    ])
  })

  it('are not those that only touch, nor the whole of every day', () => {
    const all = [span('00:00', '24:00')]
    expect(findOverlaps(hours({ mon: [span('09:00', '12:00'), span('12:00', '18:00')] }))).toEqual([])
    const week = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, all]),
    )
    expect(findOverlaps(hours(week))).toEqual([])
    expect(findOverlaps(hours({ mon: [span('22:00', '06:00')], tue: [span('06:00', '22:00')] }))).toEqual([])
  })

  it('do not depend on the order they were entered in', () => {
    const time = fc.integer({ min: 0, max: 1439 }).map((m) => {
      return `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`
    })
    const one = fc.tuple(time, time).filter(([a, b]) => a !== b)
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), (list) => {
        const spans = list.map(([from, to]) => span(from, to))
        const forward = findOverlaps(hours({ wed: spans })).length
        expect(findOverlaps(hours({ wed: [...spans].reverse() })).length).toBe(forward)
      }),
    )
  })
})
