/** Where a stretch of time lies in its day, which may have 23 or 25 hours. */
import type { TimelineSpan } from '@/server/modules/insights/contract'

type Stretch = { from: number; until: number }

export function placeOf({ from, until }: Stretch, day: Stretch): { left: string; width: string } {
  const share = (ms: number) => Math.round((ms / (day.until - day.from)) * 100_000) / 1_000
  return { left: `${share(from - day.from)}%`, width: `${share(until - from)}%` }
}

const stepMs = 3 * 3_600_000

/** A mark each three hours, the end of the day excluded. */
export function hourMarks({ from, until }: Stretch): { at: number; left: number }[] {
  const marks: { at: number; left: number }[] = []
  for (let at = from; at < until; at += stepMs) marks.push({ at, left: ((at - from) / (until - from)) * 100 })
  return marks
}

export const sumOf = (spans: readonly TimelineSpan[], status: TimelineSpan['status']): number =>
  spans.filter((span) => span.status === status).reduce((sum, { from, until }) => sum + until - from, 0)
