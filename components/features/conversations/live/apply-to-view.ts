import type { StreamEvent } from '@/server/http/v1/contract'
import type { Message, View } from './live-state'

/**
 * A conversation after one entry of its log. The promise: a snapshot with the entries after it equals a fresh
 * snapshot, so a list that only listens never drifts from the server's.
 */
export function applyToView(view: View, event: StreamEvent): View {
  const lastSeq = event.seq ?? view.lastSeq
  if (event.type === 'message' && event.message) return { ...afterMessage(view, event.message), lastSeq }
  const { canRate: _, ...patch } = (event.patch ?? {}) as Partial<View> & { canRate?: boolean }
  return { ...view, ...wokenBy(patch), ...patch, ...clockAfter(view, event, patch), lastSeq }
}

/** Patches leave out what follows from the step itself: whose turn it is, and since when. */
function clockAfter(view: View, event: StreamEvent, patch: Partial<View>): Partial<View> {
  if ('awaitingSince' in patch) return {}
  if (event.type === 'queued') return { awaitingSince: null }
  if (event.type !== 'assigned' && event.type !== 'transferred') return {}
  return { awaitingSince: patch.agent ? (view.awaitingSince ?? event.at) : event.at }
}

/** The end and another holder bring back what was snoozed. */
const wokenBy = (patch: Partial<View>): Partial<View> =>
  patch.endedAt || 'agent' in patch ? { snoozedUntil: null } : {}

const PREVIEW = 160

function afterMessage(view: View, message: Message): View {
  const unread =
    message.senderKind === 'customer' && message.seq > view.agentReadSeq ? view.unread + 1 : view.unread
  if (message.kind === 'note' || message.senderKind === 'system') return { ...view, unread }
  return {
    ...view,
    ...turnAfter(view, message),
    ...(message.senderKind === 'customer' ? { snoozedUntil: null } : {}),
    unread,
    lastMessageAt: message.createdAt,
    lastMessageText: [...message.text].slice(0, PREVIEW).join(''),
    lastMessageFrom: message.senderKind,
  }
}

function turnAfter(view: View, message: Message): Partial<View> {
  if (message.senderKind === 'bot' || message.waiting) return {}
  if (view.status === 'with_bot' || view.status === 'queued') return {}
  // A word from either side ends the silence; the alarm is of a clock, and goes with it.
  const awake = { silentSince: null, countdownEndsAt: null }
  return message.senderKind === 'agent'
    ? { ...awake, status: 'awaiting_customer', awaitingSince: null, noReply: 'none' }
    : {
        ...awake,
        status: 'awaiting_agent',
        awaitingSince: view.awaitingSince ?? message.createdAt,
        noReply: view.awaitingSince ? view.noReply : 'none',
      }
}

/** Read marks travel without a place in the log, and never go back. */
export function applyRead(view: View, event: StreamEvent): View {
  const patch = (event.patch ?? {}) as Partial<Pick<View, 'agentReadSeq' | 'customerReadSeq'>>
  const agentReadSeq = Math.max(view.agentReadSeq, patch.agentReadSeq ?? 0)
  return {
    ...view,
    agentReadSeq,
    customerReadSeq: Math.max(view.customerReadSeq, patch.customerReadSeq ?? 0),
    unread: agentReadSeq >= view.lastSeq ? 0 : view.unread,
  }
}
