import { Temporal } from 'temporal-polyfill'
import { isOpen } from '@/server/modules/channels'
import type { Sql } from '@/server/platform/db/pool'
import type { DispatchDecision, Overflow } from '../contract'
import { decideDispatch } from '../domain/decide-dispatch'
import { matchRule } from '../domain/match-rule'
import type { DispatchRequest, DispatchSnapshot, GroupSnapshot } from '../domain/types'
import { loadCandidates, loadQueueFacts, lockMembers } from '../store/load-candidates'
import type { ChannelConfig, Configuration, GroupConfig } from '../store/load-configuration'
import { findOwnersGroup } from '../store/order-owner'

/** Overflow in a circle ends here at the latest. */
const MAX_OVERFLOW_STEPS = 5

/** The group whose queue this request belongs to: its lock must be held while deciding. */
export async function groupOf(
  sql: Sql,
  request: DispatchRequest,
  configuration: Configuration,
  channel: ChannelConfig,
): Promise<string> {
  const { groupId } = matchRule(request, configuration.rules, channel.defaultGroupId)
  return (await ownersGroupOf(sql, request, groupId)) ?? groupId
}

/** After sale the owner of the order leads to their own group. */
async function ownersGroupOf(
  sql: Sql,
  { stage, orderOwnerId }: DispatchRequest,
  matchedGroupId: string,
): Promise<string | null> {
  if (stage !== 'after_sale' || orderOwnerId === null) return null
  return findOwnersGroup(sql, orderOwnerId, matchedGroupId)
}

/** What the group says about its overflow; without a word, its other group if it names one. */
function overflowOf({ settings, overflowGroupId }: GroupConfig): Overflow | null {
  if (settings.overflow === 'customer_chooses') {
    return { mode: 'customer_chooses', groupId: overflowGroupId }
  }
  return settings.overflow === 'message' || overflowGroupId === null
    ? null
    : { mode: 'group', groupId: overflowGroupId }
}

function reachableGroups(configuration: Configuration, first: string): GroupConfig[] {
  const found: GroupConfig[] = []
  let next: string | null = first
  while (next && found.length <= MAX_OVERFLOW_STEPS) {
    const group = configuration.groups.get(next)
    if (!group || found.includes(group)) break
    found.push(group)
    next = overflowOf(group) === null ? null : group.overflowGroupId
  }
  return found
}

/** Midnight of the organisation's day, for counts "today". */
function dayStart(at: number, timeZone: string): Date {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  return new Date(zoned.startOfDay().epochMilliseconds)
}

type Deciding = {
  request: DispatchRequest
  configuration: Configuration
  channel: ChannelConfig
  conversationId: string | null
  /** Lock the agents first: races about them were lost before. */
  contended?: boolean
  /** Whoever had this customer in the conversation that goes on now: first, when able, whatever the setting. */
  preferAgentId?: string | null
}

/** One hour reaches: the preferred one had the customer "now". */
const PREFERRED_HOURS = 1

/** What one decision looks at, read now. */
export async function readSnapshot(
  sql: Sql,
  input: Deciding,
): Promise<{ request: DispatchRequest; snapshot: DispatchSnapshot }> {
  const { configuration, channel } = input
  const prefer = input.preferAgentId ?? null
  const request: DispatchRequest = prefer
    ? { ...input.request, lastAgent: { agentId: prefer, at: input.request.at } }
    : input.request
  const match = matchRule(request, configuration.rules, channel.defaultGroupId)
  const ownersGroupId = await ownersGroupOf(sql, request, match.groupId)
  const firsts = [match.groupId, ...(ownersGroupId ? [ownersGroupId] : [])]
  const reachable = [...new Set(firsts.flatMap((id) => reachableGroups(configuration, id)))]
  const ids = reachable.map((group) => group.id)
  const place = {
    conversationId: input.conversationId,
    priority: match.priority,
    enteredAt: new Date(request.enteredAt ?? request.at),
  }
  if (input.contended) await lockMembers(sql, ids)
  const candidates = await loadCandidates(
    sql,
    ids,
    place,
    dayStart(request.at, configuration.organization.timeZone),
    new Date(request.at),
  )
  const facts = await loadQueueFacts(sql, ids)
  const groups = reachable.map((group): GroupSnapshot => {
    return {
      id: group.id,
      name: group.name,
      paused: group.paused || group.disabled,
      openNow: group.hours === null || isOpen(group.hours, request.at),
      offlineMode: group.offlineMode,
      offlineReceiverIds: facts.get(group.id)?.receivers ?? [],
      queueLength: facts.get(group.id)?.length ?? 0,
      maxQueueLength: group.maxQueueLength,
      maxWaitMs: group.maxWaitSeconds === null ? null : group.maxWaitSeconds * 1_000,
      overflow: overflowOf(group),
      keepWaiting: group.settings.whenServiceEnds === 'keep_waiting',
      candidates: candidates.get(group.id) ?? [],
    }
  })
  const { orderOwner, stickinessHours } = configuration.organization.settings
  const owner = candidates.get(ownersGroupId ?? '')?.find((one) => one.agentId === request.orderOwnerId)
  const snapshot: DispatchSnapshot = {
    configVersion: configuration.version,
    rules: configuration.rules,
    ...seenFrom(channel, request.at),
    groups,
    orderOwner: owner && ownersGroupId ? { candidate: owner, groupId: ownersGroupId } : null,
    settings: { orderOwner, stickinessHours: stickinessHours ?? (prefer ? PREFERRED_HOURS : null) },
  }
  return { request, snapshot }
}

/** What of a snapshot is the channel's. */
export const seenFrom = (channel: ChannelConfig, at: number) => ({
  channelOpenNow: channel.hours === null || isOpen(channel.hours, at),
  defaultGroupId: channel.defaultGroupId,
})

/** Loads the snapshot that a decision looks at, and decides. Changes nothing. */
export async function decide(sql: Sql, input: Deciding): Promise<DispatchDecision> {
  const { request, snapshot } = await readSnapshot(sql, input)
  return decideDispatch(request, snapshot)
}
