import type { LogEntry } from '@/server/events/log-entry'
import { readStates } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import type { Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { DispatchDecision } from '../contract'
import type { DispatchRequest } from '../domain/types'
import { commitDecision } from '../store/commit-decision'
import type { Configuration } from '../store/load-configuration'
import type { DispatchRow } from '../store/read-queue'
import { ancestorsOf } from './category-tree'
import { decide } from './decide'
import { LostRace } from './group-lock'
import { placedFirst, placedFromQueue } from './place-in-state'

type Place = { waited: boolean; groupId: string | null; contended?: boolean }

/** What routing looks at, from a conversation that exists. */
export function requestOf(
  row: DispatchRow,
  configuration: Configuration,
  place: Place,
  at: number,
): DispatchRequest {
  const [kind, value] = row.topic.split(/:(.*)/s)
  const entered = place.waited ? row.enteredAt.getTime() : null
  return {
    ...{ channelId: row.channelId, siteId: row.siteId, projectType: row.projectType, language: row.language },
    productCategory: kind === 'product' ? (value ?? null) : null,
    categoryId: row.categoryId,
    categoryAncestorIds: ancestorsOf(configuration, row.categoryId),
    stage: kind === 'order' ? 'after_sale' : kind === 'product' ? 'before_sale' : null,
    customerTags: row.tags,
    vipLevel: row.vipLevel,
    ...{ orderOwnerId: null, lastAgent: null, priority: row.priority, at, waited: place.waited },
    ...{ enteredAt: entered, excludeAgentIds: [], groupId: place.groupId },
    groupEnteredAt: entered === null ? null : (row.groupEnteredAt?.getTime() ?? entered),
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
  const [known] = await readStates(sql, [row.conversationId])
  if (!known) throw new LostRace()
  const { state, settings } = known
  const next =
    state.status === 'queued'
      ? placedFromQueue(state, row.groupId, decision, settings, at)
      : placedFirst(decision, settings, at, state)
  if (next === null) return { decision, entry: null }
  const entry = await commitDecision(sql, {
    conversationId: row.conversationId,
    customerId: row.customerId,
    decision,
    kind: decision.outcome === 'unassigned' ? 'offline' : decision.outcome,
    ...{ next, settings },
    enteredAt: place.waited ? row.enteredAt : new Date(at),
    at: new Date(at),
  })
  if (!entry) throw new LostRace()
  return { decision, entry }
}
