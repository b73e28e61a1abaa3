import { z } from 'zod'

const line = (max: number) => z.string().trim().max(max)

/** How far an order is; routing knows before and after sale, a shop more. */
export const orderStages = ['placed', 'paid', 'shipped', 'delivered', 'returned', 'cancelled'] as const

/** What the shop tells of an order. What is absent is emptied, so the same call again gives the same order. */
export const orderInput = z.object({
  title: line(200).default(''),
  status: line(60).nullable().default(null),
  stage: z.enum(orderStages).nullable().default(null),
  /** With at most two places behind the point. */
  amount: z.number().min(0).max(999_999_999_999).multipleOf(0.01).nullable().default(null),
  /** ISO 4217, such as EUR. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'three capital letters')
    .nullable()
    .default(null),
  imageUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .default(null),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .default(null),
  items: z
    .array(z.strictObject({ title: line(200).min(1), quantity: z.int().min(1).max(100_000).default(1) }))
    .max(200)
    .default([]),
  placedAt: z.iso.datetime({ offset: true }).nullable().default(null),
  /** The id that the embedding site signs; the customer is made when unknown. */
  customer: line(200).min(1).nullable().default(null),
  /** Who is served first with it after sale: an agent's e-mail address or id. */
  owner: z
    .union([z.email().max(200), z.uuid()])
    .nullable()
    .default(null),
})
export type OrderInput = z.infer<typeof orderInput>

export const orderView = z.object({
  id: z.uuid(),
  externalId: z.string(),
  title: z.string(),
  status: z.string().nullable(),
  stage: z.string().nullable(),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  imageUrl: z.string().nullable(),
  url: z.string().nullable(),
  items: z.array(z.object({ title: z.string(), quantity: z.int() })),
  placedAt: z.string().nullable(),
  updatedAt: z.string(),
  customer: z.object({ id: z.uuid(), externalId: z.string().nullable(), name: z.string() }).nullable(),
  owner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
})
export type OrderView = z.infer<typeof orderView>
