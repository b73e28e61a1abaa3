import type { LogEntry } from '@/server/events/log-entry'
import { readStates } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import type { Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { DispatchDecision } from '../contract'
import type { DispatchRequest } from '../domain/types'
import { commitDecision, recordDecisions } from '../store/commit-decision'
import type { Configuration } from '../store/load-configuration'
import { offerChoice } from '../store/queue-choice'
import type { DispatchRow } from '../store/read-queue'
import { ancestorsOf } from './category-tree'
import { decide } from './decide'
import { LostRace } from './group-lock'
import { placedFirst, placedFromQueue } from './place-in-state'
import { tellChoice } from './tell-choice'

export type Place = {
  waited: boolean
  groupId: string | null
  contended?: boolean
  /** The customer asked to leave a message. */
  choice?: 'message'
  /** Extra facts for the log entry. */
  detail?: Record<string, unknown>
}

type Stage = DispatchRequest['stage']

/** What a thread is about says as much as was not said in words. */
export function topicFacts(topic: string, stage: Stage): Pick<DispatchRequest, 'productCategory' | 'stage'> {
  const [kind, value] = topic.split(/:(.*)/s)
  return {
    productCategory: kind === 'product' ? (value ?? null) : null,
    stage: stage ?? (kind === 'order' ? 'after_sale' : kind === 'product' ? 'before_sale' : null),
  }
}

/** What routing looks at, from a conversation that exists. */
export function requestOf(
  row: DispatchRow,
  configuration: Configuration,
  place: Place,
  at: number,
): DispatchRequest {
  const moved = place.groupId !== row.groupId
  return {
    ...{ channelId: row.channelId, siteId: row.siteId, projectType: row.projectType, language: row.language },
    ...topicFacts(row.topic, row.stage),
    categoryId: row.categoryId,
    categoryAncestorIds: ancestorsOf(configuration, row.categoryId),
    customerTags: row.tags,
    vipLevel: row.vipLevel,
    orderOwnerId: row.orderOwnerId,
    lastAgent: row.lastAgent && { agentId: row.lastAgent.agentId, at: Date.parse(row.lastAgent.at) },
    ...{ priority: row.priority, at, waited: place.waited },
    enteredAt: place.waited ? row.enteredAt.getTime() : null,
    groupEnteredAt: place.waited ? (moved ? at : (row.groupEnteredAt?.getTime() ?? null)) : null,
    choice: place.choice ?? (row.choice === 'wait' ? 'wait' : null),
    ...{ excludeAgentIds: [], groupId: place.groupId },
  }
}

/** Decides about an existing conversation and carries it out; entry is null when it stays where it is. */
export async function dispatchRow(
  sql: Sql,
  row: DispatchRow,
  configuration: Configuration,
  place: Place,
): Promise<{ decision: DispatchDecision; entry: LogEntry | null }> {
  const channel = configuration.channels.get(row.channelId)
  if (!channel) throw new AppError('not_found', 'The channel is gone.')
  const at = nowMs()
  const request = requestOf(row, configuration, place, at)
  const decision = await decide(sql, {
    request,
    configuration,
    channel,
    conversationId: row.conversationId,
    contended: place.contended ?? false,
  })
  const input = {
    conversationId: row.conversationId,
    customerId: row.customerId,
    decision,
    kind: decision.outcome === 'unassigned' ? ('offline' as const) : decision.outcome,
    enteredAt: place.waited ? row.enteredAt : new Date(at),
    at: new Date(at),
    ...(place.detail ? { detail: place.detail } : {}),
  }
  if (staysAsItIs(row, decision)) return { decision, entry: await ask(sql, row, input) }
  const [known] = await readStates(sql, [row.conversationId])
  if (!known) throw new LostRace()
  const { state, settings } = known
  const next =
    state.status === 'queued'
      ? placedFromQueue(state, row.groupId, decision, settings, at)
      : placedFirst(decision, settings, at, state)
  // Queued as before, but held for somebody else, or for nobody any more.
  const stays = next === null && decision.outcome === 'queue' ? state : next
  if (stays === null) return { decision, entry: null }
  const entry = await commitDecision(sql, { ...input, next: stays, settings })
  if (!entry) throw new LostRace()
  return { decision, entry }
}

/** Queued as before, and for the same one person if it is held. */
function staysAsItIs(row: DispatchRow, { outcome, groupId, hold, reason }: DispatchDecision): boolean {
  if (outcome !== 'queue' || groupId !== row.groupId) return false
  // Those who stand before it are served within moments: a hold is not given up for them.
  if (reason === 'waiting_ahead' && hold === null) return true
  const until = row.hold && Date.parse(row.hold.until)
  return hold?.agentId === row.hold?.agentId && (hold?.until ?? null) === until
}

/** A customer whose queue has become too long or too slow is asked once. */
async function ask(
  sql: Sql,
  row: DispatchRow,
  input: Parameters<typeof recordDecisions>[1][number],
): Promise<LogEntry | null> {
  const { choice } = input.decision
  if (!choice || row.choice !== null) return null
  if (!(await offerChoice(sql, row.conversationId, choice.groupId))) return null
  const entry = await tellChoice(sql, row.conversationId, { offered: true, groupId: choice.groupId })
  await recordDecisions(sql, [input])
  return entry
}
