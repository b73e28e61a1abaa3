import { z } from 'zod'

export * from './contract/erasure'
export * from './contract/orders'
export * from './contract/products'

const line = (max: number) => z.string().trim().max(max)
const optional = (max: number) =>
  line(max)
    .nullable()
    .default(null)
    .transform((text) => text || null)

/** Text, number, yes or no; null = nothing is known. Dates are YYYY-MM-DD. */
export const fieldValue = z.union([z.string().max(500), z.number(), z.boolean(), z.null()])
export const fieldValues = z.record(z.string().max(40), fieldValue)
export type FieldValues = z.output<typeof fieldValues>

export const customerTag = line(40).min(1)

/** What the staff changes; the fields of one's own are looked at with the settings. */
export const customerInput = z.object({
  name: line(80).min(1),
  email: z
    .union([z.literal('').transform(() => null), z.email().max(200)])
    .nullable()
    .default(null),
  phone: optional(40),
  /** A language tag such as en or zh-CN. */
  language: z
    .union([z.literal('').transform(() => null), z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)])
    .nullable()
    .default(null),
  vipLevel: z.number().int().min(0).max(9).default(0),
  tags: z
    .array(customerTag)
    .max(30)
    .default([])
    .transform((tags) => [...new Set(tags)]),
  fields: fieldValues.default({}),
})
export type CustomerInput = z.output<typeof customerInput>

export const customerStates = ['known', 'anonymous', 'blocked'] as const

export const customerFilter = z.object({
  search: z.string().trim().max(120).default(''),
  state: z.enum(customerStates).optional(),
  tag: customerTag.optional(),
  /** Of this VIP level at least. */
  vip: z.coerce.number().int().min(1).max(9).optional(),
  ids: z.array(z.uuid()).max(100).optional(),
})
export type CustomerFilter = z.output<typeof customerFilter>

export const customerSorts = ['name', 'seen', 'created', 'vip'] as const
export const listCustomersInput = customerFilter.extend({
  sort: z.enum(customerSorts).default('seen'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(100).default(25),
})
export type ListCustomers = z.output<typeof listCustomersInput>

export const customerIdInput = z.object({ id: z.uuid() })
const versioned = z.object({ id: z.uuid(), version: z.number().int().min(1) })
export const updateCustomerInput = versioned.extend({ customer: customerInput })
export const blockInput = versioned.extend({ reason: line(300).min(1) })
export const versionedCustomerInput = versioned
export const changeCustomersInput = z.object({
  customers: z.array(versioned).min(1).max(100),
  act: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('add_tag'), tag: customerTag }),
    z.object({ kind: z.literal('remove_tag'), tag: customerTag }),
    z.object({ kind: z.literal('vip'), level: z.number().int().min(0).max(9) }),
  ]),
})
export type ChangeCustomers = z.output<typeof changeCustomersInput>

export const noteText = line(4_000).min(1)
export const addNoteInput = z.object({ customerId: z.uuid(), text: noteText })
export const updateNoteInput = versioned.extend({ text: noteText })

export const pageOfInput = z.object({
  id: z.uuid(),
  page: z.number().int().min(1).max(10_000).default(1),
})
export const partPageSize = 20

/** `into` stays; `from` is taken into it. */
export const mergePair = z
  .object({ from: z.uuid(), into: z.uuid() })
  .refine(({ from, into }) => from !== into, { path: ['into'], message: 'the same customer' })
export const mergeInput = z.object({
  from: versioned,
  into: versioned,
})
export type MergeInput = z.output<typeof mergeInput>

export const customerLimits = { bytes: 5_000_000, rows: 5_000 }
export const importCustomersInput = z.object({
  csv: z.string().max(customerLimits.bytes),
  dryRun: z.boolean(),
})

export type CustomerRow = {
  id: string
  name: string
  externalId: string | null
  email: string | null
  phone: string | null
  language: string | null
  tags: string[]
  vipLevel: number
  fields: FieldValues
  blockedAt: string | null
  createdAt: string
  lastSeenAt: string
  conversations: number
  version: number
}

export type CustomerNoteView = {
  id: string
  author: string
  text: string
  createdAt: string
  updatedAt: string
  version: number
  /** Written by whoever reads it. */
  own: boolean
}

export type CustomerView = CustomerRow & {
  blockedReason: string | null
  blockedBy: string | null
  erasedAt: string | null
  /** Other ids that lead here since a merge. */
  formerIds: { id: string; externalId: string | null }[]
  notes: CustomerNoteView[]
  openConversations: number
  orders: number
}

export type CustomerConversation = {
  id: string
  number: number
  status: string
  channel: string
  group: string | null
  agent: string | null
  topic: string
  createdAt: string
  endedAt: string | null
  score: number | null
  excerpt: string | null
}

export type MergePreview = {
  from: CustomerRow
  into: CustomerRow
  conversations: number
  openConversations: number
  /** Open on both sides about the same: they stay beside each other. */
  sideBySide: number
  orders: number
  notes: number
  /** Other records, by the table they stand in. */
  others: { kind: string; count: number }[]
  /** Tags and fields that the survivor gets. */
  tags: string[]
  fields: string[]
  /** What the survivor already has in another way, and keeps. */
  dropped: { key: string; value: string }[]
  /** Somebody may still have the chat open as the one who is merged. */
  windowAt: string | null
}
