import { categoryTree } from '../company/categories'
import { groups } from '../company/groups'
import {
  type CandidateSnapshot,
  type DispatchDecision,
  type DispatchRequest,
  decideDispatch,
  type GroupSnapshot,
  matchRule,
  nextForAgent,
  type QueueEntry,
  waitingAheadOf,
} from './rules'
import type { AgentState, Conversation, World } from './world'

/** The demo has changed its configuration this often. */
export const configVersion = 12
export const stickinessHours = 24

const rootOf = new Map(
  categoryTree.flatMap((root) => root.leaves.map((leaf) => [leaf.key, root.key] as const)),
)

type Ask = {
  at: number
  /** Null while the rules have not been asked. */
  groupId: string | null
  waited: boolean
  exclude?: string[]
  lastAgent?: { agentId: string; at: number } | null
}

export function decide(world: World, conversation: Conversation, ask: Ask): DispatchDecision {
  const own = world.queue.find((entry) => entry.conversationId === conversation.id) ?? null
  const request = requestOf(world, conversation, ask)
  const defaultGroupId = world.organisation.ids.groups.care
  return decideDispatch(request, {
    configVersion,
    channelOpenNow: world.channelOpen(conversation.arrival.channel, ask.at),
    rules: world.rules,
    defaultGroupId,
    groups: reachable(world, matchRule(request, world.rules, defaultGroupId).groupId).map((key) =>
      snapshotOf(world, key, conversation.priority, own, ask.at),
    ),
    orderOwner: null,
    settings: { orderOwner: { mode: 'group', waitSeconds: 0 }, stickinessHours },
  })
}

function requestOf({ organisation: { ids } }: World, conversation: Conversation, ask: Ask): DispatchRequest {
  const { arrival, customer } = conversation
  const root = rootOf.get(arrival.leaf)
  return {
    channelId: ids.channels[arrival.channel],
    siteId: null,
    projectType: null,
    productCategory: null,
    categoryId: ids.leaves[arrival.leaf],
    categoryAncestorIds: root ? [ids.roots[root]] : [],
    stage: null,
    language: arrival.language,
    customerTags: customer.tags,
    vipLevel: customer.vipLevel,
    orderOwnerId: null,
    lastAgent: ask.lastAgent ?? null,
    priority: conversation.priority,
    at: ask.at,
    waited: ask.waited,
    enteredAt: conversation.enteredAt,
    groupEnteredAt: conversation.groupEnteredAt,
    groupId: ask.groupId,
    excludeAgentIds: ask.exclude ?? [],
  }
}

type Key = (typeof groups)[number]['key']

/** The group that the rules give, and the one that its overflow reaches. */
function reachable({ organisation: { ids } }: World, groupId: string): Key[] {
  const first = groups.find((group) => ids.groups[group.key] === groupId)
  return first ? [first.key, ...(first.overflow === null ? [] : [first.overflow])] : []
}

function snapshotOf(
  world: World,
  key: Key,
  priority: number,
  own: QueueEntry | null,
  at: number,
): GroupSnapshot {
  const id = world.organisation.ids.groups[key]
  const group = groups.find((candidate) => candidate.key === key)!
  const members = world.agents.filter((agent) => agent.memberships.some((m) => m.group === key))
  return {
    id,
    name: group.name,
    paused: false,
    openNow: true,
    offlineMode: group.offlineMode,
    offlineReceiverIds: members
      .filter((agent) => agent.memberships.some((m) => m.group === key && m.offlineReceiver))
      .map((agent) => agent.id),
    queueLength: world.queue.filter((entry) => entry.groupId === id).length,
    maxQueueLength: group.maxQueueLength,
    maxWaitMs: group.maxWaitSeconds === null ? null : group.maxWaitSeconds * 1_000,
    keepWaiting: false,
    overflow:
      group.overflow === null
        ? null
        : { mode: 'group', groupId: world.organisation.ids.groups[group.overflow] },
    candidates: members.map((agent) => candidateOf(world, agent, key, priority, own, at)),
  }
}

function candidateOf(
  world: World,
  agent: AgentState,
  key: Key,
  priority: number,
  own: QueueEntry | null,
  at: number,
): CandidateSnapshot {
  const membership = agent.memberships.find((m) => m.group === key)!
  const reason = agent.spans[agent.spans.length - 1]?.reason ?? null
  const ahead =
    world.queue.length === 0 || agent.status !== 'online'
      ? 0
      : waitingAheadOf(world.queue, freeAgent(world, agent), priority, own, at)
  return {
    agentId: agent.id,
    name: agent.name,
    enabled: true,
    status: agent.status,
    statusReason: agent.status === 'busy' ? reason : null,
    limit: agent.capacity,
    current: agent.current,
    groupLimit: membership.capacity,
    groupCurrent: agent.groupCurrent.get(world.organisation.ids.groups[key]) ?? 0,
    windowLimit: null,
    windowCount: 0,
    level: membership.level,
    quality: membership.quality,
    lastAssignedAt: agent.lastAssignedAt,
    offlineReceivedToday: agent.received.date === world.localDate(at) ? agent.received.count : 0,
    waitingAhead: ahead,
  }
}

/** The groups in which an agent could take somebody now. */
export function freeAgent(world: World, agent: AgentState) {
  const able = agent.status === 'online' && agent.current < agent.capacity
  const groupIds = able
    ? agent.memberships
        .filter(({ group, capacity, quality }) => {
          const held = agent.groupCurrent.get(world.organisation.ids.groups[group]) ?? 0
          return quality > 0 && (capacity === null || held < capacity)
        })
        .map(({ group }) => world.organisation.ids.groups[group])
    : []
  return { agentId: agent.id, groupIds }
}

/** Whom a freed agent would take now. */
export function nextWaitingFor(world: World, agent: AgentState, at: number): Conversation | null {
  const entry = nextForAgent(world.queue, freeAgent(world, agent), at)
  return entry === null ? null : (world.open.get(entry.conversationId) ?? null)
}
