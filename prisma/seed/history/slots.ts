import type { Chance } from '../chance'
import { products } from '../company/names'
import type { Slots } from '../dialogs/dialog'
import type { Arrival } from './arrivals'
import type { Customer } from './customers'
import { day } from './time'

const englishDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
const chineseDate = new Intl.DateTimeFormat('zh-CN', { day: 'numeric', month: 'long', timeZone: 'UTC' })

/** The facts of one case, in the customer's language and currency. */
export function makeSlots(arrival: Arrival, customer: Customer, at: number, chance: Chance): Slots {
  const chineseSpeaking = arrival.language === 'zh'
  const date = new Date(at + chance.whole(1, 5) * day)
  const sum = chance.whole(19, 320)
  return {
    order: `FH-${chance.whole(400_000, 899_999)}`,
    product: chance.pick(chineseSpeaking ? products.zh : products.en),
    amount: chineseSpeaking ? `${sum * 8} 元` : customer.country === 'UK' ? `£${sum}.90` : `€${sum}.90`,
    date: (chineseSpeaking ? chineseDate : englishDate).format(date),
    code: `${chance.pick(['TRAIL', 'CAMP', 'HEARTH', 'SPRING'])}${chance.whole(10, 99)}`,
    size: chance.pick(['S', 'M', 'L', 'XL', '40', '42', '44']),
    agent: '',
    customer: customer.address,
  }
}
