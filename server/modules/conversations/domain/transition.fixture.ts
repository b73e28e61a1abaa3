import { type ConversationState, newConversation, type TransitionSettings } from './conversation-state'
import { defaultThresholds } from './thresholds'

/** One state of each kind for tests, all begun at `start`. */
export const start = 1_000_000

export const settings: TransitionSettings = {
  confirmation: false,
  reopen: 'reopen',
  whenServiceEnds: 'take_message',
  silentFreesPlace: false,
  reassignOnBreach: false,
  reassignOnAgentLost: true,
  thresholds: defaultThresholds,
}

const held: ConversationState = {
  ...newConversation,
  creationType: 'direct',
  served: true,
  agentId: 'A',
  since: start,
}
const queued: ConversationState = {
  ...newConversation,
  status: 'queued',
  creationType: 'queued',
  since: start,
}
const awaitingCustomer: ConversationState = { ...held, status: 'awaiting_customer' }
const ended: ConversationState = { ...held, status: 'ended', endedAt: start }

export const states = {
  new: newConversation,
  bot: { ...newConversation, status: 'with_bot', since: start },
  queued,
  gone: { ...queued, customerGoneSince: start },
  awaitingAgent: { ...held, status: 'awaiting_agent', unansweredSince: start },
  unassigned: {
    ...newConversation,
    status: 'awaiting_agent',
    creationType: 'offline',
    live: false,
    unansweredSince: start,
    since: start,
  },
  awaitingCustomer,
  silent: { ...awaitingCustomer, silent: true },
  confirming: { ...held, status: 'awaiting_confirmation' },
  ended,
  endedBySystem: { ...ended, status: 'ended_by_system' },
} satisfies Record<string, ConversationState>
