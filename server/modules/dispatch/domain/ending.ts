/**
 * How a decision can end, before it becomes a record. Every ending is built here, so the creation type, the
 * receiver and the warnings that belong to an outcome cannot drift apart between the ways that lead to it.
 */
import type {
  CandidateView,
  DispatchDecision,
  DispatchReason,
  DispatchWarning,
  OfflineReceiver,
} from '../contract'
import { chooseReceiver } from './offline-receiver'
import { type Ranking, rank } from './rank'
import type { DispatchRequest, GroupSnapshot } from './types'

export type Ending = Pick<
  DispatchDecision,
  'outcome' | 'reason' | 'creationType' | 'agentId' | 'groupId' | 'groupName' | 'tieBreak' | 'receiver'
> &
  Pick<DispatchDecision, 'hold' | 'choice' | 'overflow' | 'warnings'> & {
    ranking: Ranking
    winner: CandidateView | null
  }

/** One group looked at for one request. */
export interface Visit {
  request: DispatchRequest
  group: GroupSnapshot
  ranking: Ranking
}

/** Outside service hours. A group may let those stay who waited when its hours ended: they are served on. */
export function isClosedFor(
  request: DispatchRequest,
  group: GroupSnapshot,
  channelOpenNow: boolean,
): boolean {
  return !(channelOpenNow && group.openNow) && !mayStay(request, group)
}

/** Waits in this very queue, whose group lets the waiting stay when service ends. */
export function mayStay(request: DispatchRequest, group: GroupSnapshot): boolean {
  const here = request.waited && request.groupId === group.id
  return here && group.keepWaiting && group.candidates.some(({ enabled }) => enabled)
}

export function assignTo(visit: Visit, winner: CandidateView, reason: DispatchReason): Ending {
  const ownChoice = reason === 'highest_coefficient'
  return {
    ...blank(visit),
    outcome: 'assign',
    reason,
    creationType: visit.request.waited ? 'queued' : 'direct',
    agentId: winner.agentId,
    winner,
    tieBreak: ownChoice ? visit.ranking.tieBreak : 'none',
  }
}

export function enqueue(
  visit: Visit,
  reason: DispatchReason,
  extra: Partial<Pick<Ending, 'hold' | 'choice'>> = {},
): Ending {
  return { ...blank(visit), outcome: 'queue', reason, creationType: 'queued', ...extra }
}

/** A message for the group's receivers; with nobody in the group, for its list of unassigned messages. */
export function takeMessage(visit: Visit, reason: DispatchReason): Ending {
  const { receiver, namedUnavailable } = chooseReceiver(visit.group, visit.request.excludeAgentIds)
  const ending = blank(visit)
  if (namedUnavailable) ending.warnings.push('receivers_unavailable')
  if (receiver === null) return { ...ending, outcome: 'unassigned', reason: 'group_empty' }
  return leaveWith(ending, receiver, reason)
}

export function leaveWithOwner(visit: Visit, receiver: OfflineReceiver, reason: DispatchReason): Ending {
  return leaveWith(blank(visit), receiver, reason)
}

/** The configuration names a group that the snapshot does not hold. */
export function missingGroup(groupId: string): Ending {
  const ranking = rank([], [])
  return { ...unassigned(groupId, null, ranking), warnings: ['group_missing'] }
}

function leaveWith(ending: Ending, receiver: OfflineReceiver, reason: DispatchReason): Ending {
  return { ...ending, outcome: 'offline', reason, agentId: receiver.agentId, receiver }
}

function blank({ group, ranking }: Visit): Ending {
  return { ...unassigned(group.id, group.name, ranking), warnings: warningsOf(group, ranking) }
}

function unassigned(groupId: string, groupName: string | null, ranking: Ranking): Ending {
  return {
    outcome: 'unassigned',
    reason: 'group_empty',
    creationType: 'offline',
    agentId: null,
    groupId,
    groupName,
    ranking,
    winner: null,
    tieBreak: 'none',
    receiver: null,
    hold: null,
    choice: null,
    overflow: [],
    warnings: [],
  }
}

function warningsOf(group: GroupSnapshot, ranking: Ranking): DispatchWarning[] {
  const anybody = group.candidates.some((candidate) => candidate.enabled)
  return anybody && ranking.qualitySum === 0 ? ['quality_sum_zero'] : []
}
