import type { Principal } from '@/server/access'
import { currentSettings } from '@/server/modules/accounts'
import { defaultThresholds } from '@/server/modules/conversations/contract'
import { nowMs, now as present } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { singleton } from '@/server/platform/singleton'
import {
  type DetailPage,
  type MyDay,
  type MyNow,
  type MyRowsInput,
  type OwnSpan,
  ownMetrics,
} from '../contract'
import { agentsOf } from '../domain/monitor-agents'
import { comparedWeeks, dateOf, meanOf, stretchOf } from '../domain/own-past'
import { type Counted, valuesOf } from '../domain/values'
import { countOwn } from '../store/count-own'
import { loadTimeZone } from '../store/labels'
import { listDetails } from '../store/list-details'
import { listOwnComments } from '../store/own-work'
import { currentReading } from './read-monitor'

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

/** One's own results of today and of this week so far, beside one's own past. */
export async function getMyDay(principal: Principal): Promise<MyDay> {
  const agentId = ownId(principal)
  const at = nowMs()
  const timeZone = await loadTimeZone(pool())
  const [now, past, comments] = await Promise.all([
    countWeek(agentId, at, timeZone, 0),
    pastOf(agentId, at, timeZone),
    listOwnComments(pool(), agentId, shownComments),
  ])
  const span = (of: Span): OwnSpan => ({
    ...stretchOf(of, at, timeZone, 0),
    values: valuesOf(now[of]),
    usual: past[of].values,
    usualWeeks: past[of].weeks,
  })
  return {
    ...{ at, timeZone, today: span('today'), week: span('week') },
    comments: comments.map((row) => ({ ...row, at: row.at.getTime() })),
  }
}

type Span = 'today' | 'week'

/** A week up to now and its last day, in one count; so many weeks earlier, to the same time of the clocks. */
async function countWeek(
  agentId: string,
  at: number,
  timeZone: string,
  weeksBefore: number,
): Promise<Record<Span, Counted>> {
  const week = stretchOf('week', at, timeZone, weeksBefore)
  const [from, until] = [new Date(week.from), new Date(week.until)]
  const query = { agentId, timeZone, from, until, now: present() }
  const { total, days } = await countOwn(pool(), ownMetrics, query)
  return { week: total, today: { ...nothing, ...days.get(dateOf(week.until, timeZone)) } }
}

/** A day without a case: counts of 0, and nothing to divide by. */
const nothing: Counted = Object.fromEntries(ownMetrics.map((key) => [key, { n: 0, d: 0 }]))

type Past = Record<Span, ReturnType<typeof meanOf>>

function pastOf(agentId: string, at: number, timeZone: string): Promise<Past> {
  const pasts = singleton('my-day.past', () => new Map<string, { at: number; value: Promise<Past> }>())
  const key = `${agentId} ${timeZone}`
  const found = pasts.get(key)
  if (found && at >= found.at && at - found.at < pastFreshMs) return found.value
  if (pasts.size >= mostKept) pasts.clear()
  const value = readPast(agentId, at, timeZone)
  pasts.set(key, { at, value })
  value.catch(() => pasts.delete(key))
  return value
}

async function readPast(agentId: string, at: number, timeZone: string): Promise<Past> {
  const weeks: Record<Span, Counted>[] = []
  for (let before = 1; before <= comparedWeeks; before += 1) {
    weeks.push(await countWeek(agentId, at, timeZone, before))
  }
  return { today: meanOf(weeks.map(({ today }) => today)), week: meanOf(weeks.map(({ week }) => week)) }
}

/** The rows behind one of one's own numbers. */
export async function listMyRows(principal: Principal, input: MyRowsInput): Promise<DetailPage> {
  const agentId = ownId(principal)
  const { metric, span, offset, limit } = input
  if (!(ownMetrics as readonly string[]).includes(metric)) return { rows: [], total: 0 }
  const timeZone = await loadTimeZone(pool())
  const { from, until } = stretchOf(span, nowMs(), timeZone, 0)
  const filter = { groupIds: null, agentIds: [agentId], channelIds: null }
  const period = { from: new Date(from), until: new Date(until), now: present(), timeZone, filter }
  return listDetails(pool(), { ...period, metric, groupBy: null, cell: null, offset, limit })
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
