/**
 * Before an agent has the conversation: the bot, the queue, and the ways from there to an agent or to a
 * message. What a customer writes while queued waits with them and starts no clock; an agent's clock begins
 * when they get it.
 */
import type { EventOf } from './conversation-event'
import type { ConversationState, TransitionSettings } from './conversation-state'
import { proceed, refuse, type Step } from './outcome'

type State = ConversationState

export function enterBot(state: State, { at }: EventOf<'entered_bot'>): Step {
  return state.status === 'new' ? proceed(state, { status: 'with_bot', since: at }) : refuse(state)
}

export function writeAsBot(state: State, { at }: EventOf<'bot_wrote'>): Step {
  return state.status === 'with_bot' ? proceed(state, { since: at }) : refuse(state)
}

/** An agent writes first, in a thread of their own: the customer is the one to answer. */
export function startByAgent(state: State, { at, agentId }: EventOf<'agent_started'>): Step {
  if (state.status !== 'new') return refuse(state)
  return proceed(state, {
    status: 'awaiting_customer',
    creationType: 'direct',
    served: true,
    agentId,
    since: at,
  })
}

export function requestHuman(state: State, { at, placement }: EventOf<'human_requested'>): Step {
  if (state.status !== 'new' && state.status !== 'with_bot') return refuse(state)
  switch (placement.kind) {
    case 'assigned':
      return giveTo({ ...state, creationType: 'direct' }, placement.agentId, at)
    case 'queued':
      return proceed(state, { status: 'queued', creationType: 'queued', since: at })
    case 'message':
      return takeAsMessage(state, placement.agentId, at)
    default:
      return placement satisfies never
  }
}

/** From the queue, or to a message that nobody had yet. */
export function assign(state: State, { at, agentId }: EventOf<'assigned'>): Step {
  const unassigned = state.status === 'awaiting_agent' && state.agentId === null
  return state.status === 'queued' || unassigned ? giveTo(state, agentId, at) : refuse(state)
}

export function leavePage(state: State, { at }: EventOf<'customer_gone'>): Step {
  if (state.status !== 'queued') return refuse(state)
  return proceed(state, { customerGoneSince: state.customerGoneSince ?? at })
}

export function comeBack(state: State): Step {
  return state.status === 'queued' ? proceed(state, { customerGoneSince: null }) : refuse(state)
}

export function overflow(state: State, event: EventOf<'overflowed'>): Step {
  if (state.status !== 'queued') return refuse(state)
  return event.to === 'group'
    ? moveTo(state, event.groupId, event.at)
    : takeAsMessage(state, event.agentId, event.at)
}

export function endService(
  state: State,
  { at, agentId }: EventOf<'service_ended'>,
  settings: TransitionSettings,
): Step {
  if (state.status !== 'queued') return refuse(state)
  return settings.whenServiceEnds === 'keep_waiting' ? proceed(state, {}) : takeAsMessage(state, agentId, at)
}

export function moveBySupervisor(state: State, { at, groupId }: EventOf<'supervisor_moved'>): Step {
  return state.status === 'queued' ? moveTo(state, groupId, at) : refuse(state)
}

/** An agent gets it: the oldest unanswered message keeps the clock, else it starts now. */
export function giveTo(state: State, agentId: string, at: number): Step {
  return proceed(state, {
    status: 'awaiting_agent',
    served: true,
    agentId,
    unansweredSince: state.unansweredSince ?? at,
    silent: false,
    since: at,
    customerGoneSince: null,
  })
}

/** One that an agent has had keeps its creation type; it is worked off all the same. */
function takeAsMessage(state: State, agentId: string | null, at: number): Step {
  return proceed(state, {
    status: 'awaiting_agent',
    creationType: state.served ? state.creationType : 'offline',
    live: false,
    served: state.served || agentId !== null,
    agentId,
    unansweredSince: state.unansweredSince ?? at,
    since: at,
    customerGoneSince: null,
  })
}

function moveTo(state: State, groupId: string, at: number): Step {
  return proceed(
    state,
    { since: at },
    { kind: 'dispatch_again', as: 'live', groupId, preferAgentId: null, excludeAgentId: null },
  )
}
