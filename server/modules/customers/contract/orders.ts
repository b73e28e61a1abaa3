import { z } from 'zod'

export const orderStages = ['placed', 'paid', 'shipped', 'delivered', 'returned', 'cancelled'] as const
export type OrderStage = (typeof orderStages)[number]

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
