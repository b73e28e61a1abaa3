import { now } from '@/server/platform/clock'
import { inTransaction, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { OrderInput, OrderView } from '../contract/orders'
import { ensureOrderCustomer, findOrder, findOrderAgent, putOrder } from '../store/orders'

export type OrderSaved = OrderView & { created: boolean }

/**
 * What the shop tells of one of its orders; told again it changes nothing.
 * @throws {AppError} invalid_input when nobody of this address or id receives conversations
 */
export const saveOrder = (externalId: string, order: OrderInput): Promise<OrderSaved> =>
  inTransaction((sql) => saveOrderWithin(sql, externalId, order))

/** The same in the caller's transaction. */
export async function saveOrderWithin(
  sql: Sql,
  externalId: string,
  { customer, owner, ...order }: OrderInput,
): Promise<OrderSaved> {
  const ownerAgentId = owner === null ? null : await findOrderAgent(sql, owner)
  if (owner !== null && ownerAgentId === null) {
    throw new AppError('invalid_input', 'There is no such agent.', {
      fields: [{ path: 'owner', message: 'unknown agent' }],
    })
  }
  const customerId = customer === null ? null : await ensureOrderCustomer(sql, customer)
  const created = await putOrder(sql, { ...order, externalId, customerId, ownerAgentId }, now())
  const view = await findOrder(sql, externalId)
  if (!view) throw new Error('the order was not stored')
  return { ...view, created }
}
