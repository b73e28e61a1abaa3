import { z } from 'zod'
import { orderInput } from '@/server/modules/conversations/contract'
import type { OrderLine } from '../contract'

/** What the shop answered, as lines of the profile; null when it is nothing that could be understood. */
const order = orderInput.omit({ customer: true }).extend({ externalId: z.string().trim().min(1).max(64) })
const answer = z.object({ orders: z.array(order).max(100) })

export function readShop(text: string): OrderLine[] | null {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return null
  }
  const read = answer.safeParse(given)
  if (!read.success) return null
  return read.data.orders.map(({ owner, amount, ...one }) => ({
    ...one,
    id: one.externalId,
    amount: amount === null ? null : String(amount),
    owner,
  }))
}
