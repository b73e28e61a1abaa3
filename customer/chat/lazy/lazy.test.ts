import { describe, expect, it } from 'vitest'
import { partsEn } from '../../i18n/parts-en'
import { partsZh } from '../../i18n/parts-zh'
import { minutesAndSeconds, secondsLeft } from '../core/countdown'
import { topicOf } from '../core/topic-of'
import { filledContact, wrongAnswer, wrongContact } from './check-answers'
import { findEmoji } from './emoji-search'

describe('emoji', () => {
  it('are found in both languages, by all words typed, and none stands there twice', () => {
    const signs = (search: string) => findEmoji(search).flatMap((group) => group.map(({ sign }) => sign))
    expect(signs('parcel')).toEqual(['📦'])
    expect(signs('快递')).toEqual(['📦'])
    expect(signs('HEART broken')).toEqual(['💔'])
    expect(signs('no such thing')).toEqual([])
    expect(new Set(signs('')).size).toBe(signs('').length)
    for (const { sign, words } of findEmoji('').flat()) {
      expect([sign, /\p{Script=Han}/u.test(words), /[a-z]/.test(words)]).toEqual([sign, true, true])
    }
  })

  it('every group has its name in both languages', () => {
    expect(partsEn.emojiGroups).toHaveLength(findEmoji('').length)
    expect(partsZh.emojiGroups).toHaveLength(findEmoji('').length)
  })
})

describe('answers', () => {
  const rule = { required: true, options: [{ value: 'a', label: {} }] }
  it.each([
    ['text', '', 'required'],
    ['text', 'x'.repeat(501), 'too_long'],
    ['email', 'nobody', 'not_an_email'],
    ['email', 'a@b.example', null],
    ['phone', 'call me', 'not_a_phone'],
    ['phone', '+49 (30) 12-34', null],
    ['choice', 'b', 'not_an_option'],
    ['choice', 'a', null],
  ] as const)('%s %j is %s', (type, answer, wrong) => {
    expect(wrongAnswer({ ...rule, type }, answer)).toBe(wrong)
  })

  it('of a contact one is enough, and what is empty is left out', () => {
    expect(wrongContact({ email: '', phone: ' ' }, true)).toEqual({ email: 'contact' })
    expect(wrongContact({}, false)).toEqual({})
    expect(wrongContact({ phone: '+49 30 12345' }, true)).toEqual({})
    expect(wrongContact({ email: 'x', phone: 'y' }, false)).toEqual({
      email: 'not_an_email',
      phone: 'not_a_phone',
    })
    expect(filledContact({ email: ' a@b.example ', phone: '' })).toEqual({ email: 'a@b.example' })
    expect(filledContact({ email: ' ' })).toBeNull()
  })
})

describe('words about time and topic', () => {
  it('counts down to zero and not below', () => {
    const at = '2026-11-21T12:00:00Z'
    const left = (before: number) => minutesAndSeconds(secondsLeft(at, Date.parse(at) - before))
    expect([left(105_000), left(104_001), left(9_000), left(1), left(0), left(-5_000)]).toEqual([
      '1:45',
      '1:45',
      '0:09',
      '0:01',
      '0:00',
      '0:00',
    ])
  })

  it('names the thread as a request does', () => {
    expect(topicOf('order:A:1')).toEqual({ orderId: 'A:1' })
    expect(topicOf('product:tents')).toEqual({ productCategory: 'tents' })
    expect(topicOf('general')).toEqual({})
  })
})
