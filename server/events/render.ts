import type { MessageView, StreamEvent } from '@/server/http/v1/contract'
import type { FleetingEvent, LogEntry, MessagePayload } from './log-entry'
import { ensureDirectory, findAttachment, findPerson, hasDirectory } from './store/directory'

/** Fields of a conversation that its customer may see; all others of a patch stay with the staff. */
const CUSTOMER_FIELDS = new Set([
  'status',
  'creationType',
  'topic',
  'categoryId',
  'agent',
  'queue',
  'reason',
  'lastSeq',
  'customerReadSeq',
  'agentReadSeq',
  'endedAt',
  'live',
  'countdownEndsAt',
  'rating',
  'canRate',
  'contact',
])
const CUSTOMER_DETAILS = new Set(['on', 'senderKind', 'by', 'seq', 'reason'])

/** Loads names and attachments that the entries mention; resolves at once when all are known. */
export function prepare(entries: readonly LogEntry[]): Promise<void> | null {
  const agents: string[] = []
  const files: string[] = []
  for (const entry of entries) {
    if (entry.type !== 'message') continue
    if (entry.payload.senderKind === 'agent') agents.push(entry.payload.senderId)
    if (entry.payload.attachmentId) files.push(entry.payload.attachmentId)
  }
  return hasDirectory(agents, files) ? null : ensureDirectory(agents, files)
}

export function toMessageView(
  conversationId: string,
  seq: number,
  at: Date,
  message: MessagePayload,
  recalledAt: Date | null = null,
): MessageView {
  const { attachmentId, meta, ...rest } = message
  return {
    ...rest,
    text: recalledAt ? '' : rest.text,
    meta: recalledAt ? null : (meta ?? null),
    recalledAt: recalledAt?.toISOString() ?? null,
    kind: message.kind as MessageView['kind'],
    conversationId,
    seq,
    senderName: message.senderKind === 'agent' ? (findPerson(message.senderId)?.name ?? null) : null,
    attachment: attachmentId && !recalledAt ? findAttachment(attachmentId) : null,
    createdAt: at.toISOString(),
  }
}

function pick(record: Record<string, unknown> | undefined, keys: Set<string>) {
  if (!record) return undefined
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.has(key)))
}

export function toStreamEvent(entry: LogEntry, reader: 'customer' | 'staff'): StreamEvent {
  const common = {
    type: entry.type,
    conversationId: entry.conversationId,
    seq: entry.seq,
    at: entry.at.toISOString(),
  }
  if (entry.type === 'message') {
    const { recalledAt, ...payload } = entry.payload
    const recalled = recalledAt ? new Date(recalledAt) : null
    return { ...common, message: toMessageView(entry.conversationId, entry.seq, entry.at, payload, recalled) }
  }
  const { patch, detail } = entry.payload
  if (reader === 'staff') return { ...common, patch, detail }
  return { ...common, patch: pick(patch, CUSTOMER_FIELDS), detail: pick(detail, CUSTOMER_DETAILS) }
}

/** One entry as it goes over the wire of a server-sent event stream. */
export function toWire(event: StreamEvent, withId: boolean): string {
  const id = withId && event.seq !== undefined ? `id: ${event.seq}\n` : ''
  return `${id}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}

export function fleetingToStreamEvent(event: FleetingEvent, reader: 'customer' | 'staff'): StreamEvent {
  const { patch, detail } = event.payload
  return {
    type: event.type,
    ...(event.conversationId ? { conversationId: event.conversationId } : {}),
    at: event.at.toISOString(),
    patch: reader === 'staff' ? patch : pick(patch, CUSTOMER_FIELDS),
    detail: reader === 'staff' ? detail : pick(detail, CUSTOMER_DETAILS),
  }
}
