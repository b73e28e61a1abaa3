import { type Principal, scopeOf } from '@/server/access'
import { currentSettings } from '@/server/modules/accounts'
import { defaultThresholds } from '@/server/modules/conversations/contract'
import { estimateAt } from '@/server/modules/dispatch'
import { AppError } from '@/server/platform/errors'
import { singleton } from '@/server/platform/singleton'
import type {
  FigureTargets,
  MonitorAgent,
  MonitorDay,
  MonitorDayInput,
  MonitorFigures,
  MonitorGroup,
  MonitorInput,
  MonitorTrend,
  MonitorView,
  MonitorWaiting,
} from '../contract'
import { monitorInput } from '../contract'
import { agentsOf, isAway, matches, sortAgents } from '../domain/monitor-agents'
import { type ByMinute, byMinute, daySlots, type UsualSlot } from '../domain/monitor-day'
import { descendants, groupsOf, sortGroups } from '../domain/monitor-groups'
import { type MonitorScope, narrow, type Reading } from '../domain/monitor-reading'
import { figuresOf, sortWaiting, trendOf, waitingRows } from '../domain/monitor-view'
import { currentReading, currentTrend, usualOf } from './read-monitor'

type About = Pick<MonitorInput, 'groupId' | 'subGroups' | 'channelId'>
export type Seen = {
  reading: Reading
  /** What was asked for, of what the permission covers. */
  part: Reading
  /** Conversations that may be opened from here. */
  open: Reading['open']
  scope: MonitorScope
  /** Whose conversations those are. */
  mayOpen: string
}

/** The present, narrowed to the scope and to what is asked. @throws {AppError} forbidden */
export async function seenBy(principal: Principal, about: About): Promise<Seen> {
  const held = scopeOf(principal, 'monitor.read')
  if (held === null || held === 'own')
    throw new AppError('forbidden', 'You are not allowed to see the monitor.')
  const reading = await currentReading()
  const covered = held === 'all' ? null : principal.scopeGroupIds
  const scope = { groupIds: groupsAsked(reading, about, covered), channelId: about.channelId }
  const { open } = narrow(reading, { groupIds: covered, channelId: null })
  return { reading, part: narrow(reading, scope), open, scope, mayOpen: covered?.join() ?? '*' }
}

function groupsAsked(reading: Reading, about: About, covered: readonly string[] | null): string[] | null {
  const { groupId, subGroups } = about
  if (groupId === null) return covered === null ? null : [...covered]
  const below = subGroups ? descendants(reading.groups).get(groupId) : undefined
  return [...(below ?? [groupId])].filter((id) => covered === null || covered.includes(id))
}

const keyOf = ({ groupIds, channelId }: MonitorScope) => `${groupIds?.join() ?? '*'} ${channelId}`

type Derived = { agents: MonitorAgent[]; figures: MonitorFigures; groups: MonitorGroup[] }
const derived = new WeakMap<Reading, Map<string, Derived>>()

/** Reckoned once for all who look at the same part of the same reading. */
function derive({ reading, part, open, scope, mayOpen }: Seen): Derived {
  const known = derived.get(reading) ?? new Map<string, Derived>()
  derived.set(reading, known)
  const key = `${keyOf(scope)} ${mayOpen}`
  const found = known.get(key)
  if (found) return found
  const agents = agentsOf(part, open)
  const groups = sortGroups(groupsOf(part), reading.at)
  const now = { agents, groups, figures: figuresOf(part, agents) }
  known.set(key, now)
  return now
}

/** The process metrics, at most two seconds old, with the rows that the page shows of them. */
export async function getMonitor(
  principal: Principal,
  input: MonitorInput = monitorInput.parse(undefined),
): Promise<MonitorView> {
  const seen = await seenBy(principal, input)
  const { agents, figures, groups } = derive(seen)
  const listed = sortAgents(
    agents.filter((agent) => matches(agent, input.agentState, input.agentSearch)),
    input.agentSort,
  )
  return {
    at: seen.reading.at,
    timeZone: seen.reading.timeZone,
    figures,
    targets: await figureTargets(),
    waiting: await queueOf(seen, input.queueLimit),
    agents: {
      rows: listed.slice(0, input.agentLimit),
      total: listed.length,
      away: agents.filter(isAway).length,
    },
    groups: { rows: groups.slice(0, input.groupLimit), total: groups.length },
    trend: await trendFor(seen),
  }
}

/** Waits for a reply are held against the organisation's own thresholds. */
export async function figureTargets(): Promise<FigureTargets> {
  const { monitor, thresholds } = await currentSettings()
  return {
    ...monitor,
    replyWarningMs: thresholds.noReplyWarningMs ?? defaultThresholds.noReplyWarningMs,
    replyBreachMs: thresholds.noReplyBreachMs ?? defaultThresholds.noReplyBreachMs,
  }
}

async function queueOf({ part, reading }: Seen, limit: number): Promise<MonitorView['waiting']> {
  const rows = waitingRows(sortWaiting(part).slice(0, limit), reading)
  // One of each group first: the others then find the pace of its queue known.
  const firsts = new Map(rows.map((row) => [row.groupId, row]))
  await Promise.all([...firsts.values()].map((row) => estimateAt(row, reading.at)))
  const told = async (row: (typeof rows)[number]): Promise<MonitorWaiting> => ({
    ...row,
    estimateSeconds: await estimateAt(row, reading.at),
  })
  return { rows: await Promise.all(rows.map(told)), total: part.waiting.length }
}

/** The same for all who look at the same part, until there is a newer point. */
async function trendFor({ scope, part }: Seen): Promise<MonitorTrend[]> {
  const facts = await currentTrend()
  const cache = singleton('monitor.trends', () => ({ last: 0, trends: new Map<string, MonitorTrend[]>() }))
  const last = facts.instants[facts.instants.length - 1] ?? 0
  if (cache.last !== last) Object.assign(cache, { last, trends: new Map() })
  const key = keyOf(scope)
  const found = cache.trends.get(key)
  if (found) return found
  const agentIds = scope.groupIds === null ? null : new Set(part.agents.map(({ id }) => id))
  const trend = trendOf(facts, { ...scope, agentIds })
  cache.trends.set(key, trend)
  return trend
}

/** Today by five minutes, beside what is usual on this weekday. */
export async function getMonitorDay(principal: Principal, input: MonitorDayInput): Promise<MonitorDay> {
  return dayFor(await seenBy(principal, input))
}

export async function dayFor({ part, scope }: Seen): Promise<MonitorDay> {
  const { at, timeZone, slots } = part
  const usual = await usualOf(part)
  return {
    ...{ at, timeZone, usualDays: usual.days },
    slots: daySlots({ at, timeZone, slots, usual: usualFor(usual.slots, scope), days: usual.days }),
  }
}

const usuals = new WeakMap<readonly UsualSlot[], Map<string, ByMinute>>()

/** What is usual for one part: the same all day long for all who look at it. */
function usualFor(rows: readonly UsualSlot[], scope: MonitorScope): ByMinute {
  const known = usuals.get(rows) ?? new Map<string, ByMinute>()
  usuals.set(rows, known)
  const key = keyOf(scope)
  const found = known.get(key)
  if (found) return found
  const groups = scope.groupIds && new Set(scope.groupIds)
  const mine = rows.filter(
    (row) =>
      (!groups || (row.groupId !== null && groups.has(row.groupId))) &&
      (scope.channelId === null || row.channelId === scope.channelId),
  )
  const sums = byMinute(mine)
  known.set(key, sums)
  return sums
}
