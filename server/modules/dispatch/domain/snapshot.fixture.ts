import type {
  CandidateSnapshot,
  DispatchRequest,
  DispatchSnapshot,
  GroupSnapshot,
  RoutingRule,
} from './types'

/** Builders for tests: an ordinary request, agent and group, changed only where a case differs. */
export const noon = Date.UTC(2026, 5, 1, 12)

export function aRequest(changes: Partial<DispatchRequest> = {}): DispatchRequest {
  return {
    channelId: 'web',
    siteId: null,
    projectType: null,
    productCategory: null,
    categoryId: null,
    categoryAncestorIds: [],
    stage: null,
    language: null,
    customerTags: [],
    vipLevel: null,
    orderOwnerId: null,
    lastAgent: null,
    priority: 0,
    at: noon,
    waited: false,
    enteredAt: null,
    groupEnteredAt: null,
    groupId: null,
    excludeAgentIds: [],
    ...changes,
  }
}

export function anAgent(agentId: string, changes: Partial<CandidateSnapshot> = {}): CandidateSnapshot {
  return {
    agentId,
    name: `Agent ${agentId}`,
    enabled: true,
    status: 'online',
    statusReason: null,
    limit: 5,
    current: 0,
    groupLimit: null,
    groupCurrent: 0,
    windowLimit: null,
    windowCount: 0,
    level: 1,
    quality: 50,
    lastAssignedAt: null,
    offlineReceivedToday: 0,
    waitingAhead: 0,
    ...changes,
  }
}

export function aGroup(
  candidates: CandidateSnapshot[],
  changes: Partial<GroupSnapshot> = {},
  id = 'g1',
): GroupSnapshot {
  return {
    id,
    name: `Group ${id}`,
    paused: false,
    openNow: true,
    offlineMode: 'even',
    offlineReceiverIds: [],
    queueLength: 0,
    maxQueueLength: null,
    maxWaitMs: null,
    overflow: null,
    keepWaiting: false,
    candidates,
    ...changes,
  }
}

export function aSnapshot(
  groups: GroupSnapshot[],
  changes: Partial<DispatchSnapshot> = {},
): DispatchSnapshot {
  return {
    configVersion: 7,
    channelOpenNow: true,
    rules: [],
    defaultGroupId: groups[0]?.id ?? 'g1',
    groups,
    orderOwner: null,
    settings: { orderOwner: { mode: 'group', waitSeconds: 60 }, stickinessHours: null },
    ...changes,
  }
}

export function aRule(id: string, changes: Partial<RoutingRule> = {}): RoutingRule {
  return {
    id,
    name: `Rule ${id}`,
    position: 0,
    enabled: true,
    conditions: {},
    groupId: 'g1',
    priorityBoost: 0,
    ...changes,
  }
}
