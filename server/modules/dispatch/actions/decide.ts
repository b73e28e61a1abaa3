import { Temporal } from 'temporal-polyfill'
import { isOpen } from '@/server/modules/channels'
import type { Sql } from '@/server/platform/db/pool'
import type { DispatchDecision } from '../contract'
import { decideDispatch } from '../domain/decide-dispatch'
import { matchRule } from '../domain/match-rule'
import type { DispatchRequest, GroupSnapshot } from '../domain/types'
import { loadCandidates, loadQueueFacts, lockMembers } from '../store/load-candidates'
import type { ChannelConfig, Configuration, GroupConfig } from '../store/load-configuration'

/** Overflow in a circle ends here at the latest. */
const MAX_OVERFLOW_STEPS = 5

/** The group whose queue this request belongs to: its lock must be held while deciding. */
export function groupOf(
  request: DispatchRequest,
  configuration: Configuration,
  channel: ChannelConfig,
): string {
  return matchRule(request, configuration.rules, channel.defaultGroupId).groupId
}

function reachableGroups(configuration: Configuration, first: string): GroupConfig[] {
  const found: GroupConfig[] = []
  let next: string | null = first
  while (next && found.length <= MAX_OVERFLOW_STEPS) {
    const group = configuration.groups.get(next)
    if (!group || found.includes(group)) break
    found.push(group)
    next = group.overflowGroupId
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

/** Loads the snapshot that a decision looks at, and decides. Changes nothing. */
export async function decide(sql: Sql, input: Deciding): Promise<DispatchDecision> {
  const { configuration, channel } = input
  const prefer = input.preferAgentId ?? null
  const request: DispatchRequest = prefer
    ? { ...input.request, lastAgent: { agentId: prefer, at: input.request.at } }
    : input.request
  const match = matchRule(request, configuration.rules, channel.defaultGroupId)
  const reachable = reachableGroups(configuration, match.groupId)
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
      overflow: group.overflowGroupId ? { mode: 'group', groupId: group.overflowGroupId } : null,
      candidates: candidates.get(group.id) ?? [],
    }
  })
  const stickiness = configuration.organization.settings.stickinessHours
  return decideDispatch(request, {
    configVersion: configuration.version,
    channelOpenNow: channel.hours === null || isOpen(channel.hours, request.at),
    rules: configuration.rules,
    defaultGroupId: channel.defaultGroupId,
    groups,
    orderOwner: null,
    settings: {
      orderOwner: { mode: 'group', waitSeconds: 0 },
      stickinessHours: typeof stickiness === 'number' ? stickiness : prefer ? PREFERRED_HOURS : null,
    },
  })
}
