import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isChineseId, maskText, passesLuhn } from './mask-text'

const all = { cards: true, phones: true, identities: true }
const cards = { cards: true, phones: false, identities: false }
const mask = (text: string) => maskText(text, all).text

/** A number of this length that passes the check. */
const card = fc
  .tuple(
    fc.constantFrom('4', '51', '37', '62', '6011'),
    fc.integer({ min: 13, max: 19 }),
    fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
  )
  .map(([head, length, stream]) => {
    let digits = head
    for (const digit of stream) {
      if (digits.length === length - 1) break
      digits += digit
    }
    return [...'0123456789'].map((last) => digits + last).find(passesLuhn) ?? ''
  })
const separator = fc.constantFrom('', ' ', '-', '.', '\u00a0')
const words = fc.string({ unit: fc.constantFrom(...'abcdefg 你好,:!?\n'), maxLength: 30 })

const ofFour = (digits: string, between: string) => (digits.match(/.{1,4}/g) ?? []).join(between)

describe('card numbers', () => {
  it('are never left whole, whatever stands around and between them', () => {
    fc.assert(
      fc.property(card, separator, words, words, (digits, between, before, after) => {
        const { text, kinds } = maskText(`${before}: ${ofFour(digits, between)} ${after}`, cards)
        const left = text.replace(/[^0-9*]/g, '')
        expect(left).toBe('*'.repeat(digits.length - 4) + digits.slice(-4))
        expect(kinds).toEqual(['card'])
      }),
    )
  })

  it('are found with an expiry date behind them, and in wide digits', () => {
    expect(mask('4111 1111 1111 1111 12/27 123')).toBe('**** **** **** 1111 12/27 123')
    expect(mask('4111 1111 1111 1111 1227')).toBe('**** **** **** 1111 1227')
    expect(mask('卡号４１１１１１１１１１１１１１１１。')).toBe('卡号************１１１１。')
  })

  it('are not seen in numbers that fail the check, or are part of a longer one', () => {
    for (const text of [
      '4111 1111 1111 1112',
      'order 41111111111111111111',
      '1234567890123',
      '2026-11-21 10:30',
    ]) {
      expect(maskText(text, cards)).toEqual({ text, kinds: [] })
    }
  })
})

describe('identity numbers', () => {
  it('of China are known by their check digit', () => {
    expect(isChineseId('11010519491231002X')).toBe(true)
    expect(isChineseId('110105194912310021')).toBe(false)
    expect(isChineseId('11010519491331002X')).toBe(false)
    expect(mask('身份证11010519491231002X，谢谢')).toBe('身份证**************002X，谢谢')
    expect(mask('110105 19491231 002x')).toBe('****** ******** 002x')
    const other = { cards: false, phones: false, identities: true }
    expect(maskText('110105194912310021', other).kinds).toEqual([])
  })

  it.each([
    ['SSN 123-45-6789.', 'SSN ***-**-6789.'],
    ['A123456(3)', '****456(3)'],
    ['B123456789', '******6789'],
    ['QQ 12 34 56 C', 'QQ 12 34 56 C'],
    ['AB 12 34 56 C', '** ** *4 56 C'],
  ])('%s', (text, masked) => {
    expect(maskText(text, { cards: false, phones: false, identities: true }).text).toBe(masked)
  })
})

describe('telephone numbers', () => {
  it.each([
    ['call 13800138000', 'call *******8000'],
    ['138 0013 8000', '*** **** 8000'],
    ['+86 138-0013-8000', '+** ***-****-8000'],
    ['+49 (30) 1234 5678', '+** (**) **** 5678'],
    ['+1 415-555-0132', '+* ***-***-0132'],
  ])('%s', (text, masked) => {
    expect(maskText(text, { cards: false, phones: true, identities: false }).text).toBe(masked)
  })

  it('are not dates, prices or order numbers', () => {
    for (const text of ['2026-11-21', '12,345.67', 'order 20261121000123', 'SF1380013800012', '100 + 200']) {
      expect(maskText(text, { cards: false, phones: true, identities: false }).text).toBe(text)
    }
  })
})

describe('masking', () => {
  it('changes nothing that is not asked for, keeps the length, and is done after once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), card, (text, number) => {
        const whole = `${text} ${number}`
        expect(maskText(whole, { cards: false, phones: false, identities: false })).toEqual({
          text: whole,
          kinds: [],
        })
        const once = mask(whole)
        expect([...once].length).toBe([...whole].length)
        expect(mask(once)).toBe(once)
      }),
    )
  })

  it('leaves words without numbers alone', () => {
    fc.assert(fc.property(words, (text) => maskText(text, all).text === text))
  })
})
