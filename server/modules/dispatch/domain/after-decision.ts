/**
 * What the next of several newcomers finds: the snapshot as the decision before leaves it. Several customers who
 * come to one group at once are decided one after the other on one reading of the database, and each decision is
 * the one that a fresh reading would have given.
 */
import type { DispatchDecision } from '../contract'
import type { CandidateSnapshot, DispatchSnapshot, GroupSnapshot } from './types'

/** For newcomers alone: who waits already, or is held for one agent, changes more than this knows. */
export function afterDecision(
  snapshot: DispatchSnapshot,
  decision: DispatchDecision,
  at: number,
): DispatchSnapshot {
  const { agentId, groupId, outcome } = decision
  if (outcome === 'queue') return { ...snapshot, groups: withOneWaiting(snapshot.groups, groupId) }
  if (agentId === null) return snapshot
  const change =
    outcome === 'assign'
      ? (one: CandidateSnapshot, group: GroupSnapshot) => taken(one, group.id === groupId, at)
      : (one: CandidateSnapshot) => ({ ...one, offlineReceivedToday: one.offlineReceivedToday + 1 })
  return { ...snapshot, groups: snapshot.groups.map((group) => changeOne(group, agentId, change)) }
}

function changeOne(
  group: GroupSnapshot,
  agentId: string,
  change: (candidate: CandidateSnapshot, group: GroupSnapshot) => CandidateSnapshot,
): GroupSnapshot {
  const at = group.candidates.findIndex((candidate) => candidate.agentId === agentId)
  const found = group.candidates[at]
  if (found === undefined) return group
  return { ...group, candidates: group.candidates.with(at, change(found, group)) }
}

const taken = (candidate: CandidateSnapshot, here: boolean, at: number): CandidateSnapshot => ({
  ...candidate,
  current: candidate.current + 1,
  groupCurrent: candidate.groupCurrent + (here ? 1 : 0),
  windowCount: candidate.windowCount + (candidate.windowLimit === null ? 0 : 1),
  lastAssignedAt: at,
})

/** Whoever of that group could serve them is theirs first, in all of their groups. */
function withOneWaiting(groups: GroupSnapshot[], groupId: string): GroupSnapshot[] {
  const queue = groups.find(({ id }) => id === groupId)
  const able = new Set(queue?.candidates.filter(hasKey).map(({ agentId }) => agentId))
  return groups.map((group) => ({
    ...group,
    queueLength: group.queueLength + (group.id === groupId ? 1 : 0),
    candidates:
      able.size === 0
        ? group.candidates
        : group.candidates.map((one) => (able.has(one.agentId) ? { ...one, waitingAhead: 1 } : one)),
  }))
}

/** A sort key above 0 in the database: online, with room in both limits, and a weight. */
const hasKey = (candidate: CandidateSnapshot): boolean =>
  candidate.enabled &&
  candidate.status === 'online' &&
  candidate.current < candidate.limit &&
  (candidate.groupLimit === null || candidate.groupCurrent < candidate.groupLimit) &&
  candidate.quality !== 0
