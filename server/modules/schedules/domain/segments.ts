/**
 * A planned shift is written in minutes after the local midnight of its day: past 1440 is the next day. Work
 * segments follow each other, breaks lie inside work. So a shift keeps its wall-clock times through the year,
 * and what it means as instants is decided where it is expanded.
 */
export type Segment = { kind: 'work' | 'break'; from: number; until: number }

export const DAY_MINUTES = 1_440
/** Nothing that begins today ends later than tomorrow midnight. */
export const LATEST_MINUTE = 2 * DAY_MINUTES
export const MAX_SEGMENTS = 16

export type SegmentCode =
  | 'no_work'
  | 'segment_order'
  | 'starts_next_day'
  | 'segments_overlap'
  | 'break_outside'
  | 'shift_too_long'
export type SegmentIssue = { path: (string | number)[]; code: SegmentCode }

/** What is wrong with these segments, in order; empty when they are a shift. */
export function checkSegments(segments: readonly Segment[], longestMinutes: number): SegmentIssue[] {
  const issues: SegmentIssue[] = []
  const at = (index: number, field: 'from' | 'until', code: SegmentCode) =>
    issues.push({ path: [index, field], code })
  const work = segments.filter((segment) => segment.kind === 'work')
  if (work.length === 0) return [{ path: [], code: 'no_work' }]
  segments.forEach((segment, index) => {
    if (segment.until <= segment.from) at(index, 'until', 'segment_order')
    const before = segments.slice(0, index).filter((other) => other.kind === segment.kind)
    if (before.some((other) => other.from < segment.until && segment.from < other.until))
      at(index, 'from', 'segments_overlap')
    if (segment.kind === 'break' && !insideWork(segment, work)) at(index, 'from', 'break_outside')
  })
  if (issues.length > 0) return issues
  const bounds = boundsOf(segments)
  if (bounds.from >= DAY_MINUTES) at(segments.indexOf(firstOf(work)), 'from', 'starts_next_day')
  if (bounds.until - bounds.from > longestMinutes)
    at(
      segments.findIndex((segment) => segment.kind === 'work' && segment.until === bounds.until),
      'until',
      'shift_too_long',
    )
  return issues
}

const firstOf = (work: readonly Segment[]) => work.reduce((a, b) => (b.from < a.from ? b : a))

/** Work that continues without a gap is one stretch: a break may lie across the seam. */
function insideWork(pause: Segment, work: readonly Segment[]): boolean {
  let reached = pause.from
  for (const segment of [...work].sort((a, b) => a.from - b.from))
    if (segment.from <= reached && segment.until > reached) reached = segment.until
  return reached >= pause.until
}

/** From the first minute of work to the last. */
export function boundsOf(segments: readonly Segment[]): { from: number; until: number } {
  const work = segments.filter((segment) => segment.kind === 'work')
  return {
    from: Math.min(...work.map((segment) => segment.from)),
    until: Math.max(...work.map((segment) => segment.until)),
  }
}

/** Minutes of work without the breaks. */
export function workMinutes(segments: readonly Segment[]): number {
  const length = (segment: Segment) => segment.until - segment.from
  return segments.reduce(
    (sum, segment) => sum + (segment.kind === 'work' ? length(segment) : -length(segment)),
    0,
  )
}

/** In order of time, work before the break that begins with it: the form in which they are kept. */
export function inOrder(segments: readonly Segment[]): Segment[] {
  return segments
    .map(({ kind, from, until }) => ({ kind, from, until }))
    .sort((a, b) => a.from - b.from || (a.kind === b.kind ? a.until - b.until : a.kind === 'work' ? -1 : 1))
}
