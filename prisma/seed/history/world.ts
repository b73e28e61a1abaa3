import type { Chance } from '../chance'
import type { LeafKey } from '../company/categories'
import type { ChannelKey } from '../company/channels'
import type { DemoAgent } from '../company/people'
import type { Language, Line, Slots } from '../dialogs/dialog'
import type { Agenda } from './agenda'
import type { Arrival } from './arrivals'
import type { Customer } from './customers'
import type { Duty, Status } from './duty'
import type { Organisation } from './organisation-rows'
import type { DispatchDecision, QueueEntry, RoutingRule } from './rules'

export type Span = {
  agentId: string
  status: Status
  source: string
  reason: string | null
  from: number
  until: number | null
}

export type AgentState = DemoAgent & {
  id: string
  status: Status
  current: number
  groupCurrent: Map<string, number>
  lastAssignedAt: number | null
  received: { date: string; count: number }
  spans: Span[]
  duties: Duty[]
}

export type Assignment = {
  agentId: string
  groupId: string
  reason: 'dispatch' | 'transfer'
  holdsPlace: boolean
  startedAt: number
  endedAt: number | null
  endReason: string | null
}

/** What happened, in order of time; the log and all columns of a conversation are read off this list. */
export type Item = { at: number } & (
  | { type: 'opened' }
  | { type: 'queued'; groupId: string; reason: string; position: number }
  | { type: 'assigned'; agentId: string; groupId: string }
  | { type: 'overflowed'; groupId: string; cause: string }
  | { type: 'taken_as_message'; agentId: string; groupId: string; reason: string; how: 'entry' | 'queue' }
  | {
      type: 'message'
      by: 'customer' | 'agent'
      senderId: string
      text: string
      waiting: boolean
      line?: Line
    }
  | { type: 'transferred'; fromAgentId: string; toGroupId: string; agentId: string | null; reason: string }
  | { type: 'confirmation_asked' }
  | { type: 'ended'; by: 'customer' | 'agent' | 'system'; reason: EndReason }
  | { type: 'rating_invited' }
  | { type: 'wrapped_up'; wrapUpId: string }
  | { type: 'rated'; score: number; tags: string[]; comment: string | null }
  | { type: 'reopened'; agentId: string }
)
export type EndReason =
  | 'agent_ended'
  | 'customer_ended'
  | 'silence'
  | 'solved'
  | 'confirmation_timeout'
  | 'left_queue'
  | 'gone'

/** How a conversation that an agent has now will go on, unless something comes between. */
export type Plan = { endsAt: number; leavesTo: 'end' | 'transfer' }

export type Conversation = {
  id: string
  arrival: Arrival
  customer: Customer
  topic: string
  threadId: string
  priority: number
  enteredAt: number
  /** When it entered the queue it stands in. */
  groupEnteredAt: number
  groupId: string
  firstGroupId: string
  agentId: string | null
  state: 'queued' | 'served' | 'message' | 'ended'
  /** Raised when a plan is made or broken: an older plan has no effect. */
  version: number
  script: Line[]
  slots: Slots
  transfersLeft: number
  offered: boolean
  items: Item[]
  assignments: Assignment[]
  endedAt: number | null
  reopened: number
}

export type DecisionRow = { conversationId: string; at: number; kind: string; body: DispatchDecision }

export type Happening =
  | { kind: 'arrival'; arrival: Arrival; again: Conversation | null }
  | { kind: 'status'; agent: AgentState; change: Duty['changes'][number] }
  | { kind: 'plan_ends'; conversation: Conversation; version: number; plan: Plan }
  | { kind: 'patience_ends'; conversation: Conversation; version: number }
  | { kind: 'wait_limit'; conversation: Conversation; version: number }
  | { kind: 'returns'; conversation: Conversation }

export type World = {
  organisation: Organisation
  rules: RoutingRule[]
  agents: AgentState[]
  agentById: Map<string, AgentState>
  channelOpen: (channel: ChannelKey, at: number) => boolean
  localDate: (at: number) => string
  /** Nothing happens after it. */
  horizon: number
  agenda: Agenda<Happening>
  conversations: Conversation[]
  open: Map<string, Conversation>
  openThreads: Set<string>
  queue: QueueEntry[]
  decisions: DecisionRow[]
  keepDecisionsFrom: number
  chance: Chance
  customers: {
    pick(arrival: Arrival): Customer
    threadId(customer: Customer, topic: string, at: number): string
  }
}

export type { Language, LeafKey }
