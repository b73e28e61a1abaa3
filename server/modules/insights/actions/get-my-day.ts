import type { Principal } from '@/server/access'
import { currentSettings } from '@/server/modules/accounts'
import { defaultThresholds } from '@/server/modules/conversations/contract'
import { nowMs, now as present } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { singleton } from '@/server/platform/singleton'
import {
  type DetailPage,
  type Family,
  type MyDay,
  type MyNow,
  type MyRowsInput,
  metrics,
  type OwnSpan,
  ownMetrics,
} from '../contract'
import { agentsOf } from '../domain/monitor-agents'
import { comparedWeeks, meanOf, type Stretch, stretchOf } from '../domain/own-past'
import { type Counted, valuesOf } from '../domain/values'
import { countFacts } from '../store/count-facts'
import { loadTimeZone } from '../store/labels'
import { listDetails } from '../store/list-details'
import { listOwnComments } from '../store/own-work'
import type { FactQuery } from '../store/select-facts'
import { currentReading } from './read-monitor'

const asked = [...new Set(ownMetrics.map((key): Family => metrics[key].family))]
const shownComments = 20
/** What has passed is read anew only so often; it is laid beside today up to the minute it was read. */
const pastFreshMs = 5 * 60_000
const mostKept = 5_000

/** Only the agent themselves: there is no other way to ask. @throws {AppError} forbidden for who is none */
function ownId(principal: Principal): string {
  if (!principal.agentId)
    throw new AppError('forbidden', 'Only somebody who receives conversations has a day.')
  return principal.agentId
}

function queryOf(agentId: string, timeZone: string, { from, until }: Stretch): FactQuery {
  return {
    ...{ from: new Date(from), until: new Date(until), now: present(), timeZone },
    filter: { groupIds: null, agentIds: [agentId], channelIds: null },
  }
}

/** The families one after the other: nobody's own page may take the connections of the work. */
async function countOwn(agentId: string, timeZone: string, stretch: Stretch): Promise<Counted> {
  const counted: Counted = {}
  for (const family of asked) {
    const { total } = await countFacts(pool(), family, 'day', queryOf(agentId, timeZone, stretch))
    for (const key of ownMetrics) {
      const value = total[key]
      if (value) counted[key] = value
    }
  }
  return counted
}

/** One's own results of today and of this week so far, beside one's own past. */
export async function getMyDay(principal: Principal): Promise<MyDay> {
  const agentId = ownId(principal)
  const at = nowMs()
  const timeZone = await loadTimeZone(pool())
  const [today, week, comments] = await Promise.all([
    spanOf(agentId, 'today', at, timeZone),
    spanOf(agentId, 'week', at, timeZone),
    listOwnComments(pool(), agentId, shownComments),
  ])
  return {
    ...{ at, timeZone, today, week },
    comments: comments.map((row) => ({ ...row, at: row.at.getTime() })),
  }
}

async function spanOf(
  agentId: string,
  span: 'today' | 'week',
  at: number,
  timeZone: string,
): Promise<OwnSpan> {
  const present = stretchOf(span, at, timeZone, 0)
  const values = valuesOf(await countOwn(agentId, timeZone, present))
  const { values: usual, weeks: usualWeeks } = await pastOf(agentId, span, at, timeZone)
  return { ...present, values, usual, usualWeeks }
}

type Past = ReturnType<typeof meanOf>

function pastOf(agentId: string, span: 'today' | 'week', at: number, timeZone: string): Promise<Past> {
  const pasts = singleton('my-day.past', () => new Map<string, { at: number; value: Promise<Past> }>())
  const key = `${agentId} ${span} ${timeZone}`
  const found = pasts.get(key)
  if (found && at >= found.at && at - found.at < pastFreshMs) return found.value
  if (pasts.size >= mostKept) pasts.clear()
  const value = readPast(agentId, span, at, timeZone)
  pasts.set(key, { at, value })
  value.catch(() => pasts.delete(key))
  return value
}

async function readPast(
  agentId: string,
  span: 'today' | 'week',
  at: number,
  timeZone: string,
): Promise<Past> {
  const earlier: Counted[] = []
  for (let weeks = 1; weeks <= comparedWeeks; weeks += 1) {
    earlier.push(await countOwn(agentId, timeZone, stretchOf(span, at, timeZone, weeks)))
  }
  return meanOf(earlier)
}

/** The rows behind one of one's own numbers. */
export async function listMyRows(principal: Principal, input: MyRowsInput): Promise<DetailPage> {
  const agentId = ownId(principal)
  const { metric, span, offset, limit } = input
  if (!(ownMetrics as readonly string[]).includes(metric)) return { rows: [], total: 0 }
  const timeZone = await loadTimeZone(pool())
  const query = queryOf(agentId, timeZone, stretchOf(span, nowMs(), timeZone, 0))
  return listDetails(pool(), { ...query, metric, groupBy: null, cell: null, offset, limit })
}

/** How one stands now, from the same reading as the live page. */
export async function getMyNow(principal: Principal): Promise<MyNow> {
  const agentId = ownId(principal)
  const [reading, { thresholds }] = await Promise.all([currentReading(), currentSettings()])
  const mine = reading.agents.filter(({ id }) => id === agentId)
  const [own] = agentsOf({ ...reading, agents: mine }, reading.open)
  if (!own)
    throw new AppError('not_found', 'You are not among those who receive conversations at the moment.')
  const { status, reason, since, current, limit, awaitingReply, awaitingSince, longestConversationId } = own
  const queueing = reading.waiting.filter(({ groupId }) => own.groupIds.includes(groupId)).length
  return {
    ...{ at: reading.at, status, reason, since, current, limit, awaitingReply, awaitingSince },
    ...{ longestConversationId, queueing },
    replyWarningMs: thresholds.noReplyWarningMs ?? defaultThresholds.noReplyWarningMs,
    replyBreachMs: thresholds.noReplyBreachMs ?? defaultThresholds.noReplyBreachMs,
  }
}
