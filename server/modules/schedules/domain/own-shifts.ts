/**
 * Spans put together as an agent thinks of them: a shift with its breaks. Spans of one entry belong together;
 * what was planned outside of the roster is joined where it follows without a gap.
 */
export type Span = {
  entryId: string | null
  kind: 'shift' | 'break'
  startsAt: number
  endsAt: number
}
export type OwnShift<S extends Span> = {
  entryId: string | null
  startsAt: number
  endsAt: number
  breaks: { startsAt: number; endsAt: number }[]
  /** The span that it begins with. */
  first: S
}

export function joinShifts<S extends Span>(spans: readonly S[]): OwnShift<S>[] {
  const shifts: OwnShift<S>[] = []
  const work = spans.filter(({ kind }) => kind === 'shift').sort((a, b) => a.startsAt - b.startsAt)
  for (const span of work) {
    const same = shifts.find(
      (shift) => shift.entryId === span.entryId && (span.entryId !== null || shift.endsAt >= span.startsAt),
    )
    if (same) same.endsAt = Math.max(same.endsAt, span.endsAt)
    else {
      const { entryId, startsAt, endsAt } = span
      shifts.push({ entryId, startsAt, endsAt, breaks: [], first: span })
    }
  }
  for (const { kind, entryId, startsAt, endsAt } of spans) {
    if (kind !== 'break') continue
    shifts
      .find((one) => one.entryId === entryId && one.startsAt <= startsAt && endsAt <= one.endsAt)
      ?.breaks.push({ startsAt, endsAt })
  }
  return shifts
}
