/**
 * While an agent has the conversation: whose turn it is, and who else may get it. The oldest unanswered
 * message keeps the clock through everything but an answer; handing over without one starts it anew.
 */
import { giveTo } from './before-service'
import type { ConversationEvent, EventOf } from './conversation-event'
import { type ConversationState, isAwaiting, type TransitionSettings } from './conversation-state'
import { type Intent, proceed, refuse, type Step } from './outcome'

type State = ConversationState

export function writeAsCustomer(state: State, { at }: EventOf<'customer_wrote'>): Step {
  switch (state.status) {
    case 'with_bot':
      return proceed(state, { since: at })
    case 'queued':
      return writeWhileQueued(state, at)
    case 'awaiting_agent':
      return proceed(state, {})
    case 'awaiting_customer':
    case 'awaiting_confirmation':
      return handToAgent(state, at)
    case 'new':
    case 'ended':
    case 'ended_by_system':
      return refuse(state)
    default:
      return state.status satisfies never
  }
}

/** A sign of life: the grace of a customer who left the page begins again. */
function writeWhileQueued(state: State, at: number): Step {
  const customerGoneSince = state.customerGoneSince === null ? null : at
  return proceed(state, { customerGoneSince }, { kind: 'waiting_message' })
}

export function writeAsAgent(state: State, { at }: EventOf<'agent_wrote'>): Step {
  if (!isAwaiting(state)) return refuse(state)
  if (state.agentId === null) return refuse(state, 'no_agent')
  return proceed(state, {
    status: 'awaiting_customer',
    unansweredSince: null,
    noReply: 'none',
    silent: false,
    since: at,
  })
}

export function resolve(state: State, { at, solved }: EventOf<'customer_resolved'>): Step {
  if (state.status !== 'awaiting_confirmation') return refuse(state)
  return solved ? close(state, 'ended', at, 'customer') : handToAgent(state, at)
}

/** Transfer to an agent, or a take-over. */
export function handOver(
  state: State,
  { at, agentId }: EventOf<'transferred_to_agent' | 'taken_over'>,
): Step {
  if (!isAwaiting(state)) return refuse(state)
  if (state.agentId === agentId) return refuse(state, 'same_agent')
  return giveTo(withFreshAlarm(state), agentId, at)
}

export function transferToGroup(state: State, { at, groupId }: EventOf<'transferred_to_group'>): Step {
  return isAwaiting(state) ? dispatchAgain(state, at, groupId) : refuse(state)
}

export function reassign(state: State, { at }: EventOf<'reassigned'>): Step {
  return isAwaiting(state) ? dispatchAgain(state, at, null) : refuse(state)
}

export function loseAgent(state: State, { at }: EventOf<'agent_lost'>, settings: TransitionSettings): Step {
  if (!isAwaiting(state)) return refuse(state)
  if (state.agentId === null) return refuse(state, 'no_agent')
  return settings.reassignOnAgentLost ? dispatchAgain(state, at, null) : refuse(state, 'not_set')
}

/** Back to where it is decided: the queue while live, the unassigned while a message. */
export function dispatchAgain(state: State, at: number, groupId: string | null, first: Intent[] = []): Step {
  const changes: Partial<State> = {
    status: state.live ? 'queued' : 'awaiting_agent',
    agentId: null,
    unansweredSince: state.unansweredSince ?? at,
    silent: false,
    since: at,
  }
  const again: Intent = {
    kind: 'dispatch_again',
    as: state.live ? 'live' : 'message',
    groupId,
    preferAgentId: null,
    excludeAgentId: state.agentId,
  }
  return proceed(withFreshAlarm(state), changes, ...first, again)
}

export function close(
  state: State,
  status: 'ended' | 'ended_by_system',
  at: number,
  by: Extract<Intent, { kind: 'closed' }>['by'],
  abandoned = false,
): Step {
  const changes: Partial<State> = {
    status,
    unansweredSince: null,
    noReply: 'none',
    silent: false,
    since: at,
    customerGoneSince: null,
    endedAt: at,
  }
  return proceed(state, changes, { kind: 'closed', by, abandoned })
}

/** A clock that goes on keeps its alarm; a clock that starts anew has none yet. */
function withFreshAlarm(state: State): State {
  return state.unansweredSince === null ? { ...state, noReply: 'none' } : state
}

function handToAgent(state: State, at: ConversationEvent['at']): Step {
  return proceed(state, {
    status: 'awaiting_agent',
    unansweredSince: at,
    noReply: 'none',
    silent: false,
    since: at,
  })
}
