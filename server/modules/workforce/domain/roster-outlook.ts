/**
 * What a roster says besides the present state: which boundary made it, which ends it, and when the working
 * day is over. A shift that another one continues without a gap is one shift: nobody is asked to hand over
 * in the middle of it.
 */
import { type RosterSpan, rosterAt } from './roster-at'

export type RosterOutlook = {
  /** The boundary that made the present state, and the one that ends it; epoch ms. */
  since: number | null
  until: number | null
  /** End of the work that is going on, breaks within it included; null outside of work. */
  shiftEndsAt: number | null
}

export function rosterOutlook(spans: readonly RosterSpan[], at: number): RosterOutlook {
  const { since, state } = rosterAt(spans, at)
  const boundaries = [...new Set(spans.flatMap((span) => [span.startsAt, span.endsAt]))]
  const later = boundaries.filter((time) => time > at).sort((a, b) => a - b)
  const until = later.find((time) => rosterAt(spans, time).state !== state) ?? null
  return { since, until, shiftEndsAt: endOfWork(spans, at) }
}

function endOfWork(spans: readonly RosterSpan[], at: number): number | null {
  if (rosterAt(spans, at).state === 'leave') return null
  const work = spans.filter((span) => span.kind !== 'leave')
  let end: number | null = null
  for (let reached = at; ; reached = end) {
    const reaching = work.filter((span) => span.startsAt <= reached && span.endsAt > reached)
    if (reaching.length === 0) break
    end = Math.max(...reaching.map((span) => span.endsAt))
  }
  if (end === null) return null
  const ends = end
  const leaves = spans.filter((span) => span.kind === 'leave' && span.startsAt > at && span.startsAt < ends)
  return leaves.length > 0 ? Math.min(...leaves.map((span) => span.startsAt)) : end
}
