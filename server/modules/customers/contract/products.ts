import { z } from 'zod'

const line = (max: number) => z.string().trim().max(max)
const address = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .nullable()
  .default(null)

/** Told again it changes nothing; what is absent is emptied. */
export const productInput = z.object({
  externalId: line(64).min(1),
  title: line(200).min(1),
  subtitle: line(200).nullable().default(null),
  amount: z.number().min(0).max(999_999_999_999).multipleOf(0.01).nullable().default(null),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'three capital letters')
    .nullable()
    .default(null),
  imageUrl: address,
  url: address,
})
export type ProductInput = z.output<typeof productInput>

export const pushProductsInput = z.object({ products: z.array(z.unknown()).min(1).max(500) })
export const findProductsInput = z.object({ search: z.string().trim().max(120).default('') })

export type ProductLine = Omit<ProductInput, 'amount'> & { amount: string | null }
