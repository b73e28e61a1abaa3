import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excerptOf, parseQuery, phoneWords, placesOf, wordsOf } from './search-words'

/** Whether the query's terms all stand among the text's words, as the index decides it. */
function finds(query: string, text: string): boolean {
  const words = wordsOf(text)
  const { terms } = parseQuery(query)
  return (
    terms.length > 0 &&
    terms.every(({ word, prefix }) => words.some((w) => (prefix ? w.startsWith(word) : w === word)))
  )
}

describe('words of the search', () => {
  it.each([
    ['退货', '请问怎么退货？', true],
    ['退货 包裹', '包裹没到，我要退货', true],
    ['货退', '请问怎么退货？', false],
    ['退货政策', '你们的退货政策是什么', true],
    ['退', '请问怎么退货？', true],
    ['parcel', 'Where is my Parcel?', true],
    ['parc', 'Where is my Parcel?', true],
    ['arcel', 'Where is my Parcel?', false],
    ['iPhone 退货', '我的iPhone15要退货', true],
    ['iphone15', '我的iPhone15要退货', true],
    ['ＡＢＣ１２', 'order abc123', true],
    ['parcel refund', 'my parcel', false],
  ])('%s in "%s": %s', (query, text, expected) => {
    expect(finds(query, text)).toBe(expected)
  })

  it('a part of Chinese text of two characters or more finds the text', () => {
    const chinese = fc.string({
      unit: fc.constantFrom(...'退货包裹没到请问怎么办查询订单'),
      minLength: 2,
      maxLength: 12,
    })
    fc.assert(
      fc.property(chinese, fc.nat(), fc.integer({ min: 2, max: 6 }), (text, at, length) => {
        const from = at % (text.length - 1)
        return finds(text.slice(from, from + length), text)
      }),
    )
  })

  it('the beginning of any word finds the text, whatever else stands in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.stringMatching(/^[a-z]{2,10}$/),
        (rest, word) => finds(word.slice(0, 2), `${rest} ${word} ${rest}`),
      ),
    )
  })

  it('a number with # is a number only, a bare one is both', () => {
    expect(parseQuery('#20413')).toEqual({ terms: [], number: 20413, marks: [] })
    expect(parseQuery('20413')).toMatchObject({ number: 20413, terms: [{ word: '20413', prefix: true }] })
    expect(parseQuery('order 20413').number).toBeNull()
  })

  it('a telephone number is found however it is written', () => {
    const words = phoneWords('+86 138-0013-8000')
    for (const query of ['13800138000', '138 0013 8000', '0013-8000', '8613800138000']) {
      const [term] = parseQuery(query).terms
      expect(words.some((word) => word.startsWith(term?.word ?? '-'))).toBe(true)
    }
  })

  it('what is typed never breaks the query language', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { word } of parseQuery(text).terms) expect(word).toMatch(/^[\p{L}\p{N}\p{M}]+$/u)
      }),
    )
  })
})

describe('excerpts', () => {
  it('show the place around what was found', () => {
    const long = `${'前面的话'.repeat(30)}我要退货，谢谢${'后面的话'.repeat(60)}`
    const { text, hits } = excerptOf(long, ['退货'])
    expect(text.startsWith('…') && text.endsWith('…')).toBe(true)
    expect(hits.map(([from, to]) => text.slice(from, to))).toEqual(['退货'])
  })

  it('mark only places that hold what was asked for, in order and apart', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ minLength: 1, maxLength: 3 }), (text, mark) => {
        let end = 0
        for (const [from, to] of placesOf(text, [mark.toLowerCase()])) {
          expect(text.slice(from, to).toLowerCase()).toBe(mark.toLowerCase())
          expect(from).toBeGreaterThanOrEqual(end)
          end = to
        }
      }),
    )
  })
})
