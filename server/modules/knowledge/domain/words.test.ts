import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { segment } from './segment'
import { stem } from './stem'
import { slipsBetween, spellingOf } from './typing-errors'

const terms = (text: string) =>
  segment(text)
    .tokens.filter(({ stop }) => !stop)
    .map(({ term }) => term)

describe('cutting into terms', () => {
  it('makes one form of width, case, accents and endings', () => {
    expect(terms('Ｒｅｆｕｎｄｓ')).toEqual(terms('refund'))
    expect(terms('Café orders')).toEqual(terms('cafe ordered'))
  })

  it('marks what carries nothing', () => {
    expect(terms('how can I please')).toEqual([])
    expect(terms('请问怎么')).toEqual([])
  })

  it('cuts Chinese into pairs and characters, beside Latin without a space', () => {
    expect(terms('退款iphone手机')).toEqual(expect.arrayContaining(['退款', '退', '款', 'iphon', '手机']))
  })

  it('places every term where it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const cut = segment(text)
        for (const { term, from, to } of cut.tokens) expect(cut.text.slice(from, to)).toBe(term)
      }),
      { examples: [['我的订单 order 发货了吗'], ['don’t 改地址 2025']] },
    )
  })

  it.each([
    ['orders', 'order'],
    ['ordering', 'ordered'],
    ['cancelled', 'cancel'],
    ['shipping', 'shipped'],
    ['boxes', 'box'],
    ['policies', 'policy'],
    ['changes', 'changing'],
  ])('takes %s and %s for one word', (a, b) => {
    expect(stem(a)).toBe(stem(b))
  })
})

describe('near spellings', () => {
  const near = (word: string) => spellingOf(['refund', 'address', 'delivery', 'cat', 'cancel']).near(word)

  it.each([
    ['refudn', 'refund'],
    ['adress', 'address'],
    ['delivry', 'delivery'],
    ['dleivrey', 'delivery'],
    ['cancell', 'cancel'],
  ])('finds for %s %s', (typed, word) => expect(near(typed)).toEqual([word]))

  it('leaves short words, numbers and other beginnings alone', () => {
    expect(near('cst')).toEqual([])
    expect(near('defund')).toEqual([])
    expect(near('1234')).toEqual([])
  })

  it('counts slips alike from both sides, none only between equals', () => {
    const word = fc.stringMatching(/^[a-d]{0,6}$/)
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(slipsBetween(a, b)).toBe(slipsBetween(b, a))
        expect(slipsBetween(a, b) === 0).toBe(a === b)
      }),
    )
  })
})
