/** Coverage targets as people write them: from, until, how many agents, by half hours of each weekday. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

export type TargetSpan = { from: string; until: string; agents: number }
export type TargetWeek = Record<Weekday, TargetSpan[]>
/** weekday: 1 = Monday; slot: half hour of the day. */
export type Target = { weekday: number; slot: number; agents: number }

const SLOTS = 48
const timeOf = (slot: number) => `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 ? '30' : '00'}`
const slotOf = (time: string) => Number(time.slice(0, 2)) * 2 + (time.slice(3) === '30' ? 1 : 0)

/** Half hours side by side with the same number are one span; none is no span. */
export function spansOf(targets: readonly Target[]): TargetWeek {
  const spansOn = (weekday: number): TargetSpan[] => {
    const day = new Array<number>(SLOTS).fill(0)
    for (const target of targets) if (target.weekday === weekday) day[target.slot] = target.agents
    const spans: TargetSpan[] = []
    for (const [slot, agents] of day.entries()) {
      const last = spans.at(-1)
      const until = timeOf(slot + 1)
      if (agents === 0) continue
      if (last?.until === timeOf(slot) && last.agents === agents) last.until = until
      else spans.push({ from: timeOf(slot), until, agents })
    }
    return spans
  }
  return Object.fromEntries(weekdays.map((day, index) => [day, spansOn(index + 1)])) as TargetWeek
}

/** The half hours of the spans, or the place of the first that ends before it begins or lies over another. */
export function targetsOf(week: TargetWeek): Target[] | { wrong: string } {
  const targets: Target[] = []
  for (const [index, day] of weekdays.entries()) {
    const taken = new Set<number>()
    for (const [place, { from, until, agents }] of week[day].entries()) {
      const [first, end] = [slotOf(from), slotOf(until)]
      const slots = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset)
      if (slots.length === 0 || slots.some((slot) => taken.has(slot)))
        return { wrong: `week.${day}.${place}` }
      for (const slot of slots) {
        taken.add(slot)
        targets.push({ weekday: index + 1, slot, agents })
      }
    }
  }
  return targets
}

/** As the table keeps them and its audit entries show them: Monday first, a number per half hour. */
export function gridOf(targets: readonly Target[]): number[][] {
  const week = weekdays.map(() => new Array<number>(SLOTS).fill(0))
  for (const { weekday, slot, agents } of targets) {
    const day = week[weekday - 1]
    if (day) day[slot] = agents
  }
  return week
}
