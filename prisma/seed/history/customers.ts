import type { Chance } from '../chance'
import type { LeafKey } from '../company/categories'
import {
  chineseFamilyNames,
  chineseGivenNames,
  customerTags,
  familyNames,
  firstNames,
} from '../company/names'
import type { Language } from '../dialogs/dialog'
import type { Arrival } from './arrivals'
import { day } from './time'

export type Customer = {
  id: string
  externalId: string | null
  name: string
  /** The short form used when addressing them. */
  address: string
  email: string | null
  phone: string | null
  language: string
  tags: string[]
  vipLevel: number
  country: 'DE' | 'UK' | 'CN'
  createdAt: number
  lastSeenAt: number
}
export type Thread = { id: string; customerId: string; topic: string; createdAt: number }

const shareOfRegulars = 0.38

/** Remembers who has come before, so that some come again. */
export function customerBook(chance: Chance) {
  const byLanguage: Record<Language, Customer[]> = { en: [], zh: [] }
  const threads = new Map<string, Thread>()
  return {
    all: () => [...byLanguage.en, ...byLanguage.zh],
    threads: () => [...threads.values()],
    pick({ at, language }: Arrival): Customer {
      const known = byLanguage[language]
      const again = known.length > 50 && chance.yes(shareOfRegulars)
      const customer = again ? chance.pick(known) : makeCustomer(at, language, known.length, chance)
      if (!again) known.push(customer)
      customer.lastSeenAt = at
      return customer
    },
    threadId(customer: Customer, topic: string, at: number): string {
      const key = `${customer.id} ${topic}`
      const thread = threads.get(key) ?? { id: chance.id(at), customerId: customer.id, topic, createdAt: at }
      threads.set(key, thread)
      return thread.id
    },
  }
}

export function makeCustomer(at: number, language: Language, count: number, chance: Chance): Customer {
  const anonymous = chance.yes(0.16)
  const number = language === 'zh' ? 60_000 + count : 20_000 + count
  const country = language === 'zh' ? 'CN' : chance.yes(0.62) ? 'DE' : 'UK'
  const person = anonymous ? guest(language, chance) : named(language, chance)
  const createdAt = anonymous ? at : at - Math.floor(chance.exponential(160 * day))
  return {
    id: chance.id(createdAt),
    externalId: anonymous ? null : `C${number}`,
    ...person,
    email: anonymous || language === 'zh' ? null : mailOf(person.name, number),
    phone:
      language === 'zh' && !anonymous
        ? `1${chance.pick(['38', '59', '86'])}0000${String(number).slice(-4)}`
        : null,
    language: language === 'zh' ? 'zh-CN' : country === 'UK' ? 'en-GB' : 'en',
    tags: chance.yes(0.3) ? [chance.pick(customerTags)] : [],
    vipLevel: anonymous
      ? 0
      : chance.weighted([
          [0, 74],
          [1, 12],
          [2, 8],
          [3, 5],
          [4, 1],
        ] as const),
    country,
    createdAt,
    lastSeenAt: at,
  }
}

function guest(language: Language, chance: Chance) {
  const number = chance.whole(1000, 9999)
  return language === 'zh'
    ? { name: `访客 ${number}`, address: '' }
    : { name: `Guest ${number}`, address: 'there' }
}

function named(language: Language, chance: Chance) {
  if (language === 'zh') {
    const name = chance.pick(chineseFamilyNames) + chance.pick(chineseGivenNames)
    return { name, address: name }
  }
  const first = chance.pick(firstNames)
  return { name: `${first} ${chance.pick(familyNames)}`, address: first }
}

function mailOf(name: string, number: number): string {
  const local = name
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .replace(' ', '.')
  return `${local}.${number % 1000}@mail.example`
}

/** What the conversation is about: an order after the sale, a kind of product before it. */
export function topicOf(leaf: LeafKey, order: string): string {
  if (leaf === 'tents' || leaf === 'clothing' || leaf === 'kitchen') return `product:${leaf}`
  return leaf === 'sign_in' || leaf === 'points' ? 'general' : `order:${order}`
}
