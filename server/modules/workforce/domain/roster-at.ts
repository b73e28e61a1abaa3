/**
 * What the roster says about one moment. Leave covers a shift, a break covers the shift around it, and the
 * moment the present state began is the boundary that outlives no earlier choice of status.
 */
export type RosterSpan = { kind: 'shift' | 'break' | 'leave'; startsAt: number; endsAt: number }

export type RosterState = {
  state: 'shift' | 'break' | 'leave' | 'shift_ended' | 'no_shift'
  /** Epoch ms; null when there never was a boundary. */
  since: number | null
}

const ORDER = ['leave', 'break', 'shift'] as const

export function rosterAt(spans: readonly RosterSpan[], at: number): RosterState {
  const boundaries = spans.flatMap((s) => [s.startsAt, s.endsAt]).filter((time) => time <= at)
  const since = boundaries.length ? Math.max(...boundaries) : null
  for (const kind of ORDER) {
    if (spans.some((s) => s.kind === kind && s.startsAt <= at && at < s.endsAt)) return { state: kind, since }
  }
  const ended = spans.some((s) => s.kind === 'shift' && s.endsAt <= at)
  return { state: ended ? 'shift_ended' : 'no_shift', since }
}
