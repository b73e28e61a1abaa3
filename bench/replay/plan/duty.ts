/** A change of status at a moment of the trace. */
export type Duty = { at: number; status: 'online' | 'busy' | 'offline' }

/** On duty so long before the first call: the trace's clocks disagree by seconds. */
const LEAD_MS = 60_000
/** Nothing for so long within a day is a break. */
const BREAK_MS = 30 * 60_000
/** Nothing for so long is the end of the day. */
const NIGHT_MS = 3 * 3_600_000

type Served = { at: number; waitedMs: number; serviceMs: number }

/**
 * When somebody was at work, from the calls they served: from shortly before the first to the end of the
 * last, with a break wherever nothing was served for half an hour.
 */
export function dutyOf(served: Served[], breakMs = BREAK_MS): Duty[] {
  const duty: Duty[] = []
  let until = Number.NEGATIVE_INFINITY
  for (const { at, waitedMs, serviceMs } of [...served].sort((a, b) => a.at - b.at)) {
    const begin = at - LEAD_MS
    const gap = begin - until
    if (gap > NIGHT_MS) {
      if (duty.length > 0) duty.push({ at: until, status: 'offline' })
      duty.push({ at: begin, status: 'online' })
    } else if (gap > breakMs) {
      duty.push({ at: until, status: 'busy' }, { at: begin, status: 'online' })
    }
    until = Math.max(until, at + waitedMs + serviceMs)
  }
  if (duty.length > 0) duty.push({ at: until, status: 'offline' })
  return duty
}
