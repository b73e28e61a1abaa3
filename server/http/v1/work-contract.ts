import { z } from 'zod'
import { callResult, macroInput, savedViewInput } from '@/server/modules/conversations/contract'
import { agentConversationView, conversationStatus, creationType, messageView, uuid } from './contract'

/** Shapes of the work around the messages: finding, tagging, snoozing, asking others, calling, macros. */

export { callResult, macroInput, savedViewInput }

const line = (max: number) => z.string().trim().min(1).max(max)
/** One value or several, as a query string carries them. */
const many = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(schema).max(50),
  )

export const searchInput = z.object({
  /** Words, all of which must be found; "#20413" is a number. */
  q: z.string().trim().max(200).default(''),
  status: many(conversationStatus).optional(),
  creationType: many(creationType).optional(),
  groupId: many(uuid).optional(),
  agentId: many(uuid).optional(),
  channelId: many(uuid).optional(),
  /** A category with all below it. */
  categoryId: uuid.optional(),
  tag: many(z.string().max(40)).optional(),
  customerTag: many(z.string().max(40)).optional(),
  minVip: z.coerce.number().int().min(0).max(9).optional(),
  snoozed: z.enum(['true']).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  /** `next` of the page before. */
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
})

/** A piece of text around what was found; `hits` are places in it, [from, to). */
export const excerpt = z.object({
  text: z.string(),
  hits: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** The message it is from; null: a fact of the customer. */
  seq: z.number().int().nullable(),
})
export const searchPage = z.object({
  items: z.array(z.object({ conversation: agentConversationView, excerpt: excerpt.nullable() })),
  next: z.string().nullable(),
  /** Exact up to 1,000. */
  total: z.number().int(),
})

export const tagsInput = z.object({
  add: z.array(line(40)).max(20).default([]),
  remove: z.array(line(40)).max(20).default([]),
})
export const tagView = z.object({ tag: z.string(), count: z.number().int() })
export const snoozeInput = z.object({ until: z.iso.datetime({ offset: true }).nullable() })
export const returnInput = z.object({ reason: line(200) })

export const stepView = z.object({
  seq: z.number().int(),
  at: z.string(),
  type: z.string(),
  patch: z.record(z.string(), z.unknown()),
  detail: z.record(z.string(), z.unknown()),
})

export const participantPart = z.enum(['advisor', 'consulted', 'joined'])
export const participantView = z.object({
  id: uuid,
  userId: uuid,
  name: z.string(),
  part: participantPart,
  invitedBy: uuid.nullable(),
  invitedByName: z.string().nullable(),
  note: z.string().nullable(),
  joinedAt: z.string(),
  leftAt: z.string().nullable(),
})
export const inviteInput = z.object({
  userId: uuid,
  part: z.enum(['advisor', 'consulted']),
  note: line(500).optional(),
})
export const askedView = z.object({
  conversation: agentConversationView,
  part: participantView,
})
export const sideMessageInput = z.object({ clientMessageId: uuid, text: line(8_000) })
export const sideMessages = z.object({ items: z.array(messageView) })

export const callInput = z.object({
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9 ()./-]{3,30}$/, 'a phone number'),
})
export const callOutcomeInput = z.object({
  result: callResult,
  note: z.string().trim().max(1_000).optional(),
  durationSeconds: z.int().min(0).max(86_400).optional(),
  recordingUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
})
export const callView = z.object({
  id: uuid,
  agentId: uuid,
  agentName: z.string(),
  phone: z.string(),
  result: callResult.nullable(),
  note: z.string().nullable(),
  recordingUrl: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
})

export const macroView = z.object({
  id: uuid,
  scope: z.enum(['own', 'group', 'all']),
  groupId: uuid.nullable(),
  name: z.string(),
  steps: macroInput.shape.steps,
  position: z.number().int(),
  version: z.number().int(),
  /** Whether the reader may change it. */
  mayChange: z.boolean(),
})
export const macroRun = z.object({
  conversation: agentConversationView,
  done: z.number().int(),
  of: z.number().int(),
  /** The step that was refused; those after it did not run. */
  refused: z
    .object({ step: z.number().int(), kind: z.string(), code: z.string(), message: z.string() })
    .nullable(),
})

export const savedView = z.object({
  id: uuid,
  name: z.string(),
  view: z.record(z.string(), z.unknown()),
  position: z.number().int(),
})
export const orderInput = z.object({ ids: z.array(uuid).max(100) })

export const customerHit = z.object({
  id: uuid,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  externalId: z.string().nullable(),
  vipLevel: z.number().int(),
})

const named = z.object({ id: uuid, name: z.string() })
export const filterChoices = z.object({
  groups: z.array(named),
  agents: z.array(named),
  channels: z.array(named),
  categories: z.array(z.object({ id: uuid, path: z.array(z.record(z.string(), z.string())) })),
})

export type FilterChoices = z.infer<typeof filterChoices>
export type SearchPage = z.infer<typeof searchPage>
export type Excerpt = z.infer<typeof excerpt>
export type StepView = z.infer<typeof stepView>
export type ParticipantView = z.infer<typeof participantView>
export type AskedView = z.infer<typeof askedView>
export type CallView = z.infer<typeof callView>
export type MacroView = z.infer<typeof macroView>
export type MacroRun = z.infer<typeof macroRun>
export type SavedView = z.infer<typeof savedView>
export type CustomerHit = z.infer<typeof customerHit>
