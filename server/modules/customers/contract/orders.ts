import { z } from 'zod'

/** Many orders at once; each row is looked at for itself, so that a bad one does not stop the others. */
export const pushOrdersInput = z.object({
  /** All or none. */
  atomic: z.boolean().default(false),
  orders: z.array(z.unknown()).min(1).max(500),
})
export type PushOrders = z.output<typeof pushOrdersInput>

const fieldProblem = z.object({ path: z.string(), message: z.string() })
export const pushedOrders = z.object({
  /** How many were stored. */
  stored: z.number().int(),
  results: z.array(
    z.object({
      externalId: z.string().nullable(),
      /** skipped: fine itself, but another row was not, and all or none were wanted. */
      outcome: z.enum(['created', 'updated', 'refused', 'skipped']),
      fields: z.array(fieldProblem).optional(),
    }),
  ),
})
export type PushedOrders = z.output<typeof pushedOrders>

/** Where the shop answers for the orders of a customer. */
export const shopInput = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  enabled: z.boolean(),
  /** null keeps the one that is set. */
  secret: z.string().min(16).max(200).nullable().default(null),
  /** 0: none was set up. */
  version: z.number().int().min(0),
})
export type ShopInput = z.output<typeof shopInput>
export type ShopView = { url: string; enabled: boolean; secretSet: boolean; version: number }

/** An order as the profile and the workspace show it. */
export type OrderLine = {
  id: string
  externalId: string
  title: string
  status: string | null
  stage: string | null
  amount: string | null
  currency: string | null
  url: string | null
  imageUrl: string | null
  placedAt: string | null
  owner: string | null
  items: { title: string; quantity: number }[]
}
/** off: not set up. stale: the shop does not answer, what is shown is older. */
export type ShopState = 'off' | 'fresh' | 'stale' | 'failed'
export type OrderList = { orders: OrderLine[]; shop: ShopState; asOf: string | null }
