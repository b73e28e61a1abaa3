import { z } from 'zod'

export const ticketPriorities = ['low', 'normal', 'high', 'urgent'] as const
const serviceHoursOf = z.number().min(0.25).max(2_000)

export const ticketType = z.strictObject({
  key: z.string().regex(/^[a-z0-9_-]{1,30}$/, 'key'),
  names: z.strictObject({ en: z.string().trim().min(1).max(60), zh: z.string().trim().min(1).max(60) }),
  /** Offered no more; what has it keeps it. */
  disabled: z.boolean(),
})
export type TicketType = z.infer<typeof ticketType>

export const ticketSettings = z.strictObject({
  types: z
    .array(ticketType)
    .min(1)
    .max(40)
    .refine((types) => new Set(types.map(({ key }) => key)).size === types.length, 'duplicate_key')
    .refine((types) => types.some(({ disabled }) => !disabled), 'all_disabled'),
  /** Hours of service from opening to the due time, by priority. */
  targets: z.strictObject({
    low: serviceHoursOf,
    normal: serviceHoursOf,
    high: serviceHoursOf,
    urgent: serviceHoursOf,
  }),
})
export type TicketSettings = z.infer<typeof ticketSettings>

const named = (key: string, en: string, zh: string): TicketType => ({
  ...{ key, names: { en, zh }, disabled: false },
})
export const defaultTicketSettings: TicketSettings = {
  types: [
    named('question', 'Question', '咨询'),
    named('fault', 'Fault', '故障'),
    named('return', 'Return', '退换货'),
    named('complaint', 'Complaint', '投诉'),
  ],
  targets: { low: 40, normal: 16, high: 8, urgent: 2 },
}

/** Schemes of programs on the agent's machine that dial, and pages that do; nothing that a browser would run. */
const dialSchemes = /^(tel|sip|sips|callto|https|http):/i

export const callSettings = z.strictObject({
  /** link: the agent's browser opens it. provider: it is asked to call, and tells how it went. */
  mode: z.enum(['link', 'provider']),
  /** {phone}, {agent} and {call} stand for the number, the agent's id and the call's. */
  link: z
    .string()
    .trim()
    .max(500)
    .refine((text) => dialSchemes.test(text) && text.includes('{phone}'), 'dial_link'),
  providerUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]),
  /** Raised to give the provider another secret. */
  secretNumber: z.number().int().min(1).max(1_000_000),
})
export type CallSettings = z.infer<typeof callSettings>
export const defaultCallSettings: CallSettings = {
  ...{ mode: 'link', link: 'tel:{phone}', providerUrl: '', secretNumber: 1 },
}
