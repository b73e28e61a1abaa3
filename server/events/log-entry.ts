/**
 * The typed catalogue of what happens in a conversation. Every entry is appended in the transaction of
 * the change it tells, under the conversation's row lock, with the next number of that conversation.
 */
export type EventType =
  | 'message'
  | 'opened'
  | 'queued'
  | 'assigned'
  | 'transferred'
  | 'status'
  | 'ended'
  | 'reopened'
  | 'rated'
  | 'rating_invited'
  | 'wrapped_up'
  /** The customer has been silent: asked whether they are there, with the end of the countdown. */
  | 'reminded'
  | 'recalled'
  /** Somebody began or ceased to take part without holding it. */
  | 'participants'
  | 'called'
  | 'alarm'
  | 'tagged'
  | 'snoozed'
  | 'after_work'
  | 'queue_choice'
  | 'contact'
  /** A procedure was begun, taken a step further or left. */
  | 'procedure'
  /** A ticket that was opened from it, and what became of it. */
  | 'ticket_created'
  | 'ticket_changed'

/** both: customer and staff. staff: the customer never sees it. */
export type Audience = 'both' | 'staff'

export type EventPayload = {
  /** Fields of the staff's view that changed; the customer's view keeps those it knows. */
  patch?: Record<string, unknown>
  detail?: Record<string, unknown>
}

export type MessagePayload = {
  id: string
  senderKind: 'customer' | 'agent' | 'bot' | 'system'
  senderId: string
  clientMessageId: string
  kind: string
  text: string
  attachmentId: string | null
  waiting: boolean
  /** conversations/contract.ts, messageMeta. */
  meta?: Record<string, unknown> | null | undefined
  /** ISO 8601: taken back; what it said is gone from here too. */
  recalledAt?: string | undefined
}

type Common = {
  conversationId: string
  seq: number
  audience: Audience
  at: Date
  customerId: string
  /** The agents whose streams must see it: the owner, and the former one of a transfer. */
  agentIds: string[]
}

export type LogEntry = Common &
  (
    | { type: 'message'; payload: MessagePayload }
    | { type: Exclude<EventType, 'message'>; payload: EventPayload }
  )

/** Entries without a place in the log: shown if they arrive, missed without harm. */
export type FleetingEvent = {
  type:
    | 'typing'
    | 'read'
    | 'queue'
    | 'agent_status'
    | 'mention'
    | 'viewing'
    | 'alarm'
    | 'notice'
    | 'resync'
    | 'bye'
  conversationId?: string
  customerId?: string
  agentIds?: string[]
  audience: Audience | 'customer'
  at: Date
  payload: EventPayload
}
