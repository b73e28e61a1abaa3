import type { Topic } from './state'

/** The topic of a thread as a request names it: `order:17`, `product:tents`, `general`. */
export function topicOf(topic: string): Pick<Topic, 'orderId' | 'productCategory'> {
  const [, kind, value = ''] = /^(order|product):(.+)$/s.exec(topic) ?? []
  if (kind === 'order') return { orderId: value }
  return kind === 'product' ? { productCategory: value } : {}
}
