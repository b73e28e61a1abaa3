/**
 * What leave would take away: the half hours in which the agent is planned, and how many of each group are left
 * there beside its target. Somebody counts in a half hour they are planned for from beginning to end.
 */
export type PlannedSpan = {
  agentId: string
  kind: 'shift' | 'break' | 'leave'
  startsAt: number
  endsAt: number
}
export type GroupTarget = {
  group: string
  memberIds: ReadonlySet<string>
  /** By weekday (1 = Monday) and half hour of the day; absent = nothing is asked for. */
  target: (weekday: number, slot: number) => number | undefined
}
export type Shortage = { group: string; from: number; until: number; left: number; target: number }

const SLOT_MS = 30 * 60_000

const covers = (span: PlannedSpan, kind: PlannedSpan['kind'], from: number, until: number) =>
  span.kind === kind && span.startsAt <= from && until <= span.endsAt
const touches = (span: PlannedSpan, from: number, until: number) =>
  span.startsAt < until && span.endsAt > from

/** Stretches below target, in order; equal half hours that follow each other are one. */
export function findShortages(
  leave: { agentId: string; startsAt: number; endsAt: number },
  spans: readonly PlannedSpan[],
  groups: readonly GroupTarget[],
  wallTime: (at: number) => { weekday: number; minute: number },
): Shortage[] {
  const own = spans.filter(
    (span) => span.agentId === leave.agentId && touches(span, leave.startsAt, leave.endsAt),
  )
  const slots = slotsOf(own, leave)
  return groups.flatMap(({ group, memberIds, target }) => {
    const found: Shortage[] = []
    for (const from of slots) {
      const until = from + SLOT_MS
      const { weekday, minute } = wallTime(from)
      const asked = target(weekday, Math.floor(minute / 30)) ?? 0
      const here = spans.filter((s) => memberIds.has(s.agentId) && touches(s, from, until))
      const there = new Set(
        here.filter((span) => covers(span, 'shift', from, until)).map(({ agentId }) => agentId),
      )
      for (const span of here) if (span.kind !== 'shift') there.delete(span.agentId)
      there.delete(leave.agentId)
      if (there.size >= asked) continue
      const last = found.at(-1)
      const goesOn = last?.until === from && last.left === there.size && last.target === asked
      if (last && goesOn) last.until = until
      else found.push({ group, from, until, left: there.size, target: asked })
    }
    return found
  })
}

function slotsOf(own: readonly PlannedSpan[], leave: { startsAt: number; endsAt: number }): number[] {
  const slots = new Set<number>()
  for (const span of own) {
    if (span.kind !== 'shift') continue
    const begin = Math.ceil(Math.max(span.startsAt, leave.startsAt) / SLOT_MS) * SLOT_MS
    const end = Math.min(span.endsAt, leave.endsAt)
    for (let at = begin; at + SLOT_MS <= end; at += SLOT_MS)
      if (!own.some((pause) => pause.kind !== 'shift' && touches(pause, at, at + SLOT_MS))) slots.add(at)
  }
  return [...slots].sort((a, b) => a - b)
}
