import { z } from 'zod'
import { botButton, botChoice, messageMeta } from '@/server/modules/conversations/contract'
import { dispatchDecision, previewDraftInput, queueChoice } from '@/server/modules/dispatch/contract'

/**
 * The shapes of the public REST API v1, shared by the server, the customer's window, the workspace and
 * the replay. Times are ISO 8601 in UTC, ids are UUIDs, `seq` is a place in the conversation's log:
 * messages and events share it, without gaps (a customer sees gaps where an entry is internal).
 */

/** Control characters other than tab and line breaks, and halves of surrogate pairs. */
const CONTROL = /[^\P{Cc}\t\n\r]|\p{Cs}/u

export const MAX_TEXT = 8_000
export const uuid = z.uuid()
const text = z
  .string()
  .min(1)
  .max(MAX_TEXT)
  .refine((s) => !CONTROL.test(s), { message: 'contains control characters' })

export const conversationStatus = z.enum([
  'with_bot',
  'queued',
  'awaiting_agent',
  'awaiting_customer',
  'awaiting_confirmation',
  'ended',
  'ended_by_system',
])
export const creationType = z.enum(['direct', 'queued', 'offline'])
export const senderKind = z.enum(['customer', 'agent', 'bot', 'system'])
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
export const agentStatus = z.enum(['online', 'busy', 'offline'])

// ── views ───────────────────────────────────────────────────────────────────────────────────────

export const personView = z.object({ id: uuid, name: z.string(), avatarUrl: z.string().nullable() })

export const queueView = z.object({
  /** 1 = next. */
  position: z.number().int(),
  /** null when there is not enough to go by. */
  estimatedWaitSeconds: z.number().int().nullable(),
  /** The customer may choose: keep waiting, leave a message, or go to another group where there is one. */
  choice: z.object({ group: z.object({ id: uuid, name: z.string() }).nullable() }).nullable(),
})

export const attachmentView = z.object({
  id: uuid,
  name: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  /** Of pictures, in pixels as shown. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** Of recordings, as the recorder measured it. */
  durationMs: z.number().int().nullable(),
})

export const messageView = z.object({
  id: uuid,
  conversationId: uuid,
  seq: z.number().int(),
  clientMessageId: uuid,
  senderKind,
  senderId: uuid,
  /** Public name; for the staff their own name. */
  senderName: z.string().nullable(),
  kind: messageKind,
  text: z.string(),
  attachment: attachmentView.nullable(),
  /** Written while queued. */
  waiting: z.boolean(),
  meta: messageMeta.nullable(),
  /** Taken back by its sender: text and attachment are empty then. */
  recalledAt: z.string().nullable(),
  createdAt: z.string(),
})

export const ratingView = z.object({
  score: z.number().int(),
  tags: z.array(z.string()),
  comment: z.string().nullable(),
})

export const contactView = z.object({ email: z.string().optional(), phone: z.string().optional() })

/** A conversation as its customer sees it. */
export const conversationView = z.object({
  id: uuid,
  number: z.number().int(),
  status: conversationStatus,
  creationType: creationType.nullable(),
  topic: z.string(),
  categoryId: uuid.nullable(),
  agent: personView.nullable(),
  queue: queueView.nullable(),
  /** Why it waits or was taken as a message: no_room, all_offline, closed, paused … */
  reason: z.string().nullable(),
  lastSeq: z.number().int(),
  customerReadSeq: z.number().int(),
  agentReadSeq: z.number().int(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  /** Served while it happens; false for what was taken as a message. */
  live: z.boolean(),
  /** The customer has been silent: without an answer it ends by itself then. */
  countdownEndsAt: z.string().nullable(),
  rating: ratingView.nullable(),
  /** Still within the rating window and not rated. */
  canRate: z.boolean(),
  /** Where an answer to a message that was left can reach the customer. */
  contact: contactView.nullable(),
})

/** A conversation as agents and supervisors see it. */
export const agentConversationView = conversationView.omit({ canRate: true }).extend({
  customer: z.object({
    id: uuid,
    name: z.string(),
    externalId: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    language: z.string().nullable(),
    tags: z.array(z.string()),
    vipLevel: z.number().int(),
  }),
  channel: z.object({ id: uuid, name: z.string() }),
  group: z.object({ id: uuid, name: z.string() }).nullable(),
  /** Names of the category from the root to the leaf, by language. */
  category: z.object({ id: uuid, path: z.array(z.record(z.string(), z.string())) }).nullable(),
  wrapUp: z.object({ id: uuid, path: z.array(z.record(z.string(), z.string())) }).nullable(),
  priority: z.number().int(),
  siteId: z.string().nullable(),
  projectType: z.string().nullable(),
  pageUrl: z.string().nullable(),
  enteredAt: z.string().nullable(),
  assignedAt: z.string().nullable(),
  awaitingSince: z.string().nullable(),
  lastMessageAt: z.string().nullable(),
  lastMessageText: z.string().nullable(),
  lastMessageFrom: senderKind.nullable(),
  /** Customer messages after the agent's read mark. */
  unread: z.number().int(),
  /** How far the alarm of the clock has gone. */
  noReply: z.enum(['none', 'warned', 'breached']),
  silentSince: z.string().nullable(),
  snoozedUntil: z.string().nullable(),
  tags: z.array(z.string()),
  stage: z.enum(['before_sale', 'after_sale']).nullable(),
  /** Answers to the channel's form before the chat. */
  form: z.record(z.string(), z.string()).nullable(),
  transferCount: z.number().int(),
  reopenedCount: z.number().int(),
  /** It can be given back to this agent until then. */
  returnTo: z.object({ agentId: uuid, until: z.string() }).nullable(),
  /** The customer was asked for a rating then. */
  ratingInvitedAt: z.string().nullable(),
  /** What its group asks for at the end. */
  closing: z.object({ wrapUpRequired: z.boolean() }),
  /** After-conversation work runs until then. */
  afterWorkUntil: z.string().nullable(),
  thresholds: z.object({ noReplyWarningMs: z.number(), noReplyBreachMs: z.number() }),
})

/** One node of the tree that a customer picks from; the names are by language. */
export const categoryNode: z.ZodType<CategoryNode> = z
  .object({
    id: uuid,
    names: z.record(z.string(), z.string()),
    get children() {
      return z.array(categoryNode)
    },
  })
  .meta({ id: 'Category' })
export type CategoryNode = { id: string; names: Record<string, string>; children: CategoryNode[] }

// ── customers ───────────────────────────────────────────────────────────────────────────────────

export const sessionInput = z.object({
  channelKey: z.string().min(1).max(64),
  entry: z
    .object({
      siteId: z.string().max(64).optional(),
      projectType: z.string().max(64).optional(),
      pageUrl: z.url().max(2_000).optional(),
      language: z.string().max(16).optional(),
    })
    .optional(),
  /**
   * A JWT that the embedding site signed (HS256) with the channel's identity secret: sub, name?, email?, phone?,
   * orders? (at most 20 of orderCard, which then belong to this customer), exp.
   */
  identityToken: z.string().max(16_000).optional(),
  /** An earlier token of the same anonymous visitor: the customer stays the same. */
  previousToken: z.string().max(4_000).optional(),
  profile: z
    .object({
      name: z.string().trim().min(1).max(80).optional(),
      email: z.email().max(200).optional(),
      phone: z.string().trim().max(40).optional(),
      /** Only from the signed identity or an administrator's token. */
      vipLevel: z.number().int().min(0).max(9).optional(),
    })
    .optional(),
})

/** An order of the customer, as a card shows it. */
export const orderCard = z.object({
  kind: z.literal('order'),
  id: z.string(),
  title: z.string(),
  subtitle: z.string().optional(),
  status: z.string().optional(),
  amount: z.string().optional(),
  imageUrl: z.string().optional(),
  url: z.string().optional(),
})

const byLanguage = z.record(z.string(), z.string())

/** What the window needs of the channel's settings; texts are by language. */
export const windowSettings = z.object({
  reopen: z.enum(['reopen', 'new']),
  /** After an ending, writing within this time continues the conversation where reopen says so. */
  reopenWindowMs: z.number().int(),
  askRating: z.boolean(),
  typingPreview: z.boolean(),
  /** The conversation can be had by mail. */
  transcript: z.boolean(),
  closingWords: byLanguage,
  /** Said beside the place in the queue, and where only a message can be left; empty = the window's own words. */
  queueText: byLanguage,
  offlineText: byLanguage,
  form: z.array(
    z.object({
      key: z.string(),
      label: byLanguage,
      type: z.enum(['text', 'email', 'phone', 'choice']),
      options: z.array(z.object({ value: z.string(), label: byLanguage })),
      required: z.boolean(),
    }),
  ),
  contact: z.enum(['none', 'optional', 'required']),
  menu: z.array(
    z.object({
      label: byLanguage,
      action: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('link'), url: z.string() }),
        z.object({ kind: z.literal('text'), text: byLanguage }),
        z.object({ kind: z.literal('category'), categoryId: uuid }),
      ]),
    }),
  ),
  ratingTags: z.array(z.object({ key: z.string(), names: byLanguage, scores: z.array(z.number().int()) })),
})

export type { BotButton, BotChoice } from '@/server/modules/conversations/contract'

export const sessionView = z.object({
  token: z.string(),
  expiresAt: z.string(),
  customer: z.object({
    id: uuid,
    name: z.string(),
    anonymous: z.boolean(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
  }),
  channel: z.object({
    id: uuid,
    name: z.string(),
    language: z.string(),
    color: z.string(),
    greeting: z.record(z.string(), z.string()),
    openNow: z.boolean(),
    /** null when open, or when it never opens. */
    nextOpening: z.string().nullable(),
    timeZone: z.string().nullable(),
    /** Whose window it is: the name, and the logo as an address. */
    brand: z.object({ name: z.string(), logoUrl: z.string().nullable() }),
    categories: z.array(categoryNode),
    settings: windowSettings,
    /** Who answers first; null where a human is asked for at once. */
    bot: z
      .object({
        name: byLanguage,
        pictureUrl: z.string().nullable(),
        greeting: byLanguage,
        /** Of the greeting: tapped before the conversation they are its first message. */
        buttons: z.record(z.string(), z.array(botButton)),
        /** Whether the window offers a human beside the answers. */
        humanButton: z.boolean(),
      })
      .nullable(),
  }),
  /** The open conversation, or the last ended one that can still be rated or continued. */
  conversation: conversationView.nullable(),
  /** There are conversations besides that one, to be read back. */
  earlier: z.boolean(),
})

/** An e-mail address, a telephone number, or both. */
export const contactInput = z
  .object({
    email: z.email().max(200).optional(),
    phone: z
      .string()
      .trim()
      .max(40)
      .regex(/^\+?[\d\s().\-/]{5,}$/, 'not a telephone number')
      .optional(),
  })
  .refine((contact) => contact.email !== undefined || contact.phone !== undefined, {
    message: 'an e-mail address or a telephone number',
    path: ['email'],
  })

export const openConversationInput = z.object({
  topic: z
    .object({ productCategory: z.string().max(64).optional(), orderId: z.string().max(64).optional() })
    .default({}),
  /** Before or after the sale; without it an order means after, a product before. */
  stage: z.enum(['before_sale', 'after_sale']).optional(),
  categoryId: uuid.optional(),
  message: z
    .object({
      clientMessageId: uuid,
      text,
      /** What was tapped in the bot's greeting; `text` is its label. */
      meta: z.strictObject({ choice: botChoice.optional() }).optional(),
    })
    .optional(),
  /** Answers to the channel's form, by the key of the field. */
  form: z.record(z.string().max(40), z.string().max(500)).optional(),
  contact: contactInput.optional(),
})

export const sendMessageInput = z
  .object({
    clientMessageId: uuid,
    kind: z.enum(['text', 'picture', 'file', 'video', 'voice', 'card']).default('text'),
    text: text.optional(),
    attachmentId: uuid.optional(),
    /** What it answers; of a card the customer names an own order, and the server fills in the rest. */
    meta: z
      .strictObject({
        quoteSeq: z.int().min(1).optional(),
        card: z.strictObject({ kind: z.literal('order'), id: z.string().min(1).max(64) }).optional(),
        /** What was tapped below a message of the bot; `text` is its label. */
        choice: botChoice.optional(),
      })
      .optional(),
  })
  .refine((m) => m.kind !== 'text' || m.text !== undefined, { message: 'a text needs text', path: ['text'] })
  .refine((m) => m.kind === 'text' || m.kind === 'card' || m.attachmentId !== undefined, {
    message: 'this kind needs an attachmentId',
    path: ['attachmentId'],
  })
  .refine((m) => (m.kind === 'card') === (m.meta?.card !== undefined), {
    message: 'a card, and nothing else, carries meta.card',
    path: ['meta.card'],
  })

export const ratingInput = z.object({
  score: z.number().int().min(1).max(5),
  tags: z.array(z.string().min(1).max(40)).max(10).default([]),
  comment: z.string().trim().max(1_000).optional(),
})
export const typingInput = z.object({
  on: z.boolean(),
  /** What the customer has typed so far; shown to the agent only where the channel allows it. */
  text: z
    .string()
    .max(2_000)
    .refine((s) => !CONTROL.test(s), { message: 'contains control characters' })
    .optional(),
})
/** Of an answer of the bot, by its place in the log. */
export const botFeedbackInput = z.object({ seq: z.number().int().min(1), helpful: z.boolean() })
export const readInput = z.object({ seq: z.number().int().min(0) })
/** wait: asked no more. message: taken as a message. group: to the group that is offered. */
export const queueChoiceInput = z.object({ choose: queueChoice })
export const resolutionInput = z.object({ solved: z.boolean() })

// ── agents ──────────────────────────────────────────────────────────────────────────────────────

export const agentStatusInput = z.object({
  status: agentStatus,
  reason: z.string().trim().max(60).optional(),
})
export const agentStatusView = z.object({
  agentId: uuid,
  status: agentStatus,
  /** Which of the three decided: connection, choice or roster. */
  source: z.enum(['connection', 'choice', 'roster']),
  reason: z.string().nullable(),
  since: z.string(),
  current: z.number().int(),
  limit: z.number().int(),
  /** The roster's last change, its next one, and when the work that is going on ends. */
  rosterSince: z.string().nullable(),
  rosterUntil: z.string().nullable(),
  shiftEndsAt: z.string().nullable(),
})
export const agentSendInput = z
  .object({
    clientMessageId: uuid,
    kind: z.enum(['text', 'picture', 'file', 'video', 'voice', 'card', 'note']).default('text'),
    text: text.optional(),
    attachmentId: uuid.optional(),
    /** What it answers; who is named in a note; the order or product of a card. */
    meta: messageMeta.pick({ quoteSeq: true, mentions: true, card: true }).optional(),
  })
  .refine((m) => !['picture', 'file', 'video', 'voice'].includes(m.kind) || m.attachmentId !== undefined, {
    message: 'this kind needs an attachmentId',
    path: ['attachmentId'],
  })
  .refine((m) => (m.kind === 'card') === (m.meta?.card !== undefined), {
    message: 'a card, and nothing else, carries meta.card',
    path: ['meta.card'],
  })
  .refine((m) => m.kind === 'note' || !m.meta?.mentions?.length, {
    message: 'only a note names colleagues',
    path: ['meta.mentions'],
  })
/** An order of the customer, as the agent picks one for a card. */
export const orderView = z.object({
  id: uuid,
  externalId: z.string(),
  title: z.string(),
  status: z.string().nullable(),
  amount: z.string().nullable(),
  currency: z.string().nullable(),
  imageUrl: z.string().nullable(),
  url: z.string().nullable(),
  placedAt: z.string().nullable(),
})
export type OrderView = z.infer<typeof orderView>

export const colleagueView = z.object({ id: uuid, name: z.string(), status: agentStatus.nullable() })
export type ColleagueView = z.infer<typeof colleagueView>

/** A note that names the reader and was not opened yet. */
export const mentionView = z.object({
  conversationId: uuid,
  seq: z.number().int(),
  number: z.number().int(),
  customerName: z.string(),
  byName: z.string(),
  text: z.string(),
  at: z.string(),
})
export type MentionView = z.infer<typeof mentionView>

export const startConversationInput = z.object({
  customerId: uuid,
  topic: z
    .object({ productCategory: z.string().max(64).optional(), orderId: z.string().max(64).optional() })
    .default({}),
  text,
})
export const transferInput = z
  .object({
    agentId: uuid.optional(),
    groupId: uuid.optional(),
    reason: z.string().trim().min(1).max(200),
    /** To an agent who is full or not online, on purpose; needs the permission conversations.over_limit. */
    overLimit: z.boolean().default(false),
  })
  .refine((t) => (t.agentId === undefined) !== (t.groupId === undefined), {
    message: 'name either an agent or a group',
    path: ['agentId'],
  })
export const agentEndInput = z.object({
  wrapUpId: uuid.optional(),
  note: z.string().trim().max(1_000).optional(),
})

const why = z.string().trim().max(200).default('')
/** Why a supervisor steps in; it stands in the timeline. */
export const superviseInput = z.object({ reason: why })
export const moveInput = z.object({ groupId: uuid, reason: why })

// ── dispatch preview ────────────────────────────────────────────────────────────────────────────

export const previewInput = previewDraftInput.omit({ draft: true })

/** One decision record with its explanation: message keys and numbers, to be put into words by the reader's language. */
export const decisionView = z.object({
  id: uuid,
  at: z.string(),
  kind: z.string(),
  decision: dispatchDecision,
  statements: z.array(z.object({ key: z.string(), params: z.record(z.string(), z.unknown()) })),
})
export type DecisionView = z.infer<typeof decisionView>

// ── events (SSE) ────────────────────────────────────────────────────────────────────────────────

/**
 * One entry of a stream, sent as `event: <type>`, `data: <json>`. Entries of the log carry `seq` and,
 * on a customer's stream, `id: <seq>` for Last-Event-ID. `patch` holds the fields of the conversation
 * that changed: snapshot + patches = a fresh snapshot. Fleeting ones (typing, read, queue) have no seq.
 *
 * Types with seq: message, opened, queued, assigned, transferred, status, ended, reopened, rated,
 * reminded, alarm (staff), rating_invited, wrapped_up, recalled (detail.seq: that message is empty from then on).
 * Without: typing, read, queue, agent_status (agent streams),
 * hello (first entry of every stream), resync (fetch everything anew), bye (the stream ends for good: signed out).
 */
export const streamEvent = z.object({
  type: z.string(),
  conversationId: uuid.optional(),
  seq: z.number().int().optional(),
  at: z.string(),
  /** With type message. */
  message: messageView.optional(),
  /** Changed fields of conversationView or agentConversationView. */
  patch: z.record(z.string(), z.unknown()).optional(),
  /** Details of the type: { from, to, reason } of a transfer, { on, senderKind } of typing … */
  detail: z.record(z.string(), z.unknown()).optional(),
})

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** Stable; programs test this one. */
  code: z.string(),
  detail: z.string().optional(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  reference: z.string(),
})

export type ConversationView = z.infer<typeof conversationView>
export type AgentConversationView = z.infer<typeof agentConversationView>
export type MessageView = z.infer<typeof messageView>
export type SessionView = z.infer<typeof sessionView>
export type StreamEvent = z.infer<typeof streamEvent>
export type AgentStatusView = z.infer<typeof agentStatusView>
export type Problem = z.infer<typeof problem>
export type QueueView = z.infer<typeof queueView>
export type OrderCard = z.infer<typeof orderCard>
export type WindowSettings = z.infer<typeof windowSettings>
export type Contact = z.infer<typeof contactView>
