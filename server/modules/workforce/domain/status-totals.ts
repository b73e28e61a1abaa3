/** Spans of status cut to a period, and the time in each status and reason. */
export type StatusSpan = {
  status: 'online' | 'busy' | 'offline'
  source: 'connection' | 'choice' | 'roster'
  reason: string | null
  /** Epoch ms; an open span has no end yet. */
  from: number
  until: number | null
}
export type Period = { from: number; until: number; now: number }
export type CutSpan = Omit<StatusSpan, 'until'> & { until: number; open: boolean }

/** What lies within the period; an open span reaches until now. Spans of no length are left out. */
export function cutSpans(spans: readonly StatusSpan[], { from, until, now }: Period): CutSpan[] {
  return spans
    .map((span) => ({
      ...span,
      from: Math.max(span.from, from),
      until: Math.min(span.until ?? now, until, now),
      open: span.until === null && now < until,
    }))
    .filter((span) => span.until > span.from)
}

/** A reason tells busy times apart; online and offline are one sum each. The longest first. */
export function totalsOf(
  spans: readonly CutSpan[],
): { status: StatusSpan['status']; reason: string | null; ms: number }[] {
  const sums = new Map<string, { status: StatusSpan['status']; reason: string | null; ms: number }>()
  for (const { status, reason: stated, from, until } of spans) {
    const reason = status === 'busy' ? stated : null
    const key = `${status}:${reason ?? ''}`
    const sum = sums.get(key) ?? { status, reason, ms: 0 }
    sums.set(key, { ...sum, ms: sum.ms + until - from })
  }
  return [...sums.values()].sort((a, b) => b.ms - a.ms)
}
