import type { AgentStatusView, StreamEvent } from '@/server/http/v1/contract'
import { applyRead, applyToView } from './apply-to-view'
import { isHeldBy, type LiveState, type LiveStep, putMessages, recallIn, withStatus } from './live-state'

/** What must be fetched because the entry alone does not say enough. */
export type Need =
  | { kind: 'view'; id: string }
  /** Messages after the last one held. */
  | { kind: 'log'; id: string }
  | { kind: 'status' }
  | { kind: 'everything' }
  | { kind: 'sign_in' }

export type Applied = { state: LiveState; needs: Need[] }

/** A customer who stops without telling counts as typing for so long. */
const TYPING_MS = 6_000

const only = (state: LiveState, ...needs: Need[]): Applied => ({ state, needs })

/**
 * The workspace after one entry of the stream. Entries of a conversation apply in order of their place in its
 * log; one that was seen changes nothing, and one that leaves a gap makes the missing part be fetched: so a
 * connection may break anywhere and nothing is missed or shown twice. `at` in epoch ms.
 */
export function applyEvent(state: LiveState, event: StreamEvent, at: number): Applied {
  switch (event.type) {
    case 'hello':
      return greet(state, event)
    case 'resync':
      return only(state, { kind: 'everything' })
    case 'bye':
      return only(state, { kind: 'sign_in' })
    case 'agent_status':
      return only(withStatus(state, event.detail as AgentStatusView | undefined))
    default:
      return event.conversationId ? about(state, event, event.conversationId, at) : only(state)
  }
}

function greet(state: LiveState, event: StreamEvent): Applied {
  const detail = event.detail as
    | { status: AgentStatusView; conversations: { id: string; lastSeq: number; customerReadSeq: number }[] }
    | undefined
  if (!detail) return only(state)
  const needs: Need[] = []
  const views = { ...state.views }
  for (const { id, lastSeq, customerReadSeq } of detail.conversations) {
    const view = state.views[id]
    if (view) views[id] = applyRead(view, { ...event, patch: { customerReadSeq } })
    if (!view || view.lastSeq < lastSeq) needs.push({ kind: 'view', id })
    if (view && view.lastSeq < lastSeq && state.logs[id]) needs.push({ kind: 'log', id })
  }
  const listed = new Set(detail.conversations.map(({ id }) => id))
  for (const view of Object.values(state.views)) {
    if (isHeldBy(view, state.agentId) && !listed.has(view.id)) needs.push({ kind: 'view', id: view.id })
  }
  return only(withStatus({ ...state, views }, detail.status), ...needs)
}

function about(state: LiveState, event: StreamEvent, id: string, at: number): Applied {
  const view = state.views[id]
  if (event.type === 'typing') {
    const { on, text } = event.detail ?? {}
    return only(withTyping(state, id, on ? at + TYPING_MS : null, typeof text === 'string' ? text : null))
  }
  if (!view) {
    return event.seq === undefined ? only(state) : only(state, { kind: 'view', id }, { kind: 'status' })
  }
  if (event.type === 'read') return only(withView(state, id, applyRead(view, event)))
  if (event.seq === undefined) return only(withView(state, id, { ...view, ...event.patch }))
  if (event.seq <= view.lastSeq) return only(state)
  if (event.seq > view.lastSeq + 1) {
    const log: Need[] = state.logs[id] ? [{ kind: 'log', id }] : []
    return only(state, { kind: 'view', id }, ...log, { kind: 'status' })
  }
  return inOrder(state, event, id)
}

function inOrder(state: LiveState, event: StreamEvent, id: string): Applied {
  const before = state.views[id]
  if (!before) return only(state)
  const view = applyToView(before, event)
  let next = withView(state, id, view)
  const log = state.logs[id]
  // Only a log that was complete before this entry is complete with it.
  const upTo = log && log.upTo >= before.lastSeq ? view.lastSeq : 0
  if (log) next = putMessages(next, id, event.message ? [event.message] : [], { upTo })
  if (event.message) {
    if (event.message.senderKind === 'customer') next = withTyping(next, id, null)
    return only(next)
  }
  const seq = event.detail?.seq
  if (event.type === 'recalled' && next.logs[id] && typeof seq === 'number')
    next = { ...next, logs: { ...next.logs, [id]: recallIn(next.logs[id], seq, event.at) } }
  const step: LiveStep = {
    seq: view.lastSeq,
    at: event.at,
    type: event.type,
    patch: event.patch ?? {},
    detail: event.detail ?? {},
  }
  const held = next.logs[id]
  if (held) next = { ...next, logs: { ...next.logs, [id]: { ...held, steps: [...held.steps, step] } } }
  if (lostPart(event, state.agentId)) return only(next, { kind: 'view', id })
  const moved = isHeldBy(before, state.agentId) !== isHeldBy(view, state.agentId)
  return moved ? only(next, { kind: 'status' }) : only(next)
}

/** The own part has ended: what is left is asked for, and is most likely nothing. */
const lostPart = ({ type, detail }: StreamEvent, agentId: string): boolean =>
  type === 'participants' && detail?.userId === agentId && detail.on === false

const withView = (state: LiveState, id: string, view: LiveState['views'][string]): LiveState => ({
  ...state,
  views: { ...state.views, [id]: view },
})

function withTyping(
  state: LiveState,
  id: string,
  until: number | null,
  text: string | null = null,
): LiveState {
  if (until === null && !(id in state.typing)) return state
  const { [id]: _, ...others } = state.typing
  const { [id]: _text, ...texts } = state.previews
  return {
    ...state,
    typing: until === null ? others : { ...others, [id]: until },
    previews: until === null || text === null ? texts : { ...texts, [id]: text },
  }
}
