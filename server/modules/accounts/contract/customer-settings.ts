import { z } from 'zod'

export const customerFieldKinds = ['text', 'number', 'date', 'choice', 'yes_no'] as const

const label = z.string().trim().max(60)

/** What an organisation knows of its customers beside name and address. */
export const customerField = z
  .strictObject({
    /** Stands in files and in the API; it stays when the names change. */
    key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'field_key'),
    names: z.strictObject({ en: label, zh: label }),
    kind: z.enum(customerFieldKinds),
    /** Of a choice only. */
    choices: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
    /** Of a number only. */
    min: z.number().nullable().default(null),
    max: z.number().nullable().default(null),
  })
  .refine(({ names }) => names.en !== '' || names.zh !== '', { path: ['names', 'en'], message: 'field_name' })
  .refine(({ kind, choices }) => kind !== 'choice' || choices.length > 0, {
    path: ['choices'],
    message: 'field_choices',
  })
  .refine(({ min, max }) => min === null || max === null || min <= max, {
    path: ['max'],
    message: 'field_range',
  })
export type CustomerField = z.infer<typeof customerField>

export const customerSettings = z
  .strictObject({
    fields: z.array(customerField).max(30),
    /** told: they read that they are blocked; quiet: as if nobody were there. */
    blockedAnswer: z.enum(['told', 'quiet']),
    blockedText: z.strictObject({ en: z.string().trim().max(300), zh: z.string().trim().max(300) }),
  })
  .refine(({ fields }) => new Set(fields.map(({ key }) => key)).size === fields.length, {
    path: ['fields'],
    message: 'field_twice',
  })
export type CustomerSettings = z.infer<typeof customerSettings>
