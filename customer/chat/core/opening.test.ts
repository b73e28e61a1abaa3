import { describe, expect, it } from 'vitest'
import { en } from '../../i18n/en'
import { zh } from '../../i18n/zh'
import { opening } from './opening'

/** Wednesday, 18 November 2026, 20:30 in Berlin. */
const now = Date.parse('2026-11-18T19:30:00Z')
const text = (nextOpening: string | null, timeZone = 'Europe/Berlin', openNow = false) =>
  [en, zh].map((words) =>
    words.opening(opening({ openNow, nextOpening, now, locale: words.locale, timeZone })),
  )

describe('opening hours in words', () => {
  it.each([
    ['2026-11-18T20:00:00Z', 'Opens today at 21:00', '今天 21:00 开始服务'],
    ['2026-11-19T08:00:00Z', 'Opens tomorrow at 09:00', '明天 09:00 开始服务'],
    ['2026-11-23T08:00:00Z', 'Opens Monday at 09:00', '星期一 09:00 开始服务'],
    ['2026-11-24T23:30:00Z', 'Opens November 25 at 00:30', '11月25日 00:30 开始服务'],
  ])('%s', (at, english, chinese) => {
    expect(text(at)).toEqual([english, chinese])
  })

  it("counts days and hours in the customer's zone, not the channel's", () => {
    expect(text('2026-11-19T08:00:00Z', 'Asia/Shanghai')[0]).toBe('Opens today at 16:00')
    expect(text('2026-11-19T08:00:00Z', 'America/Los_Angeles')[0]).toBe('Opens tomorrow at 00:00')
  })

  it('says that it is open, is open by now, or does not open', () => {
    expect(text(null, 'UTC', true)[0]).toBe('Open now')
    expect(text('2026-11-18T19:30:00Z')[0]).toBe('Open now')
    expect(text(null)[0]).toBe('Closed at the moment')
  })

  it('counts days right over the change to summer time', () => {
    const before = Date.parse('2027-03-27T22:30:00Z')
    const at = opening({
      openNow: false,
      nextOpening: '2027-03-28T07:00:00Z',
      now: before,
      locale: 'en',
      timeZone: 'Europe/Berlin',
    })
    expect(at).toEqual({ kind: 'tomorrow', time: '09:00' })
  })
})
