/**
 * The timers a conversation must have, derived from its state alone: whatever happened before, a restart can
 * write the same list again, and an old timer that is not in it any more has no effect.
 */
import { type ConversationState, isAwaiting, type TransitionSettings } from './conversation-state'

export const timerKinds = [
  'bot_idle',
  'queue_grace',
  'no_reply_warning',
  'no_reply_breach',
  'silence',
  'countdown',
  'confirmation',
] as const
export type TimerKind = (typeof timerKinds)[number]

export interface Timer {
  timer: TimerKind
  dueAt: number
}

export function timersFor(state: ConversationState, settings: TransitionSettings): Timer[] {
  const { thresholds } = settings
  const { status, since, customerGoneSince } = state
  if (status === 'with_bot') return [{ timer: 'bot_idle', dueAt: since + thresholds.botIdleMs }]
  if (status === 'queued') {
    if (customerGoneSince === null) return []
    return [{ timer: 'queue_grace', dueAt: customerGoneSince + thresholds.queueGraceMs }]
  }
  return isAwaiting(state) ? awaitingTimers(state, settings) : []
}

function awaitingTimers(state: ConversationState, { thresholds }: TransitionSettings): Timer[] {
  const { status, since, silent, live } = state
  if (status === 'awaiting_agent') return noReplyTimers(state, thresholds)
  if (status === 'awaiting_confirmation') {
    const limit = live ? thresholds.confirmationMs : thresholds.offlineConfirmationMs
    return [{ timer: 'confirmation', dueAt: since + limit }]
  }
  if (silent) {
    const limit = live ? thresholds.countdownMs : thresholds.offlineCountdownMs
    return [{ timer: 'countdown', dueAt: since + limit }]
  }
  const limit = live ? thresholds.silenceMs : thresholds.offlineSilenceMs
  return [{ timer: 'silence', dueAt: since + limit }]
}

function noReplyTimers(state: ConversationState, thresholds: TransitionSettings['thresholds']): Timer[] {
  const { live, unansweredSince, noReply } = state
  if (!live || unansweredSince === null || noReply === 'breached') return []
  const breach: Timer = { timer: 'no_reply_breach', dueAt: unansweredSince + thresholds.noReplyBreachMs }
  if (noReply === 'warned') return [breach]
  return [{ timer: 'no_reply_warning', dueAt: unansweredSince + thresholds.noReplyWarningMs }, breach]
}
