export * from './contract/api-keys'
export * from './contract/push'

import { z } from 'zod'
import type { EventType } from '@/server/events/log-entry'
import { webAddress } from '@/server/platform/web-address'

/** What can be subscribed to: every kind of entry of a conversation's log. */
export const webhookEvents = [
  'opened',
  'queued',
  'assigned',
  'transferred',
  'message',
  'recalled',
  'status',
  'reminded',
  'ended',
  'reopened',
  'rating_invited',
  'rated',
  'wrapped_up',
  'tagged',
  'contact',
  'participants',
  'called',
  'alarm',
  'snoozed',
  'after_work',
  'queue_choice',
  'procedure',
  'ticket_created',
  'ticket_changed',
] as const satisfies readonly EventType[]

export const webhookSettings = z.strictObject({
  name: z.string().trim().min(1).max(80),
  url: webAddress,
  /** Empty: all kinds. */
  events: z.array(z.enum(webhookEvents)).max(webhookEvents.length).default([]),
  /** Empty: all channels. */
  channelIds: z.array(z.uuid()).max(500).default([]),
  /** Also what only the staff sees: internal notes, parts, alarms, fields the customer has no part in. */
  internal: z.boolean().default(false),
  enabled: z.boolean().default(true),
})
export type WebhookSettings = z.infer<typeof webhookSettings>

export const webhookId = z.object({ id: z.uuid() })
export const webhookVersion = webhookId.extend({ version: z.int() })
export const updateWebhookInput = webhookVersion.extend({ webhook: webhookSettings })

export type WebhookView = WebhookSettings & {
  id: string
  version: number
  /** Entries not yet taken. */
  waiting: number
  /** Given up in the last seven days. */
  givenUp: number
  lastDeliveredAt: string | null
  /** The first of the failures since the last success. */
  failingSince: string | null
  /** The former secret signs too until then. */
  formerUntil: string | null
}

export const deliveryStates = ['waiting', 'delivered', 'given_up'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const listDeliveriesInput = webhookId.extend({
  state: z.enum(deliveryStates).optional(),
  page: z.int().min(1).max(10_000).default(1),
  pageSize: z.int().min(1).max(200).default(25),
})
export const replayInput = webhookId.extend({
  /** Absent: everything of this endpoint that was given up. */
  deliveryIds: z.array(z.uuid()).min(1).max(200).optional(),
})

export type DeliveryView = {
  id: string
  type: (typeof webhookEvents)[number]
  conversationId: string
  conversationNumber: number
  seq: number
  at: string
  state: DeliveryState
  attempts: number
  dueAt: string
  deliveredAt: string | null
  lastStatus: number | null
  lastError: string | null
}
