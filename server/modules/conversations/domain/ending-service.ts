/**
 * How a conversation ends, by whom, and how it may come back. Only a return within the window reopens it, and
 * only if an agent ever had it: what ended in the bot or the queue is a case of its own in every report, so
 * the customer then gets a new conversation.
 */
import { giveTo } from './before-service'
import type { EventOf } from './conversation-event'
import { type ConversationState, isEnded, type TransitionSettings } from './conversation-state'
import { close, dispatchAgain } from './in-service'
import { type Intent, proceed, refuse, type Step } from './outcome'
import { timersFor } from './timers'

type State = ConversationState

export function endByAgent(state: State, { at }: EventOf<'agent_ended'>, settings: TransitionSettings): Step {
  if (state.status !== 'awaiting_agent' && state.status !== 'awaiting_customer') return refuse(state)
  if (state.agentId === null) return refuse(state, 'no_agent')
  if (!settings.confirmation) return close(state, 'ended', at, 'agent')
  const asked: Partial<State> = {
    status: 'awaiting_confirmation',
    unansweredSince: null,
    noReply: 'none',
    silent: false,
    since: at,
  }
  return proceed(state, asked, { kind: 'ask_confirmation' })
}

export function endByCustomer(state: State, { at }: EventOf<'customer_ended'>): Step {
  if (state.status === 'new' || isEnded(state)) return refuse(state)
  return close(state, 'ended', at, 'customer', isAbandonment(state))
}

export function endBySupervisor(state: State, { at }: EventOf<'supervisor_ended'>): Step {
  return state.status === 'queued' ? close(state, 'ended', at, 'supervisor') : refuse(state)
}

/** A timer that its state does not have any more, or that is not due yet, does nothing. */
export function fireTimer(
  state: State,
  { at, timer }: EventOf<'timer_due'>,
  settings: TransitionSettings,
): Step {
  const running = timersFor(state, settings).find((candidate) => candidate.timer === timer)
  if (running === undefined) return refuse(state)
  if (at < running.dueAt) return refuse(state, 'not_due')
  switch (timer) {
    case 'bot_idle':
    case 'countdown':
    case 'confirmation':
      return close(state, 'ended_by_system', at, 'system')
    case 'queue_grace':
      return close(state, 'ended_by_system', at, 'system', isAbandonment(state))
    case 'silence':
      return markSilent(state, at, settings)
    case 'no_reply_warning':
      return proceed(state, { noReply: 'warned' }, { kind: 'alarm', level: 'warning' })
    case 'no_reply_breach':
      return breach(state, at, settings)
    default:
      return timer satisfies never
  }
}

export function returnOfCustomer(
  state: State,
  { at, agentAble }: EventOf<'customer_returned'>,
  settings: TransitionSettings,
): Step {
  if (!isEnded(state) || state.endedAt === null) return refuse(state)
  if (at > state.endedAt + settings.thresholds.reopenWindowMs) return refuse(state, 'window_passed')
  const { agentId } = state
  if (settings.reopen === 'new' || !state.served) {
    return proceed(state, {}, { kind: 'open_new_conversation', preferAgentId: agentId })
  }
  const open: State = { ...state, endedAt: null, live: state.creationType !== 'offline' }
  const step = agentAble && agentId !== null ? giveTo(open, agentId, at) : again(open, at)
  return step.ok ? { ...step, intents: [{ kind: 'reopened' }, ...step.intents] } : step
}

/** Prefer whoever had it: able once more by the time it is decided, they get it. */
function again(state: State, at: number): Step {
  const step = dispatchAgain(state, at, null)
  if (!step.ok) return step
  const prefer = (intent: Intent): Intent =>
    intent.kind === 'dispatch_again'
      ? { ...intent, preferAgentId: state.agentId, excludeAgentId: null }
      : intent
  return { ...step, intents: step.intents.map(prefer) }
}

/** Given up while waiting for a first agent; who had one already has been served. */
function isAbandonment(state: State): boolean {
  return state.status === 'queued' && !state.served
}

function markSilent(state: State, at: number, { thresholds }: TransitionSettings): Step {
  const endsAt = at + (state.live ? thresholds.countdownMs : thresholds.offlineCountdownMs)
  return proceed(state, { silent: true, since: at }, { kind: 'remind', endsAt })
}

function breach(state: State, at: number, settings: TransitionSettings): Step {
  const alarm: Intent = { kind: 'alarm', level: 'breach' }
  const breached: State = { ...state, noReply: 'breached' }
  return settings.reassignOnBreach ? dispatchAgain(breached, at, null, [alarm]) : proceed(breached, {}, alarm)
}
