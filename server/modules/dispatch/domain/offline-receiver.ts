/**
 * Who works off a message left while nobody could answer: one of the group's named receivers if it has any,
 * else all its agents; evenly (fewest received today, then id), or in proportion to quality: whoever is
 * furthest behind their share of today's messages. A busy agent gets none while another receiver is online.
 */
import type { OfflineReceiver } from '../contract'
import { qualitySum } from './quality'
import { allows } from './status'
import type { CandidateSnapshot, GroupSnapshot } from './types'

export interface ReceiverChoice {
  /** Null when the group has no enabled member. */
  receiver: OfflineReceiver | null
  /** Receivers are named, but none of them is an enabled member. */
  namedUnavailable: boolean
}

export function chooseReceiver(group: GroupSnapshot, excludeAgentIds: string[]): ReceiverChoice {
  const members = withoutExcluded(
    group.candidates.filter((candidate) => candidate.enabled),
    excludeAgentIds,
  )
  const named = members.filter((candidate) => group.offlineReceiverIds.includes(candidate.agentId))
  const namedUnavailable = group.offlineReceiverIds.length > 0 && named.length === 0
  const pool = withoutBusy(named.length > 0 ? named : members)
  const sum = qualitySum(pool)
  const byQuality = group.offlineMode === 'quality' && sum > 0
  const [chosen] = [...pool].sort(byQuality ? furthestBehind(pool, sum) : fewestToday)
  if (chosen === undefined) return { receiver: null, namedUnavailable }
  const by = byQuality ? 'quality' : named.length > 0 ? 'named' : 'even'
  return { receiver: receiverOf(chosen, by), namedUnavailable }
}

export function receiverOf(candidate: CandidateSnapshot, by: OfflineReceiver['by']): OfflineReceiver {
  return {
    agentId: candidate.agentId,
    name: candidate.name,
    by,
    receivedToday: candidate.offlineReceivedToday,
  }
}

/** Somebody has to take it: excluding everybody excludes nobody. */
function withoutExcluded(members: CandidateSnapshot[], excludeAgentIds: string[]): CandidateSnapshot[] {
  const others = members.filter((candidate) => !excludeAgentIds.includes(candidate.agentId))
  return others.length > 0 ? others : members
}

function withoutBusy(pool: CandidateSnapshot[]): CandidateSnapshot[] {
  if (!pool.some((candidate) => candidate.status === 'online')) return pool
  return pool.filter((candidate) => allows(candidate.status).offlineMessages !== 'unless_anyone_online')
}

function fewestToday(a: CandidateSnapshot, b: CandidateSnapshot): number {
  return a.offlineReceivedToday - b.offlineReceivedToday || byId(a, b)
}

/** Deficit = quality × (all received + 1) − own received × quality sum, in whole numbers; the largest first. */
function furthestBehind(pool: CandidateSnapshot[], sum: number) {
  const next = pool.reduce((all, candidate) => all + candidate.offlineReceivedToday, 0) + 1
  const deficit = (candidate: CandidateSnapshot) =>
    candidate.quality * next - candidate.offlineReceivedToday * sum
  return (a: CandidateSnapshot, b: CandidateSnapshot) => deficit(b) - deficit(a) || byId(a, b)
}

function byId(a: CandidateSnapshot, b: CandidateSnapshot): number {
  return a.agentId < b.agentId ? -1 : a.agentId > b.agentId ? 1 : 0
}
