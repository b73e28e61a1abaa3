import { describe, expect, it } from 'vitest'
import { cluesOf, type Facts, likelyOf, pageWords } from './likely-question'
import { engineOf } from './search-engine'

const document = (id: string, title: string, question: string) => ({
  ...{ id, titles: [title], questions: [{ text: question }], keywords: [], bodies: [`${title}.`] },
})
const engine = engineOf({
  documents: [
    document('parcel', 'Where is my parcel', '我的快递到哪里了'),
    document('refund', 'When do I get my money back', '退款多久到账'),
    document('return', 'Return an item', '怎么退货'),
    document('invoice', 'Invoices and receipts', '怎么开发票'),
    document('size', 'Find the right size', '尺码怎么选'),
  ],
})
const nothing: Facts = { said: '', botTurn: '', category: [], pageUrl: null, order: null }
const likely = (facts: Partial<Facts>) =>
  likelyOf(
    cluesOf({ ...nothing, ...facts }).map((clue) => ({
      ...clue,
      found: engine.ask({ text: clue.question }).found,
    })),
  )
const order = (status: string, chosen = true) => ({ title: 'Lamp', status, chosen })

describe('what a customer probably wants', () => {
  it.each<[string, Partial<Facts>, string | null, string[]]>([
    ['nothing without a clue', {}, null, []],
    ['by an order on its way', { order: order('shipped') }, 'parcel', ['order']],
    ['by an order on its way, in Chinese', { order: order('运输中') }, 'parcel', ['order']],
    ['by an order that arrived', { order: order('delivered') }, 'return', ['order']],
    ['by an order that was cancelled', { order: order('Cancelled') }, 'refund', ['order']],
    ['by the page', { pageUrl: 'https://shop.example/en/invoices-and-receipts?x=1' }, 'invoice', ['page']],
    ['by the category', { category: ['Right size', 'Clothes'] }, 'size', ['category']],
    ['by the last turn of the bot', { botTurn: 'Do you mean: Invoices and receipts?' }, 'invoice', ['bot']],
    [
      'by several, the strongest first',
      {
        order: order('delivered'),
        pageUrl: 'https://shop.example/return-item',
        category: ['Return an item'],
      },
      'return',
      ['order', 'category', 'page'],
    ],
    ['not by words alone: these have their own suggestions', { said: 'where is my parcel' }, null, []],
    [
      'by words and what bears them out',
      { said: 'where is it', order: order('shipped', false), pageUrl: '/parcel' },
      'parcel',
      ['order'],
    ],
    ['nothing where the page says nothing', { pageUrl: 'https://shop.example/p/8839201' }, null, []],
    ['nothing for an order in a stage nobody asks about', { order: order('zzz') }, null, []],
  ])('is said %s', (_title, facts, id, sources) => {
    const found = likely(facts)
    expect(found?.id ?? null).toBe(id)
    expect(found?.reasons.map(({ source }) => source) ?? []).toEqual(expect.arrayContaining(sources))
  })

  it('names its reasons as they are', () => {
    const facts = { order: order('shipped'), pageUrl: 'https://shop.example/parcel/where?token=secret' }
    expect(likely(facts)?.reasons).toEqual([
      { source: 'order', text: 'Lamp · shipped' },
      { source: 'page', text: '/parcel/where' },
    ])
  })
})

describe('the words of a page', () => {
  it.each([
    ['https://shop.example/help/return-policy.html', 'help return policy'],
    ['https://shop.example/p/4711', 'p'],
    ['https://shop.example/%E9%80%80%E8%B4%A7', '退货'],
    ['https://shop.example/a3f9c2d1e8b7', ''],
    ['https://shop.example/%E0%A4%A', ''],
    ['/relative/path', 'relative path'],
    [null, ''],
  ])('%s', (url, words) => {
    expect(pageWords(url)).toBe(words)
  })
})
