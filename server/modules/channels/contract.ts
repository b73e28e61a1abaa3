import { z } from 'zod'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export const weekday = z.enum(weekdays)
export type Weekday = z.infer<typeof weekday>

/** Wall-clock time of day, 'HH:mm', 00:00 to 23:59. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time_of_day')

/** As timeOfDay, with '24:00' for the end of the day. */
export const endOfSpan = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'time_of_day')

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** An IANA time zone name, such as 'Europe/Berlin'. */
export const timeZone = z.string().min(1).max(64).refine(isTimeZone, 'time_zone')

/** One span of open time; a `to` before its `from` reaches into the next day. The whole day is 00:00–24:00. */
export const openSpan = z
  .object({ from: timeOfDay, to: endOfSpan })
  .refine((span) => span.from !== span.to, { error: 'empty_span', path: ['to'] })
export type OpenSpan = z.infer<typeof openSpan>

const spans = z.array(openSpan).max(12)

/** A calendar date, 'YYYY-MM-DD', that really exists. */
export const calendarDate = z.iso.date()

/** What one date does instead of its weekday: no spans means closed all day. */
export const hoursException = z.object({ date: calendarDate, spans, name: z.string().trim().max(120) })
export type HoursException = z.infer<typeof hoursException>

function haveOwnDates(exceptions: HoursException[]): boolean {
  return new Set(exceptions.map((exception) => exception.date)).size === exceptions.length
}

export const serviceHours = z.object({
  timeZone,
  weekly: z.object({ mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans }),
  exceptions: z.array(hoursException).max(400).refine(haveOwnDates, 'duplicate_date'),
})
export type ServiceHours = z.infer<typeof serviceHours>

/** Text by language, { en, zh }. */
export const localText = z.partialRecord(z.enum(['en', 'zh']), z.string().trim().max(2_000))
export type LocalText = z.infer<typeof localText>

const formField = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  label: localText,
  type: z.enum(['text', 'email', 'phone', 'choice']),
  options: z
    .array(z.strictObject({ value: z.string().min(1).max(60), label: localText }))
    .max(30)
    .default([]),
  required: z.boolean().default(false),
})
export type FormField = z.infer<typeof formField>

const menuItem = z.strictObject({
  label: localText,
  /** A link to open, a question to send, or a category to choose. */
  action: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('link'), url: z.url({ protocol: /^https?$/ }).max(2_000) }),
    z.strictObject({ kind: z.literal('text'), text: localText }),
    z.strictObject({ kind: z.literal('category'), categoryId: z.uuid() }),
  ]),
})
export type MenuItem = z.infer<typeof menuItem>

/** channels.settings: how the window behaves, and what a conversation of this channel may do. */
export const channelSettings = z.strictObject({
  /** What a customer who returns within the reopening window gets. */
  reopen: z.enum(['reopen', 'new']).default('reopen'),
  askRating: z.boolean().default(true),
  /** The agent sees what the customer is typing before it is sent. */
  typingPreview: z.boolean().default(false),
  closingWords: localText.default({}),
  /** Asked before the chat begins. */
  form: z.array(formField).max(10).default([]),
  /** Whether a message that is left asks for an e-mail address or a phone number. */
  contact: z.enum(['none', 'optional', 'required']).default('optional'),
  menu: z.array(menuItem).max(12).default([]),
})
export type ChannelSettings = z.infer<typeof channelSettings>
