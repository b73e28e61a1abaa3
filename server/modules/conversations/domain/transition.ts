/**
 * The rule book's table of states as one function: every event in every status either leads to a next state
 * with its effects, or is refused and changes nothing. It decides and does not act; the action commits state
 * and effects together, or neither. A new event that nobody handles does not compile.
 */
import * as before from './before-service'
import type { ConversationEvent } from './conversation-event'
import type { ConversationState, TransitionSettings } from './conversation-state'
import * as ending from './ending-service'
import * as during from './in-service'
import { effectsBetween, type Step, type TransitionOutcome } from './outcome'

export function transition(
  state: ConversationState,
  event: ConversationEvent,
  settings: TransitionSettings,
): TransitionOutcome {
  const step = stepFor(state, event, settings)
  if (!step.ok) return step
  const follow = effectsBetween(state, step.next, settings, isClaimed(event))
  return { ok: true, next: step.next, effects: [...step.intents, ...follow] }
}

/** These carry a dispatch decision, which has claimed the place; every other way to a place has not. */
function isClaimed({ type }: ConversationEvent): boolean {
  return type === 'assigned' || type === 'human_requested' || type === 'customer_returned'
}

function stepFor(state: ConversationState, event: ConversationEvent, settings: TransitionSettings): Step {
  switch (event.type) {
    case 'entered_bot':
      return before.enterBot(state, event)
    case 'agent_started':
      return before.startByAgent(state, event)
    case 'human_requested':
      return before.requestHuman(state, event)
    case 'bot_wrote':
      return before.writeAsBot(state, event)
    case 'assigned':
      return before.assign(state, event)
    case 'customer_gone':
      return before.leavePage(state, event)
    case 'customer_back':
      return before.comeBack(state)
    case 'overflowed':
      return before.overflow(state, event)
    case 'service_ended':
      return before.endService(state, event, settings)
    case 'supervisor_moved':
      return before.moveBySupervisor(state, event)
    default:
      return serviceStep(state, event, settings)
  }
}

type Handled =
  | 'entered_bot'
  | 'agent_started'
  | 'human_requested'
  | 'bot_wrote'
  | 'assigned'
  | 'customer_gone'
  | 'customer_back'
  | 'overflowed'
  | 'service_ended'
  | 'supervisor_moved'

function serviceStep(
  state: ConversationState,
  event: Exclude<ConversationEvent, { type: Handled }>,
  settings: TransitionSettings,
): Step {
  switch (event.type) {
    case 'customer_wrote':
      return during.writeAsCustomer(state, event)
    case 'agent_wrote':
      return during.writeAsAgent(state, event)
    case 'customer_resolved':
      return during.resolve(state, event)
    case 'transferred_to_agent':
    case 'taken_over':
      return during.handOver(state, event)
    case 'transferred_to_group':
      return during.transferToGroup(state, event)
    case 'reassigned':
      return during.reassign(state, event)
    case 'agent_lost':
      return during.loseAgent(state, event, settings)
    case 'agent_ended':
      return ending.endByAgent(state, event, settings)
    case 'customer_ended':
      return ending.endByCustomer(state, event)
    case 'supervisor_ended':
      return ending.endBySupervisor(state, event)
    case 'timer_due':
      return ending.fireTimer(state, event, settings)
    case 'customer_returned':
      return ending.returnOfCustomer(state, event, settings)
    default:
      return event satisfies never
  }
}
