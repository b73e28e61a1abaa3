import type { LikelyReason } from '../contract'
import type { Found } from './search-engine'

/**
 * What a customer probably wants before they have said it: each thing that is known is a clue, asked of the knowledge
 * base as if it were a question. An article counts with every clue that finds it, each with its weight, and the
 * clues that led to the winner are its reasons. What only the customer's own words say is no guess and left to the
 * suggested replies.
 */
export type Facts = {
  /** The customer's last words. */
  said: string
  /** The last thing the bot said. */
  botTurn: string
  /** Names of the category and those above it, the nearest first. */
  category: readonly string[]
  pageUrl: string | null
  /** The order that it is about, else the newest one. */
  order: { title: string; status: string | null; chosen: boolean } | null
}

export type Clue = { source: LikelyReason['source']; weight: number; question: string; shown: string }
export type Likely = { id: string; sureness: number; reasons: LikelyReason[] }

const WEIGHTS = { words: 1, bot: 0.6, chosenOrder: 0.6, category: 0.5, page: 0.4, newestOrder: 0.3 }
/** Below this it would be a guess without a ground. */
const LEAST = 0.25
/** What a clue adds at least to be named as a reason. */
const LEAST_PART = 0.08

export function cluesOf({ said, botTurn, category, pageUrl, order }: Facts): Clue[] {
  const clues: Clue[] = []
  const add = (source: Clue['source'], weight: number, question: string, shown: string) => {
    if (question.trim() !== '')
      clues.push({ source, weight, question: question.trim(), shown: shown.slice(0, 120) })
  }
  add('words', WEIGHTS.words, said, said)
  add('bot', WEIGHTS.bot, botTurn, botTurn)
  if (order) {
    const weight = order.chosen ? WEIGHTS.chosenOrder : WEIGHTS.newestOrder
    add('order', weight, askedAfter(order.status), [order.title, order.status].filter(Boolean).join(' · '))
  }
  add('category', WEIGHTS.category, category.join(' '), category[0] ?? '')
  const page = pageWords(pageUrl)
  add('page', WEIGHTS.page, page, pagePath(pageUrl))
  return clues
}

/** What customers ask at each stage of an order, in the words of both languages. */
const STAGES: readonly (readonly [RegExp, string])[] = [
  [/cancel|refund|return|退|取消/i, 'refund, when do I get my money back 退款 多久到账'],
  [/deliver(ed|y complete)|received|complete|签收|完成|送达/i, 'return an item, exchange 退货 换货'],
  [/ship|transit|way|dispatch|发货|运输|配送|在途/i, 'where is my parcel, delivery 物流 到哪里了 快递'],
  [/unpaid|awaiting payment|待付/i, 'payment, how to pay 付款 支付'],
  [
    /paid|process|pending|packing|new|open|待发|处理|已付/i,
    'change or cancel an order, delivery address 修改订单 取消订单 发货',
  ],
]

function askedAfter(status: string | null): string {
  if (!status) return ''
  return STAGES.find(([pattern]) => pattern.test(status))?.[1] ?? status
}

const pathOf = (url: string | null): string => {
  try {
    return url ? decodeURIComponent(new URL(url, 'http://page.invalid').pathname) : ''
  } catch {
    return ''
  }
}

export const pagePath = (url: string | null): string => pathOf(url)

/** The words of a page's path; numbers, codes and what says nothing are left out. */
export function pageWords(url: string | null): string {
  return pathOf(url)
    .replace(/\.(html?|php|aspx?)$/i, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => !/^(index|home|page|pages|www|en|zh|de|cn)$/i.test(word))
    .filter((word) => word !== '' && !/^\p{L}?\d+$/u.test(word) && !/^(?=.*\d)[0-9a-f-]{6,}$/i.test(word))
    .join(' ')
}

export function likelyOf(clues: readonly (Clue & { found: readonly Found[] })[]): Likely | null {
  const totals = new Map<string, { total: number; parts: (LikelyReason & { part: number })[] }>()
  for (const { source, shown, weight, found } of clues) {
    for (const { id, score } of found) {
      const entry = totals.get(id) ?? { total: 0, parts: [] }
      entry.total += weight * score
      entry.parts.push({ source, text: shown, part: weight * score })
      totals.set(id, entry)
    }
  }
  const [best] = [...totals].toSorted(([a, x], [b, y]) => y.total - x.total || (a < b ? -1 : 1))
  if (!best || best[1].total < LEAST) return null
  const parts = best[1].parts.filter(({ part }) => part >= LEAST_PART).toSorted((a, b) => b.part - a.part)
  if (parts.every(({ source }) => source === 'words')) return null
  return {
    id: best[0],
    sureness: Math.min(1, best[1].total),
    reasons: parts.map(({ source, text }) => ({ source, text })),
  }
}
