/**
 * After sale, whoever owns the order is served first: online with room, they get it whatever the coefficients
 * say, as the bond counts and not the share of work. Otherwise the setting says: wait a while for them, take
 * their group, or leave them a message. Customers who stand before this one and whom the owner could serve are
 * not passed even so: the customer queues, and the owner comes back into view with the next drain.
 */
import type { DispatchOverride, DispatchReason, OverrideCause } from '../contract'
import { assignTo, type Ending, enqueue, isClosedFor, leaveWithOwner, type Visit } from './ending'
import { receiverOf } from './offline-receiver'
import { rank, viewOf } from './rank'
import type { CandidateSnapshot, DispatchRequest, DispatchSnapshot, GroupSnapshot } from './types'

export interface OwnerStep {
  override: DispatchOverride | null
  /** Decided; else dispatch goes on in `groupId`. */
  ending: Ending | null
  groupId: string
}

export function tryOwner(
  request: DispatchRequest,
  snapshot: DispatchSnapshot,
  matchedGroupId: string,
): OwnerStep {
  const asked = request.stage === 'after_sale' && request.choice !== 'message'
  if (!asked || request.orderOwnerId === null) return noOwner(matchedGroupId)
  const owner = snapshot.orderOwner?.candidate
  const group = ownersGroup(snapshot, matchedGroupId)
  if (!owner?.enabled || group === undefined) {
    const gone = { kind: 'order_owner' as const, agentId: request.orderOwnerId, name: owner?.name ?? null }
    return { override: { ...gone, applied: false, cause: 'disabled' }, ending: null, groupId: matchedGroupId }
  }
  const cause = causeOf(owner, group, request, snapshot)
  const visit = { request, group, ranking: rank(group.candidates, request.excludeAgentIds) }
  const ending = cause === 'able' ? winOwner(visit, owner) : withoutOwner(visit, owner, cause, snapshot)
  const applied = ending !== null && (ending.agentId === owner.agentId || ending.hold !== null)
  return {
    override: { kind: 'order_owner', agentId: owner.agentId, name: owner.name, applied, cause },
    ending,
    groupId: group.id,
  }
}

function noOwner(groupId: string): OwnerStep {
  return { override: null, ending: null, groupId }
}

function ownersGroup(snapshot: DispatchSnapshot, matchedGroupId: string): GroupSnapshot | undefined {
  const find = (id: string | undefined) => snapshot.groups.find((group) => group.id === id)
  return find(snapshot.orderOwner?.groupId) ?? find(matchedGroupId)
}

function causeOf(
  owner: CandidateSnapshot,
  group: GroupSnapshot,
  request: DispatchRequest,
  snapshot: DispatchSnapshot,
): OverrideCause {
  if (isClosedFor(request, group, snapshot.channelOpenNow)) return 'outside_hours'
  if (request.excludeAgentIds.includes(owner.agentId)) return 'excluded'
  if (group.paused) return 'group_paused'
  const { excluded } = viewOf(owner, 0, [])
  if (excluded === null || excluded === 'zero_quality') {
    return owner.waitingAhead > 0 ? 'waiting_ahead' : 'able'
  }
  return excluded
}

function winOwner(visit: Visit, owner: CandidateSnapshot): Ending {
  const view = { ...viewOf(owner, visit.ranking.qualitySum, []), excluded: null }
  return assignTo(visit, view, 'order_owner')
}

function withoutOwner(
  visit: Visit,
  owner: CandidateSnapshot,
  cause: OverrideCause,
  snapshot: DispatchSnapshot,
): Ending | null {
  if (cause === 'excluded' || cause === 'group_paused') return null
  if (cause === 'waiting_ahead') return enqueue(visit, 'waiting_ahead')
  const { mode } = snapshot.settings.orderOwner
  const closed = cause === 'outside_hours'
  if (mode === 'message') {
    const reason: DispatchReason = closed ? 'outside_hours' : 'owner_message'
    return leaveWithOwner(visit, receiverOf(owner, 'owner'), reason)
  }
  return mode === 'wait' && !closed ? holdFor(visit, owner, snapshot) : null
}

function holdFor(visit: Visit, owner: CandidateSnapshot, snapshot: DispatchSnapshot): Ending | null {
  const { at, enteredAt } = visit.request
  const until = (enteredAt ?? at) + snapshot.settings.orderOwner.waitSeconds * 1000
  if (at >= until) return null
  return enqueue(visit, 'held_for_owner', { hold: { agentId: owner.agentId, until } })
}
