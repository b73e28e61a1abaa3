import type { BotChoice, MessageView, OrderCard } from '@/server/http/v1/contract'

/**
 * Messages written and not yet accepted. Promises: they leave one at a time in the order written (a file
 * takes its place in the line when its upload is done); a message keeps its client id over every retry, so
 * a retry can never double it; a lost connection holds the line (nothing overtakes), a refusal does not.
 */
export type OutboxItem = {
  clientMessageId: string
  /** The conversation it was written in; null when it opens one. */
  conversationId: string | null
  text: string
  /** Server time in milliseconds when it was written. */
  writtenAt: number
  /** uploading: the file is on its way, the message follows it. */
  state: 'uploading' | 'waiting' | 'sending' | 'refused'
  /** Failed tries without an answer. */
  attempts: number
  /** Code of the refusal. */
  code: string | null
  /** Without it a text. */
  kind?: Extract<MessageView['kind'], 'picture' | 'file' | 'video' | 'voice' | 'card'>
  file?: { name: string; size: number; type: string }
  /** Set when the upload is done. */
  attachmentId?: string
  quoteSeq?: number
  card?: OrderCard
  choice?: BotChoice | undefined
}

export type Outbox = OutboxItem[]

const change = (outbox: Outbox, id: string, patch: Partial<OutboxItem>): Outbox =>
  outbox.map((item) => (item.clientMessageId === id ? { ...item, ...patch } : item))

export function enqueue(outbox: Outbox, item: OutboxItem): Outbox {
  return outbox.some((known) => known.clientMessageId === item.clientMessageId) ? outbox : [...outbox, item]
}

/** The next to leave: the first that is ready, and only while none is on its way. */
export function nextToSend(outbox: Outbox): OutboxItem | null {
  const head = outbox.find((item) => item.state === 'waiting' || item.state === 'sending')
  return head?.state === 'waiting' ? head : null
}

export const markSending = (outbox: Outbox, id: string): Outbox => change(outbox, id, { state: 'sending' })

/** The next file to go up. */
export const nextToUpload = (outbox: Outbox): OutboxItem | null =>
  outbox.find((item) => item.state === 'uploading') ?? null

export const uploaded = (outbox: Outbox, id: string, attachmentId: string): Outbox =>
  change(outbox, id, { state: 'waiting', attachmentId, attempts: 0 })

/** An upload got no answer: it goes up again. */
export const postponeUpload = (outbox: Outbox, id: string): Outbox =>
  outbox.map((item) => (item.clientMessageId === id ? { ...item, attempts: item.attempts + 1 } : item))

/** Ready again without counting a failure: something has to be asked first. */
export const putBack = (outbox: Outbox, id: string): Outbox => change(outbox, id, { state: 'waiting' })

/** No answer: it stays in its place and is tried again. */
export const postpone = (outbox: Outbox, id: string): Outbox =>
  outbox.map((item) =>
    item.clientMessageId === id ? { ...item, state: 'waiting', attempts: item.attempts + 1 } : item,
  )

export const refuse = (outbox: Outbox, id: string, code: string): Outbox =>
  change(outbox, id, { state: 'refused', code })

/** By the customer's wish after a refusal: same id, at the end, into whatever conversation is open then. */
export function retry(outbox: Outbox, id: string): Outbox {
  const item = outbox.find((known) => known.clientMessageId === id)
  if (item?.state !== 'refused') return outbox
  const state = item.file && !item.attachmentId ? 'uploading' : 'waiting'
  // A quote names a place in the conversation it was written in; elsewhere it would point at something else.
  const { quoteSeq: _, ...rest } = item
  const again: OutboxItem = { ...rest, state, attempts: 0, code: null, conversationId: null }
  return [...discard(outbox, id), again]
}

export const discard = (outbox: Outbox, id: string): Outbox =>
  outbox.filter((item) => item.clientMessageId !== id)

/** Takes out everything that the log now holds. */
export function settle(outbox: Outbox, accepted: Iterable<string>): Outbox {
  const ids = new Set(accepted)
  const rest = outbox.filter((item) => !ids.has(item.clientMessageId))
  return rest.length === outbox.length ? outbox : rest
}

/** After a reload: what was on its way is waiting again; what belongs to another conversation needs a decision. */
export const restore = (outbox: Outbox, openConversationId: string | null): Outbox =>
  outbox.map((item) =>
    item.conversationId !== null && item.conversationId !== openConversationId
      ? { ...item, state: 'refused', code: item.code ?? 'conversation_ended' }
      : { ...item, state: item.state === 'sending' ? 'waiting' : item.state },
  )
