import { z } from 'zod'
import { agentSendInput, uuid } from './contract'

/** Shapes of what supervisors do, and of a conversation's record. */

export const viewingInput = z.object({ conversationId: uuid, on: z.boolean() })
export const viewingView = z.object({
  /** Looks on silently: entries of the conversation come on the own stream from now on. */
  watching: z.boolean(),
})
export const whisperInput = z.object({
  clientMessageId: uuid,
  text: agentSendInput.shape.text.unwrap(),
})

const destination = z.union([
  z.strictObject({ agentId: uuid }),
  z.strictObject({ groupId: uuid }),
  /** Each back to its own group, which decides without the agent who had it. */
  z.strictObject({ dispatch: z.literal(true) }),
])
export const reassignInput = z.object({
  from: z.union([
    z.strictObject({ agentId: uuid }),
    z.strictObject({ conversationIds: z.array(uuid).min(1).max(200) }),
  ]),
  to: destination,
  reason: z.string().trim().min(1).max(200),
})
export type ReassignInput = z.infer<typeof reassignInput>
export const movedView = z.object({
  conversationId: uuid,
  number: z.number().int(),
  customer: z.string(),
  moved: z.boolean(),
  /** Why not: code and text of the refusal. */
  code: z.string().nullable(),
  message: z.string().nullable(),
})
export type MovedView = z.infer<typeof movedView>

export const recordQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
})
export const recordEntryView = z.object({
  key: z.string(),
  at: z.string(),
  /** Place in the log; null for what stands beside it (alarms, silent watchers, details of the rating). */
  seq: z.number().int().nullable(),
  type: z.string(),
  audience: z.enum(['both', 'staff']),
  actor: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  decisionId: z.string().nullable(),
  message: z
    .object({
      kind: z.string(),
      side: z.enum(['customer', 'agent', 'bot', 'system']),
      text: z.string(),
      file: z.string().nullable(),
    })
    .nullable(),
})
export type RecordEntryView = z.infer<typeof recordEntryView>
export const recordPage = z.object({
  items: z.array(recordEntryView),
  /** Ask for what follows with this as `after`; null: that was all. */
  next: z.number().int().nullable(),
})
export type RecordPage = z.infer<typeof recordPage>

const timeZone = z.string().max(64).refine(isTimeZone, 'a time zone such as Europe/Berlin')
export const exportQuery = z.object({
  format: z.enum(['text', 'json']).default('text'),
  language: z.enum(['en', 'zh']).default('en'),
  timeZone: timeZone.default('UTC'),
})

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
