/**
 * When a conversation must be looked at again. Messages write no timers: instead the one row of a conversation
 * stands at a moment before which nothing can be due, whatever is written meanwhile. That is the first timer
 * running, or now plus the shortest time that a message could start, whichever is earlier. Looking too early
 * costs a glance; a timer fires only if its state says that it is due.
 */
import { type ConversationState, isEnded, type TransitionSettings } from './conversation-state'
import { type Timer, timersFor } from './timers'

/** A threshold that was made shorter takes effect within this. */
const MAX_LOOK_MS = 300_000

export function nextLook(state: ConversationState, settings: TransitionSettings, at: number): number {
  const running = timersFor(state, settings).map(({ dueAt }) => dueAt)
  return Math.min(...running, at + shortest(state, settings), at + MAX_LOOK_MS)
}

/** The timer that fires now: of several the one that was due first. */
export function dueTimer(state: ConversationState, settings: TransitionSettings, at: number): Timer | null {
  if (isEnded(state)) return null
  const due = timersFor(state, settings).filter(({ dueAt }) => dueAt <= at)
  return due.sort((a, b) => a.dueAt - b.dueAt)[0] ?? null
}

/** Of the timers that a word from somebody could start; every other step asks for a look of its own. */
function shortest({ status, live }: ConversationState, { thresholds: t }: TransitionSettings): number {
  if (status === 'with_bot') return t.botIdleMs
  if (status === 'queued') return t.queueGraceMs
  return live ? Math.min(t.noReplyWarningMs, t.noReplyBreachMs, t.silenceMs) : t.offlineSilenceMs
}
