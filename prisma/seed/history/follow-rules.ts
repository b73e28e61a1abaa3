/**
 * Puts what happened in a conversation through the product's own table of states. A history that could not have
 * happened stops here, and never reaches the database.
 */
import {
  type ConversationEvent,
  type ConversationState,
  defaultThresholds,
  type TransitionSettings,
  transition,
} from './rules'
import { minute, second } from './time'
import type { Item } from './world'

export function settingsFor(confirmation: boolean): TransitionSettings {
  return {
    confirmation,
    reopen: 'reopen',
    whenServiceEnds: 'take_message',
    silentFreesPlace: false,
    reassignOnBreach: false,
    reassignOnAgentLost: false,
    thresholds: defaultThresholds,
  }
}

export function follow(
  state: ConversationState,
  item: Item,
  settings: TransitionSettings,
): ConversationState {
  return eventsOf(item, state).reduce((before, event) => {
    const outcome = transition(before, event, settings)
    if (outcome.ok) return outcome.next
    throw new Error(`demo history: ${event.type} in ${before.status} is not possible (${outcome.reason})`)
  }, state)
}

type Bare<T> = T extends { at: number } ? Omit<T, 'at'> : never

function eventsOf(item: Item, state: ConversationState): ConversationEvent[] {
  const { at } = item
  const event = (bare: Bare<ConversationEvent>, when = at) => ({ ...bare, at: when }) as ConversationEvent
  const enters = state.status === 'new'
  switch (item.type) {
    case 'queued':
      return enters ? [event({ type: 'human_requested', placement: { kind: 'queued' } })] : []
    case 'assigned':
      return enters
        ? [event({ type: 'human_requested', placement: { kind: 'assigned', agentId: item.agentId } })]
        : [event({ type: 'assigned', agentId: item.agentId })]
    case 'taken_as_message':
      return item.how === 'entry'
        ? [event({ type: 'human_requested', placement: { kind: 'message', agentId: item.agentId } })]
        : [event({ type: 'service_ended', agentId: item.agentId })]
    case 'overflowed':
      return [event({ type: 'overflowed', to: 'group', groupId: item.groupId })]
    case 'message':
      return [event({ type: item.by === 'agent' ? 'agent_wrote' : 'customer_wrote' })]
    case 'transferred': {
      const moved = event({ type: 'transferred_to_group', groupId: item.toGroupId })
      return item.agentId === null ? [moved] : [moved, event({ type: 'assigned', agentId: item.agentId })]
    }
    case 'confirmation_asked':
      return [event({ type: 'agent_ended' })]
    case 'ended':
      return endingOf(item, event)
    case 'reopened':
      return item.agentId === state.agentId
        ? [event({ type: 'customer_returned', agentAble: true })]
        : [
            event({ type: 'customer_returned', agentAble: false }),
            event({ type: 'assigned', agentId: item.agentId }),
          ]
    case 'opened':
    case 'rating_invited':
    case 'wrapped_up':
    case 'rated':
      return []
    default:
      return item satisfies never
  }
}

function endingOf(
  { at, reason }: Extract<Item, { type: 'ended' }>,
  event: (bare: Bare<ConversationEvent>, when?: number) => ConversationEvent,
): ConversationEvent[] {
  switch (reason) {
    case 'agent_ended':
      return [event({ type: 'agent_ended' })]
    case 'customer_ended':
    case 'left_queue':
      return [event({ type: 'customer_ended' })]
    case 'solved':
      return [event({ type: 'customer_resolved', solved: true })]
    case 'confirmation_timeout':
      return [event({ type: 'timer_due', timer: 'confirmation' })]
    case 'silence':
      return [
        event({ type: 'timer_due', timer: 'silence' }, at - 2 * minute),
        event({ type: 'timer_due', timer: 'countdown' }),
      ]
    case 'gone':
      return [
        event({ type: 'customer_gone' }, at - 60 * second),
        event({ type: 'timer_due', timer: 'queue_grace' }),
      ]
    default:
      return reason satisfies never
  }
}
