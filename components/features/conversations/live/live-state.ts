import type { AgentConversationView, AgentStatusView, MessageView } from '@/server/http/v1/contract'
import type { StepView } from '@/server/http/v1/work-contract'

export type View = AgentConversationView
export type Message = MessageView

/** A step of the conversation that came over the stream; those before it stand in its log. */
export type LiveStep = StepView

/**
 * What is known of a conversation's messages. From the first one held up to the place `upTo` none is missing;
 * beyond it there may be own ones whose acceptance came back before what others wrote in between.
 */
export type Log = { messages: Message[]; steps: LiveStep[]; reachesStart: boolean; upTo: number }

export type LiveState = {
  agentId: string
  status: AgentStatusView | null
  views: Record<string, View>
  logs: Record<string, Log>
  /** Conversation → until when its customer counts as typing, in epoch ms. */
  typing: Record<string, number>
  /** Conversation → what its customer has typed and not sent, where the channel shows it. */
  previews: Record<string, string>
  /** The own list has been read once. */
  loaded: boolean
}

export const emptyState = (agentId: string): LiveState => ({
  agentId,
  status: null,
  views: {},
  logs: {},
  typing: {},
  previews: {},
  loaded: false,
})

export const isOpen = (view: View): boolean => view.endedAt === null
export const isHeldBy = (view: View, agentId: string | null): boolean =>
  agentId !== null && isOpen(view) && view.status !== 'queued' && view.agent?.id === agentId

/** The newer of two snapshots. Read marks have no place in the log to compare by: the further ones count. */
export function newerView(known: View | undefined, fetched: View): View {
  if (!known) return fetched
  const newer = known.lastSeq > fetched.lastSeq ? known : fetched
  const agentReadSeq = Math.max(known.agentReadSeq, fetched.agentReadSeq)
  return {
    ...newer,
    agentReadSeq,
    customerReadSeq: Math.max(known.customerReadSeq, fetched.customerReadSeq),
    unread: agentReadSeq >= newer.lastSeq ? 0 : newer.unread,
  }
}

/** The newer of two statuses: what was asked for may be answered after an event that is newer than it. */
export function withStatus(state: LiveState, status: AgentStatusView | null | undefined): LiveState {
  if (!status) return state
  const known = state.status
  const older = known?.agentId === status.agentId && Date.parse(status.since) < Date.parse(known.since)
  return older ? state : { ...state, status }
}

export function putViews(state: LiveState, fetched: readonly View[]): LiveState {
  const views = { ...state.views }
  for (const view of fetched) views[view.id] = newerView(views[view.id], view)
  return { ...state, views }
}

/** Messages by seq, each once. What was taken back stays so, whatever an older answer still says. */
export function mergeMessages(known: readonly Message[], added: readonly Message[]): Message[] {
  const bySeq = new Map(known.map((message) => [message.seq, message]))
  for (const message of added) if (!bySeq.get(message.seq)?.recalledAt) bySeq.set(message.seq, message)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

export const emptyLog: Log = { messages: [], steps: [], reachesStart: false, upTo: 0 }

/** The log after a message was taken back: nothing of it is left. */
export function recallIn(log: Log, seq: number, at: string): Log {
  const empty = { text: '', attachment: null, meta: null, recalledAt: at }
  const messages = log.messages.map((message) => (message.seq === seq ? { ...message, ...empty } : message))
  return { ...log, messages }
}

/** From here on what is held may have been taken back without this page hearing of it. */
export function placeToReadFrom(log: Log, windowMs: number): number {
  const last = log.messages.findLast((message) => message.seq <= log.upTo)
  if (!last) return log.upTo
  const since = Date.parse(last.createdAt) - windowMs
  const before = log.messages.findLast((message) => Date.parse(message.createdAt) < since)
  return before?.seq ?? (log.messages[0]?.seq ?? 1) - 1
}

export function putMessages(
  state: LiveState,
  id: string,
  messages: readonly Message[],
  facts: Partial<Pick<Log, 'reachesStart' | 'upTo'>> = {},
): LiveState {
  const log = state.logs[id] ?? emptyLog
  const next = { ...log, ...facts, messages: mergeMessages(log.messages, messages) }
  return { ...state, logs: { ...state.logs, [id]: { ...next, upTo: Math.max(log.upTo, next.upTo) } } }
}
