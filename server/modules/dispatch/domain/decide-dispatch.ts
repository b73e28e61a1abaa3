/**
 * One request and one snapshot give one decision with all its reasons, and the same pair always the same one:
 * the preview and the record need no other code than the assignment itself. The layers in their order: rule,
 * opening hours, the owner of the order, pause, the last agent, the coefficients; then the queue with its
 * limits, or a message. A group that overflows hands over only to one that can assign or queue; where none
 * can, the message stays with the first group, whose customer it is.
 */
import type { DispatchDecision, DispatchOverride, OverflowCause, OverrideCause } from '../contract'
import {
  assignTo,
  type Ending,
  enqueue,
  isClosedFor,
  mayStay,
  missingGroup,
  takeMessage,
  type Visit,
} from './ending'
import { matchRule } from './match-rule'
import { tryOwner } from './owner-first'
import { rank } from './rank'
import { trimCandidates } from './trim-candidates'
import type { DispatchRequest, DispatchSnapshot, GroupSnapshot } from './types'

export function decideDispatch(request: DispatchRequest, snapshot: DispatchSnapshot): DispatchDecision {
  const match = matchRule(request, snapshot.rules, snapshot.defaultGroupId)
  const owner = tryOwner(request, snapshot, match.groupId)
  const walk: Walk = { request, snapshot, seen: [], lastAgent: null }
  const ending = owner.ending ?? visitGroup(walk, owner.groupId)
  const { ranking, ...rest } = ending
  return {
    ...rest,
    priority: match.priority,
    priorityBoost: match.priority - request.priority,
    fixedGroup: request.groupId !== null,
    rules: match.trace,
    ruleGroup: {
      id: match.groupId,
      name: snapshot.groups.find((group) => group.id === match.groupId)?.name ?? null,
    },
    overrides: [owner.override, walk.lastAgent].filter((override) => override !== null),
    qualitySum: ranking.qualitySum,
    ...trimCandidates(ranking, ending.winner),
    configVersion: snapshot.configVersion,
  }
}

interface Walk {
  request: DispatchRequest
  snapshot: DispatchSnapshot
  /** Groups already asked, so that overflow in a circle ends. */
  seen: string[]
  lastAgent: DispatchOverride | null
}

function visitGroup(walk: Walk, groupId: string): Ending {
  const group = walk.snapshot.groups.find((candidate) => candidate.id === groupId)
  walk.seen.push(groupId)
  if (group === undefined) return missingGroup(groupId)
  const { request } = walk
  const visit = { request, group, ranking: rank(group.candidates, request.excludeAgentIds) }
  if (request.choice === 'message') return takeMessage(visit, 'customer_choice')
  if (isClosedFor(request, group, walk.snapshot.channelOpenNow)) return takeMessage(visit, 'outside_hours')
  if (group.paused) return overflowFrom(walk, visit, 'group_paused')
  return tryLastAgent(walk, visit) ?? byCoefficient(walk, visit)
}

function byCoefficient(walk: Walk, visit: Visit): Ending {
  const { group, ranking } = visit
  if (ranking.winner !== null) return assignTo(visit, ranking.winner, 'highest_coefficient')
  if (!isAnybodyThere(group) && !mayStay(visit.request, group)) return takeMessage(visit, 'all_offline')
  const limit = queueLimitReached(visit, walk.seen.length > 1)
  return limit === null ? enqueue(visit, queueReason(visit)) : overflowFrom(walk, visit, limit)
}

function isAnybodyThere(group: GroupSnapshot): boolean {
  return group.candidates.some(({ enabled, status }) => enabled && status !== 'offline')
}

function queueReason({
  ranking,
  group,
}: Visit): 'kept_waiting' | 'waiting_ahead' | 'quality_zero' | 'no_room' {
  if (!isAnybodyThere(group)) return 'kept_waiting'
  if (ranking.counts.has('waiting_ahead')) return 'waiting_ahead'
  return ranking.counts.has('zero_quality') ? 'quality_zero' : 'no_room'
}

/** Who already stands in this queue has a place in it: only the maximum wait concerns them. */
function queueLimitReached({ request, group }: Visit, arriving: boolean): OverflowCause | null {
  if (arriving || !request.waited) {
    return group.maxQueueLength !== null && group.queueLength >= group.maxQueueLength ? 'queue_full' : null
  }
  if (group.maxWaitMs === null || request.groupEnteredAt === null) return null
  return request.at - request.groupEnteredAt >= group.maxWaitMs ? 'waited_too_long' : null
}

function overflowFrom(walk: Walk, visit: Visit, cause: OverflowCause): Ending {
  const { overflow } = visit.group
  if (overflow?.mode === 'customer_chooses' && cause !== 'group_paused') {
    const stays = visit.request.choice === 'wait'
    return enqueue(visit, queueReason(visit), stays ? {} : { choice: { groupId: overflow.groupId } })
  }
  const targetId = overflow === null || overflow.mode === 'message' ? null : overflow.groupId
  const target = walk.snapshot.groups.find((group) => group.id === targetId && !walk.seen.includes(group.id))
  if (target === undefined) return takeMessage(visit, cause)
  const ending = visitGroup(walk, target.id)
  if (ending.outcome !== 'assign' && ending.outcome !== 'queue') return takeMessage(visit, cause)
  return { ...ending, overflow: [stepBetween(visit.group, target, cause), ...ending.overflow] }
}

function stepBetween(from: GroupSnapshot, to: GroupSnapshot, cause: OverflowCause) {
  return { fromGroupId: from.id, fromGroupName: from.name, toGroupId: to.id, toGroupName: to.name, cause }
}

/** Stickiness: an able member of the group who had this customer lately goes before the coefficients. */
function tryLastAgent(walk: Walk, visit: Visit): Ending | null {
  const { lastAgent, at } = visit.request
  const hours = walk.snapshot.settings.stickinessHours
  if (lastAgent === null || hours === null) return null
  const view = visit.ranking.find(lastAgent.agentId)
  const excluded = view?.excluded === 'lower_level' ? null : view?.excluded
  const cause: OverrideCause =
    at - lastAgent.at > hours * 3_600_000
      ? 'too_long_ago'
      : view === undefined
        ? 'not_in_group'
        : (excluded ?? 'able')
  const applied = cause === 'able' && view !== undefined
  if (applied || walk.lastAgent === null) {
    walk.lastAgent = {
      kind: 'last_agent',
      agentId: lastAgent.agentId,
      name: view?.name ?? null,
      applied,
      cause,
    }
  }
  return applied ? assignTo(visit, { ...view, excluded: null }, 'last_agent') : null
}
