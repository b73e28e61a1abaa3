import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Document } from './documents'
import { engineOf } from './search-engine'
import { verdictOf } from './verdict'

const article = (id: string, title: string, change: Partial<Document> = {}): Document => ({
  ...{ id, titles: [title], questions: [], keywords: [], bodies: [] },
  ...change,
})
const shop = [
  article('refund', 'How refunds work', {
    titles: ['How refunds work', '退款多久到账'],
    bodies: ['The money arrives within five days on the card you paid with.'],
  }),
  article('address', 'Change the delivery address', {
    titles: ['Change the delivery address', '修改收货地址'],
    bodies: ['Before it ships you can change the address in the order.'],
  }),
  article('invoice', 'Get an invoice', {
    titles: ['Get an invoice', '开具发票'],
    questions: [{ text: 'I need a receipt for my company' }],
  }),
]
const best = (text: string, documents = shop) => engineOf({ documents }).ask({ text }).found[0]?.id

describe('the search for articles', () => {
  it.each([
    ['How long does a refund take?', 'refund'],
    ['REFUNDS!!', 'refund'],
    ['退款几天能到', 'refund'],
    ['地址填错了想改一下', 'address'],
    ['wrong adress on my order', 'address'],
    ['chnage the delivry adress', 'address'],
    ['我要报销，开张发票', 'invoice'],
    ['ＩＮＶＯＩＣＥ　please', 'invoice'],
  ])('finds "%s" in %s', (text, id) => expect(best(text)).toBe(id))

  it('knows common synonyms, also across languages', () => {
    const only = [article('a', '退货退款'), article('b', 'Opening hours'), article('c', 'Gift wrapping')]
    expect(best('money back', only)).toBe('a')
    expect(best('几点下班', only)).toBe('b')
  })

  it('takes synonyms of the organisation', () => {
    const documents = [article('a', 'Moonshot plan'), article('b', 'Basic plan')]
    const engine = engineOf({ documents, synonyms: ['moonshot, premium tariff, 登月'] })
    expect(engine.ask({ text: 'premium tariff' }).found[0]?.id).toBe('a')
    expect(engine.ask({ text: '登月' }).found[0]?.id).toBe('a')
  })

  it('puts a title before a mention in the text', () => {
    const documents = [
      article('mention', 'Shop news', { bodies: ['We also repair watches now.'] }),
      article('title', 'Watch repair'),
    ]
    expect(best('watch repair', documents)).toBe('title')
  })

  it('learns from many questions what words alone do not tell', () => {
    const say = (texts: string[]) => Array.from({ length: 4 }, () => texts.map((text) => ({ text }))).flat()
    const documents = [
      article('up', 'Increase', {
        questions: say(['make it bigger', 'i want more of it', 'could be larger']),
      }),
      article('down', 'Decrease', { questions: say(['make it smaller', 'i want less of it', 'too big']) }),
    ]
    expect(best('more please', documents)).toBe('up')
    expect(best('it is too big', documents)).toBe('down')
  })

  it('misses what looks like the questions that were set aside', () => {
    const questions = Array.from({ length: 20 }, (_, i) => ({ text: `book a flight number ${i}` }))
    const setAside = Array.from({ length: 20 }, (_, i) => ({ text: `what is the weather on day ${i}` }))
    const documents = [
      article('flight', 'Book a flight', { questions }),
      article('seat', 'Change a seat', { questions: [{ text: 'another seat' }] }),
    ]
    const engine = engineOf({ documents, setAside })
    expect(verdictOf(engine.ask({ text: 'how is the weather tomorrow' })).kind).toBe('miss')
    expect(verdictOf(engine.ask({ text: 'book a flight please' }))).toMatchObject({ best: { id: 'flight' } })
  })

  it('gives scores from 0 to 1, best first, each article once, whatever is asked', () => {
    const engine = engineOf({ documents: shop })
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
        const { found } = engine.ask({ text })
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
        for (const [i, { score }] of found.entries()) {
          expect(score).toBeGreaterThan(0)
          expect(score).toBeLessThanOrEqual(1)
          expect(score).toBeLessThanOrEqual(found[i - 1]?.score ?? 1)
        }
      }),
      { examples: [[''], ['的了吗'], ['§0'], ['\u0000'], ['constructor __proto__']] },
    )
  })

  it('answers the same for the same articles', () => {
    const ask = () => engineOf({ documents: shop }).ask({ text: 'where is my money' })
    expect(ask()).toEqual(ask())
  })

  it('is empty without articles and takes a text of five megabytes', () => {
    expect(engineOf({ documents: [] }).ask({ text: 'anything' }).found).toEqual([])
    const huge = article('huge', 'Huge', { bodies: ['lorem ipsum '.repeat(420_000)] })
    expect(best('huge', [huge, ...shop])).toBe('huge')
  })
})

describe('the verdict', () => {
  const found = (...scores: number[]) => scores.map((score, i) => ({ id: `a${i}`, score }))
  it.each([
    ['nothing found', [], 0, 'miss'],
    ['far below the threshold', [0.1], 0, 'miss'],
    ['near it', [0.3, 0.2], 0, 'did_you_mean'],
    ['at it', [0.5, 0.4], 0, 'answer'],
    ['less sure than that it is none of ours', [0.6], 0.7, 'miss'],
  ] as const)('for %s', (_, scores, aside, kind) => {
    expect(verdictOf({ found: found(...scores), aside }, 0.5).kind).toBe(kind)
  })

  it('shows three at most', () => {
    expect(verdictOf({ found: found(0.4, 0.4, 0.4, 0.4), aside: 0 }, 0.5)).toMatchObject({
      near: { length: 3 },
    })
  })
})
