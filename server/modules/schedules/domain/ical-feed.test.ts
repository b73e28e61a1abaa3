import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIcal } from '@/server/modules/channels/domain/read-ical'
import { escapeText, type FeedEvent, fold, writeIcal } from './ical-feed'

const shift: FeedEvent = {
  ...{ uid: 'shift-1@switchyard', stampMs: Date.UTC(2026, 10, 1), free: false },
  summary: 'Early, returns; desk',
  description: 'Breaks:\n12:00–12:30',
  when: { from: Date.UTC(2026, 10, 2, 8), until: Date.UTC(2026, 10, 2, 16, 30) },
}
const leave: FeedEvent = {
  ...{ ...shift, uid: 'leave-1@switchyard', summary: '年假，含周末；已批准', free: true },
  when: { firstDay: '2026-12-24', afterDay: '2026-12-27' },
}
const unfold = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')

describe('the calendar that others subscribe to', () => {
  it('says moments in UTC, escapes text, and ends every line as the format demands', () => {
    const text = writeIcal('Mei', [shift])
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(unfold(text)).toEqual(
      expect.arrayContaining([
        'UID:shift-1@switchyard',
        'DTSTAMP:20261101T000000Z',
        'DTSTART:20261102T080000Z',
        'DTEND:20261102T163000Z',
        'SUMMARY:Early\\, returns\\; desk',
        'DESCRIPTION:Breaks:\\n12:00–12:30',
      ]),
    )
  })

  it('is read again by the reader of holidays: leave as its days, shifts as timed events', () => {
    const { dates, skipped } = readIcal(writeIcal('Mei', [shift, leave]), '2026-11-01', 50)
    expect(dates).toEqual(
      ['2026-12-24', '2026-12-25', '2026-12-26'].map((date) => ({ date, name: '年假，含周末；已批准' })),
    )
    expect(skipped).toEqual([{ name: 'Early, returns; desk', reason: 'timed' }])
  })

  it('brings any name through escaping and folding unharmed', () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 })
    fc.assert(
      fc.property(names, (raw) => {
        const name = `x${raw.replace(/[\p{Cc}\\]/gu, '')}x`
        const when = { firstDay: '2026-12-24', afterDay: '2026-12-25' }
        const text = writeIcal('Mei', [{ ...leave, summary: name, when }])
        expect(readIcal(text, '2026-11-01', 5).dates[0]?.name).toBe(name.slice(0, 120))
      }),
    )
  })

  it('folds at 75 octets without cutting a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (raw) => {
        const line = escapeText(raw)
        const folded = fold(line)
        for (const part of folded.split('\r\n'))
          expect(Buffer.byteLength(part, 'utf8')).toBeLessThanOrEqual(75)
        expect(folded.replaceAll('\r\n ', '')).toBe(line)
        expect(Buffer.from(folded, 'utf8').toString('utf8')).toBe(folded)
      }),
    )
  })
})
