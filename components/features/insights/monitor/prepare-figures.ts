/**
 * The row of figures: each number with what it is held against, how it stands, and its last hour. Pure, so that
 * "when does it turn red" has tests.
 */
import type { MonitorView } from '@/server/modules/insights/contract'
import { targets } from '@/server/modules/insights/contract'
import { type Level, levelOf } from '../shared/durations'

export type FigureKey = 'queueing' | 'longestWait' | 'awaitingReply' | 'ongoing' | 'able' | 'places'
export type Figure = {
  key: FigureKey
  value: number
  unit: 'count' | 'ms' | 'rate'
  /** For "12 of 18". */
  of: number | null
  /** What is said under the number. */
  target: number | null
  level: Level
  trend: (number | null)[]
}

const worst = (levels: Level[]): Level =>
  levels.includes('failed') ? 'failed' : levels.includes('late') ? 'late' : 'calm'

/** `now` is the server's time; clocks go on between two answers. */
export function prepareFigures({ figures, waiting, trend }: MonitorView, now: number): Figure[] {
  const wait = figures.longestQueueingSince === null ? 0 : Math.max(0, now - figures.longestQueueingSince)
  const reply = figures.longestAwaitingSince === null ? 0 : Math.max(0, now - figures.longestAwaitingSince)
  return [
    {
      ...{ key: 'queueing', unit: 'count', of: null, value: figures.queueing, target: targets.queueing },
      level: figures.queueing === 0 ? 'calm' : levelOf(figures.queueing, targets.queueing),
      trend: trend.map((point) => point.queueing),
    },
    {
      ...{ key: 'longestWait', unit: 'ms', of: null, value: wait, target: targets.longestWaitMs },
      level: worst(waiting.map((row) => levelOf(now - row.enteredAt, row.serviceLevelMs))),
      trend: trend.map((point) => point.longestWaitMs),
    },
    {
      ...{ key: 'awaitingReply', unit: 'count', of: null, value: figures.awaitingReply },
      target: figures.longestAwaitingSince === null ? null : reply,
      level: replyLevel(reply),
      trend: trend.map((point) => point.awaitingReply),
    },
    {
      ...{ key: 'ongoing', unit: 'count', of: null, value: figures.ongoing, target: figures.withBot },
      level: 'calm',
      trend: trend.map((point) => point.ongoing),
    },
    {
      ...{ key: 'able', unit: 'count', of: figures.onShift, value: figures.able },
      target: Math.ceil(figures.onShift * targets.ableShare),
      level: ableLevel(figures),
      trend: trend.map((point) => point.able),
    },
    {
      ...{ key: 'places', unit: 'count', of: figures.places, value: figures.placesUsed },
      target: targets.occupancy,
      level: placesLevel(figures),
      trend: trend.map((point) => point.occupancy),
    },
  ]
}

export function replyLevel(waitedMs: number): Level {
  if (waitedMs >= targets.replyBreachMs) return 'failed'
  return waitedMs >= targets.replyWarningMs * 0.7 ? 'late' : 'calm'
}

function ableLevel({ able, onShift, queueing }: MonitorView['figures']): Level {
  if (able > 0) return able < onShift * targets.ableShare ? 'late' : 'calm'
  return queueing > 0 ? 'failed' : onShift > 0 ? 'late' : 'calm'
}

function placesLevel({ places, placesUsed }: MonitorView['figures']): Level {
  if (places === 0) return 'calm'
  if (placesUsed >= places) return 'failed'
  return placesUsed / places >= targets.occupancy ? 'late' : 'calm'
}
