import { describe, expect, it } from 'vitest'
import { meanOf, stretchOf } from './own-past'

const iso = (at: number) => new Date(at).toISOString()

describe('one’s own past', () => {
  it('is cut where the clocks on the wall stand now, also across a change of clocks', () => {
    const at = Date.parse('2026-11-03T14:30:00Z')
    const today = stretchOf('today', at, 'Europe/Berlin', 0)
    expect([iso(today.from), today.until]).toEqual(['2026-11-02T23:00:00.000Z', at])
    const before = stretchOf('today', at, 'Europe/Berlin', 2)
    expect([iso(before.from), iso(before.until)]).toEqual([
      '2026-10-19T22:00:00.000Z',
      '2026-10-20T13:30:00.000Z',
    ])
  })

  it('begins a week on Monday, and on a Monday has only that day', () => {
    const sunday = Date.parse('2026-11-22T10:00:00Z')
    expect(iso(stretchOf('week', sunday, 'UTC', 0).from)).toBe('2026-11-16T00:00:00.000Z')
    expect(iso(stretchOf('week', sunday, 'UTC', 1).from)).toBe('2026-11-09T00:00:00.000Z')
    const monday = Date.parse('2026-11-23T10:00:00Z')
    expect(stretchOf('week', monday, 'UTC', 0)).toEqual(stretchOf('today', monday, 'UTC', 0))
  })

  it('weighs a case as a case in rates, a stretch as a stretch in counts, and leaves days off out', () => {
    const day = (handled: number, good: number, ratings: number) => ({
      conversations_handled: { n: handled, d: null },
      csat: { n: good, d: ratings },
    })
    const { values, weeks } = meanOf([day(10, 1, 1), day(20, 1, 3), day(0, 0, 0)])
    expect(weeks).toBe(2)
    expect(values.conversations_handled?.value).toBe(15)
    expect(values.csat?.value).toBe(0.5)
  })

  it('says nothing of somebody who has none', () => {
    expect(meanOf([{ csat: { n: 0, d: 0 } }, {}])).toEqual({ values: {}, weeks: 0 })
  })
})
