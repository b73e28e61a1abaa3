/**
 * The figures of the live page and of the wallboard: each with what it is held against, how it stands, and its last
 * hour. Pure, so that "when does it turn red" has tests.
 */
import type { FigureTargets, MonitorView, ProcessKey } from '@/server/modules/insights/contract'
import { lateFrom, processMetrics } from '@/server/modules/insights/contract'
import { type Level, levelOf } from '../shared/durations'

export type Figure = {
  key: ProcessKey
  value: number | null
  unit: 'count' | 'ms' | 'rate'
  /** For "12 of 18". */
  of: number | null
  /** What is said under the number; null: nothing to hold it against, or not known. */
  target: number | null
  level: Level
  trend: (number | null)[]
}
type Seen = Pick<MonitorView, 'figures' | 'targets' | 'trend'>

/** `now` is the server's time; clocks go on between two answers. */
export function prepareFigures({ figures, targets, trend }: Seen, now: number): Figure[] {
  const waited = (since: number | null) => (since === null ? 0 : Math.max(0, now - since))
  const reply = waited(figures.longestAwaitingSince)
  const make = (key: ProcessKey, changes: Partial<Figure> & Pick<Figure, 'value'>): Figure => ({
    ...{ key, unit: processMetrics[key].unit, of: null, target: null, level: 'calm', trend: [] },
    ...changes,
  })
  return [
    make('queueing', {
      ...{ value: figures.queueing, target: targets.queueing },
      level: figures.queueing === 0 ? 'calm' : levelOf(figures.queueing, targets.queueing),
      trend: trend.map((point) => point.queueing),
    }),
    make('longest_wait', {
      ...{ value: waited(figures.longestQueueingSince), target: targets.longestWaitSeconds * 1_000 },
      level: waitLevel(figures, now),
      trend: trend.map((point) => point.longestWaitMs),
    }),
    make('awaiting_reply', {
      ...{ value: figures.awaitingReply, target: figures.longestAwaitingSince === null ? null : reply },
      level: replyLevel(reply, targets),
      trend: trend.map((point) => point.awaitingReply),
    }),
    make('ongoing', {
      ...{ value: figures.ongoing, target: figures.withBot },
      trend: trend.map((point) => point.ongoing),
    }),
    make('able', {
      ...{ value: figures.able, of: figures.onShift },
      target: Math.ceil((figures.onShift * targets.ablePercent) / 100),
      level: ableLevel(figures, targets),
      trend: trend.map((point) => point.able),
    }),
    make('slot_occupancy', {
      ...{ value: figures.placesUsed, unit: 'count', of: figures.places },
      target: targets.occupancyPercent / 100,
      level: placesLevel(figures, targets),
      trend: trend.map((point) => point.occupancy),
    }),
    ...todayFigures(figures, targets, make),
  ]
}

function todayFigures(
  figures: Seen['figures'],
  targets: FigureTargets,
  make: (key: ProcessKey, changes: Partial<Figure> & Pick<Figure, 'value'>) => Figure,
): Figure[] {
  const { offeredToday, abandonedToday, serviceLevelToday } = figures
  const gaveUp = offeredToday === 0 ? null : abandonedToday / offeredToday
  return [
    make('inflow_today', { value: figures.inflowToday }),
    make('answered_today', { value: figures.answeredToday }),
    make('abandoned_today', {
      ...{ value: abandonedToday, target: targets.abandonedPercent / 100 },
      level: gaveUp === null ? 'calm' : levelOf(gaveUp, targets.abandonedPercent / 100),
    }),
    make('service_level_today', {
      ...{ value: serviceLevelToday, target: targets.serviceLevelPercent / 100 },
      level: serviceLevel(serviceLevelToday, targets),
    }),
  ]
}

/** Each wait is measured against the target of its own group. */
function waitLevel({ worstWaiting: worst }: Seen['figures'], now: number): Level {
  return worst === null ? 'calm' : levelOf(now - worst.enteredAt, worst.serviceLevelMs)
}

type ReplyTargets = Pick<FigureTargets, 'replyWarningMs' | 'replyBreachMs'>

export function replyLevel(waitedMs: number, { replyWarningMs, replyBreachMs }: ReplyTargets): Level {
  if (waitedMs >= replyBreachMs) return 'failed'
  return waitedMs >= replyWarningMs * lateFrom ? 'late' : 'calm'
}

function ableLevel({ able, onShift, queueing }: Seen['figures'], { ablePercent }: FigureTargets): Level {
  if (able > 0) return able < (onShift * ablePercent) / 100 ? 'late' : 'calm'
  return queueing > 0 ? 'failed' : onShift > 0 ? 'late' : 'calm'
}

function placesLevel({ places, placesUsed }: Seen['figures'], { occupancyPercent }: FigureTargets): Level {
  if (places === 0) return 'calm'
  if (placesUsed >= places) return 'failed'
  return placesUsed / places >= occupancyPercent / 100 ? 'late' : 'calm'
}

/** Below the target late, below 70 % of it failed. */
export function serviceLevel(
  value: number | null,
  { serviceLevelPercent }: Pick<FigureTargets, 'serviceLevelPercent'>,
): Level {
  if (value === null || value >= serviceLevelPercent / 100) return 'calm'
  return value < (serviceLevelPercent / 100) * lateFrom ? 'failed' : 'late'
}
