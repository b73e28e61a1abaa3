/**
 * The snapshot that a dispatch decision looks at: everything it may know, read at one moment and handed in, so
 * that the same snapshot always gives the same decision and a stored record can be explained later. All times
 * are epoch milliseconds, all quality numbers and limits whole.
 */
import type { AgentStatus, OfflineMode, Overflow, OwnerMode, RuleConditions, Stage } from '../contract'

export interface DispatchRequest {
  channelId: string
  siteId: string | null
  projectType: string | null
  productCategory: string | null
  categoryId: string | null
  /** The category's ancestors; a rule on one of them holds for all below. */
  categoryAncestorIds: string[]
  stage: Stage | null
  /** A BCP 47 tag such as 'zh-CN'. */
  language: string | null
  customerTags: string[]
  vipLevel: number | null
  orderOwnerId: string | null
  /** The agent of the customer's last conversation, and when it ended. */
  lastAgent: { agentId: string; at: number } | null
  /** Before the boost of the rule (with a settled group: as it stands in the queue); higher is served first. */
  priority: number
  at: number
  /** The customer is already in the queue: an assignment is then 'queued', not 'direct'. */
  waited: boolean
  /** When they began to wait; a hold for the owner of the order counts from here. */
  enteredAt: number | null
  /** When they entered the queue of the group they stand in, later than `enteredAt` if they were moved. */
  groupEnteredAt: number | null
  /** The group is settled (the queue they stand in, a transfer, a supervisor's move): no rule is asked. */
  groupId: string | null
  /** What the customer answered when asked: to go on waiting, or to leave a message. */
  choice?: 'wait' | 'message' | null
  /** People who must not get it, such as the one it is taken from after no reply. */
  excludeAgentIds: string[]
}

export interface RoutingRule {
  id: string
  name: string
  /** Rules are tried by position, then id. */
  position: number
  enabled: boolean
  conditions: RuleConditions
  groupId: string
  priorityBoost: number
}

/** An agent as a member of one group. */
export interface CandidateSnapshot {
  agentId: string
  name: string
  /** The membership counts, and the person may receive conversations. */
  enabled: boolean
  status: AgentStatus
  statusReason: string | null
  limit: number
  current: number
  /** A limit for this group alone. */
  groupLimit: number | null
  groupCurrent: number
  /** A ceiling of new conversations in the running time window. */
  windowLimit: number | null
  windowCount: number
  /** Higher levels are served first. */
  level: number
  quality: number
  lastAssignedAt: number | null
  offlineReceivedToday: number
  /**
   * Customers in any queue of this agent, other than the one asking, who stand before it (equal or higher
   * priority, earlier entry) and whom this agent could serve now: see waitingAheadOf in queue-order.ts.
   */
  waitingAhead: number
}

export interface GroupSnapshot {
  id: string
  name: string
  paused: boolean
  openNow: boolean
  offlineMode: OfflineMode
  offlineReceiverIds: string[]
  queueLength: number
  maxQueueLength: number | null
  maxWaitMs: number | null
  overflow: Overflow | null
  /** Those who wait already stay and are served when service ends: hours are over, or all went offline. */
  keepWaiting: boolean
  candidates: CandidateSnapshot[]
}

export interface DispatchSettings {
  orderOwner: { mode: OwnerMode; waitSeconds: number }
  /** Prefer the customer's last agent for so long; null prefers nobody. */
  stickinessHours: number | null
}

export interface DispatchSnapshot {
  configVersion: number
  channelOpenNow: boolean
  rules: RoutingRule[]
  defaultGroupId: string
  /** The matched group, the owner's, and every group their overflow can reach. */
  groups: GroupSnapshot[]
  /** The owner of the order as a member of their own group; null when there is none. */
  orderOwner: { candidate: CandidateSnapshot; groupId: string } | null
  settings: DispatchSettings
}
