/**
 * What a transition answers: the next state with everything the change must do besides, or a refusal that
 * changes nothing. Clock, place and timers are not said by each transition but read off the two states, so no
 * transition can forget one of them.
 */
import { type ConversationState, holdsPlace, type TransitionSettings } from './conversation-state'
import { type Timer, type TimerKind, timersFor } from './timers'

export type Effect =
  /** Of the oldest unanswered message: begin, go on, or stop. */
  | { kind: 'clock'; change: 'start' | 'keep' | 'clear' }
  /**
   * `claimed`: dispatch has taken the place within the limits. Else the action takes it now, and where there is
   * no room beyond the limit, on purpose and recorded as such.
   */
  | { kind: 'place'; change: 'hold'; agentId: string; claimed: boolean }
  | { kind: 'place'; change: 'release'; agentId: string }
  | { kind: 'timers'; set: Timer[]; cancel: TimerKind[] }
  | Intent

/** What only the transition itself can know. */
export type Intent =
  /** Decide again in the same transaction; a null group means the one it is in. */
  | {
      kind: 'dispatch_again'
      as: 'live' | 'message'
      groupId: string | null
      preferAgentId: string | null
      excludeAgentId: string | null
    }
  /** The message was written while queued: shown on assignment, left out of conversation metrics. */
  | { kind: 'waiting_message' }
  | { kind: 'alarm'; level: 'warning' | 'breach' }
  | { kind: 'remind'; endsAt: number }
  | { kind: 'ask_confirmation' }
  | { kind: 'closed'; by: 'customer' | 'agent' | 'supervisor' | 'system'; abandoned: boolean }
  | { kind: 'reopened' }
  | { kind: 'open_new_conversation'; preferAgentId: string | null }

export const refusals = [
  'wrong_status',
  'no_agent',
  'same_agent',
  'not_set',
  'not_due',
  'window_passed',
] as const
export type Refusal = (typeof refusals)[number]

export interface Refused {
  ok: false
  code: 'transition_refused'
  reason: Refusal
  status: ConversationState['status']
}

/** What a single transition builds; the effects that follow from the states are added afterwards. */
export type Step = { ok: true; next: ConversationState; intents: Intent[] } | Refused

export type TransitionOutcome = { ok: true; next: ConversationState; effects: Effect[] } | Refused

export function refuse(state: ConversationState, reason: Refusal = 'wrong_status'): Refused {
  return { ok: false, code: 'transition_refused', reason, status: state.status }
}

export function proceed(
  state: ConversationState,
  changes: Partial<ConversationState>,
  ...intents: Intent[]
): Step {
  return { ok: true, next: { ...state, ...changes }, intents }
}

export function effectsBetween(
  before: ConversationState,
  after: ConversationState,
  settings: TransitionSettings,
  claimed: boolean,
): Effect[] {
  return [
    ...clockEffects(before, after),
    ...placeEffects(before, after, settings, claimed),
    ...timerEffects(before, after, settings),
  ]
}

function clockEffects(before: ConversationState, after: ConversationState): Effect[] {
  if (after.unansweredSince === null) {
    return before.unansweredSince === null ? [] : [{ kind: 'clock', change: 'clear' }]
  }
  const change = after.unansweredSince === before.unansweredSince ? 'keep' : 'start'
  return [{ kind: 'clock', change }]
}

function placeEffects(
  before: ConversationState,
  after: ConversationState,
  settings: TransitionSettings,
  claimed: boolean,
): Effect[] {
  const had = holdsPlace(before, settings) ? before.agentId : null
  const has = holdsPlace(after, settings) ? after.agentId : null
  if (had === has) return []
  const effects: Effect[] = []
  if (had !== null) effects.push({ kind: 'place', change: 'release', agentId: had })
  if (has !== null) effects.push({ kind: 'place', change: 'hold', agentId: has, claimed })
  return effects
}

function timerEffects(
  before: ConversationState,
  after: ConversationState,
  settings: TransitionSettings,
): Effect[] {
  const had = timersFor(before, settings)
  const has = timersFor(after, settings)
  const same = (a: Timer, b: Timer) => a.timer === b.timer && a.dueAt === b.dueAt
  const set = has.filter((timer) => !had.some((old) => same(old, timer)))
  const cancel = had.map(({ timer }) => timer).filter((kind) => !has.some(({ timer }) => timer === kind))
  return set.length + cancel.length === 0 ? [] : [{ kind: 'timers', set, cancel }]
}
