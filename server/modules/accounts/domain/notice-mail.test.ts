import { describe, expect, it } from 'vitest'
import { noticeKinds } from '../contract'
import { composeNoticeMail, wantsMail } from './notice-mail'

const base = {
  params: {
    who: 'Bo',
    other: 'Ann',
    from: '2026-12-01',
    until: '2026-12-03',
    shift: '2026-12-01 09:00–17:00',
    ...{ ticket: 'T-7', title: 'Tent of 2026-12-01', name: 'Ann, about 2026-12-01' },
  },
  ...{ organization: 'Fernhalde', link: 'https://desk.example.org/schedule/mine' },
}

describe('the mail of a notice', () => {
  it.each(noticeKinds)('has words of its own in both languages: %s', (kind) => {
    const en = composeNoticeMail({ ...base, kind, language: 'en' })
    const zh = composeNoticeMail({ ...base, kind, language: 'zh-CN' })
    expect(en?.subject).toMatch(/2026-12-01/)
    expect(zh?.subject).toMatch(/\p{Script=Han}.*2026-12-01|2026-12-01.*\p{Script=Han}/u)
    for (const { text } of [en, zh].filter((mail) => mail !== null))
      expect(text).toContain('https://desk.example.org/schedule/mine')
  })

  it('brings the note, and no break into the subject', () => {
    const params = { ...base.params, who: 'Bo\r\nBcc: x@example.org', note: 'Get well' }
    const mail = composeNoticeMail({ ...base, params, kind: 'leave_requested', language: 'en' })
    expect(mail?.subject).not.toMatch(/[\r\n]/)
    expect(mail?.text).toContain('Note: Get well')
  })

  it('is not made for a kind that has no words', () => {
    expect(composeNoticeMail({ ...base, kind: 'toString', language: 'en' })).toBeNull()
    expect(composeNoticeMail({ ...base, kind: 'of_tomorrow', language: 'en' })).toBeNull()
  })
})

describe('who wants mail', () => {
  it.each([
    [{}, null],
    [null, null],
    [{ mail: true }, true],
    [{ mail: false }, false],
    [{ mail: { roster: true } }, true],
    [{ mail: { roster: false } }, false],
    [{ mail: { roster: 'yes' } }, null],
    [{ mail: { mentions: true } }, null],
    [{ mail: null }, null],
  ])('%j: %s, where null is as the organisation says', (preferences, said) => {
    for (const otherwise of [true, false])
      expect(wantsMail(preferences, 'roster', otherwise)).toBe(said ?? otherwise)
  })
})
