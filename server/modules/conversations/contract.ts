import { z } from 'zod'

export * from './contract/orders'
export * from './contract/quick-replies'
export * from './contract/reply-variables'

export const conversationStatus = z.enum([
  'with_bot',
  'queued',
  'awaiting_agent',
  'awaiting_customer',
  'awaiting_confirmation',
  'ended',
  'ended_by_system',
])
export type ConversationStatus = z.infer<typeof conversationStatus>

/** `queued` waited and was then assigned; `offline` is a message left while nobody could answer. */
export const creationType = z.enum(['direct', 'queued', 'offline'])
export type CreationType = z.infer<typeof creationType>

export const senderKind = z.enum(['customer', 'agent', 'bot', 'system'])
export type SenderKind = z.infer<typeof senderKind>

export const messageKind = z.enum([
  'text',
  'picture',
  'file',
  'video',
  'voice',
  'card',
  'call',
  'note',
  'system',
])
export type MessageKind = z.infer<typeof messageKind>

/** What a customer tapped instead of typing. */
export const botChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('article'), id: z.uuid() }),
  z.strictObject({ kind: z.literal('menu'), key: z.string().min(1).max(12) }),
  z.strictObject({ kind: z.literal('category'), id: z.uuid() }),
  z.strictObject({ kind: z.literal('question'), text: z.string().trim().min(1).max(300) }),
  /** None of what was offered. */
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('human') }),
])
export type BotChoice = z.infer<typeof botChoice>

/** A button below a bot's message: it is sent as a message of its label that carries the choice, or opens a page. */
export const botButton = z.strictObject({
  label: z.string().min(1).max(160),
  choice: botChoice.optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
})
export type BotButton = z.infer<typeof botButton>

/** What a message carries besides its text. */
export const messageMeta = z.strictObject({
  /** The message it answers: its place in the same conversation. */
  quoteSeq: z.int().min(1).optional(),
  /** User ids of colleagues named in a note. */
  mentions: z.array(z.uuid()).max(20).optional(),
  /** A note of a side chat with a consulted colleague: the id of that participation. */
  consultId: z.uuid().optional(),
  /** A whisper of a supervisor to the agent. */
  whisper: z.boolean().optional(),
  /** Of a bot's message: where it is from, what can be tapped, whether the customer is asked if it helped. */
  bot: z
    .strictObject({
      articleId: z.uuid().optional(),
      buttons: z.array(botButton).max(20).optional(),
      asksHelpful: z.boolean().optional(),
      /** Of the article: pictures of this installation, never of another address. */
      pictures: z
        .array(
          z.strictObject({
            path: z.string().regex(/^\/api\/knowledge\/pictures\/[0-9a-f-]{36}$/),
            alt: z.string().max(200),
          }),
        )
        .max(6)
        .optional(),
    })
    .optional(),
  /** Of a customer's message to the bot. */
  choice: botChoice.optional(),
  /** An order or a product, shown as a card. */
  card: z
    .strictObject({
      kind: z.enum(['order', 'product']),
      id: z.string().max(64),
      title: z.string().min(1).max(200),
      subtitle: z.string().max(200).optional(),
      status: z.string().max(60).optional(),
      amount: z.string().max(40).optional(),
      imageUrl: z
        .url({ protocol: /^https?$/ })
        .max(2_000)
        .optional(),
      url: z
        .url({ protocol: /^https?$/ })
        .max(2_000)
        .optional(),
    })
    .optional(),
})
export type MessageMeta = z.infer<typeof messageMeta>

/** So long after it was written can a message be taken back by its sender. */
export const RECALL_WINDOW_MS = 120_000

const days = (count: number) => count * 24 * 3_600_000
const durationMs = (max: number, min = 1_000) => z.int().min(min, 'too_short').max(max, 'too_long')

/** Every threshold in milliseconds. */
export const thresholds = z.strictObject({
  /** An agent without any stream for so long is offline. */
  leaseMs: durationMs(days(1)),
  /** A waiting customer who left the page keeps the place for so long; presence is noted every 5 s. */
  queueGraceMs: durationMs(days(1), 10_000),
  /** Abandonments up to here are shown apart and leave the service level alone. */
  shortAbandonmentMs: durationMs(days(1), 0),
  /** Assigned within this time counts as served in time. */
  serviceLevelMs: durationMs(days(1)),
  noReplyWarningMs: durationMs(days(1)),
  noReplyBreachMs: durationMs(days(1)),
  /** The customer has written nothing for so long: marked silent, and reminded with a countdown. */
  silenceMs: durationMs(days(30)),
  /** From the reminder to the end by the system. */
  countdownMs: durationMs(days(30)),
  confirmationMs: durationMs(days(30)),
  botIdleMs: durationMs(days(1)),
  reopenWindowMs: durationMs(days(365), 0),
  ratingWindowMs: durationMs(days(365)),
  /** The three that differ for offline conversations, whose customers are not there to answer at once. */
  offlineSilenceMs: durationMs(days(90)),
  offlineCountdownMs: durationMs(days(90)),
  offlineConfirmationMs: durationMs(days(90)),
})
export type Thresholds = z.infer<typeof thresholds>

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** The rule book's defaults; those of offline conversations are the product's own. */
export const defaultThresholds: Thresholds = {
  leaseMs: 20 * second,
  queueGraceMs: 60 * second,
  shortAbandonmentMs: 5 * second,
  serviceLevelMs: 30 * second,
  noReplyWarningMs: 60 * second,
  noReplyBreachMs: 180 * second,
  silenceMs: 5 * minute,
  countdownMs: 2 * minute,
  confirmationMs: 30 * minute,
  botIdleMs: 10 * minute,
  reopenWindowMs: 24 * hour,
  ratingWindowMs: 72 * hour,
  offlineSilenceMs: 24 * hour,
  offlineCountdownMs: 24 * hour,
  offlineConfirmationMs: 72 * hour,
}

/** What a channel or a group sets differently; what it leaves out is inherited. */
export const thresholdOverrides = thresholds
  .partial()
  .refine(
    ({ noReplyWarningMs: warning, noReplyBreachMs: breach }) =>
      warning === undefined || breach === undefined || warning <= breach,
    { error: 'breach_before_warning', path: ['noReplyBreachMs'] },
  )
export type ThresholdOverrides = z.infer<typeof thresholdOverrides>

export const callResult = z.enum(['reached', 'not_reached', 'busy', 'wrong_number', 'voicemail'])
export type CallResult = z.infer<typeof callResult>

const words = z.string().trim().min(1).max(8_000)

/** One act of a macro; they run in order and stop at the first that is refused. */
export const macroStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reply'), text: words }),
  z.strictObject({ kind: z.literal('quick_reply'), quickReplyId: z.uuid() }),
  z.strictObject({ kind: z.literal('note'), text: words }),
  z.strictObject({ kind: z.literal('tag'), tags: z.array(z.string().trim().min(1).max(40)).min(1).max(10) }),
  z.strictObject({ kind: z.literal('wrap_up'), wrapUpId: z.uuid() }),
  z.strictObject({
    kind: z.literal('transfer'),
    groupId: z.uuid(),
    reason: z.string().trim().min(1).max(200),
  }),
  z.strictObject({
    kind: z.literal('snooze'),
    minutes: z
      .int()
      .min(1)
      .max(90 * 24 * 60),
  }),
  z.strictObject({ kind: z.literal('end') }),
])
export type MacroStep = z.infer<typeof macroStep>

export const macroInput = z.object({
  scope: z.enum(['own', 'group', 'all']).default('own'),
  groupId: z.uuid().nullable().default(null),
  name: z.string().trim().min(1).max(60),
  steps: z.array(macroStep).min(1).max(10),
  position: z.int().min(0).max(1_000).default(0),
  /** As read, when it is changed. */
  version: z.int().optional(),
})
export type MacroInput = z.infer<typeof macroInput>

export const savedViewInput = z.object({
  screen: z.string().trim().min(1).max(40).default('workspace'),
  name: z.string().trim().min(1).max(60),
  view: z.record(z.string(), z.unknown()).refine((view) => JSON.stringify(view).length <= 4_000, 'too long'),
})
export type SavedViewInput = z.infer<typeof savedViewInput>

export const originalInput = z.object({ messageId: z.uuid() })
