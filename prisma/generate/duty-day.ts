import { chanceOf } from '../seed/chance'
import { type Duty, planDay, worksOn } from '../seed/history/duty'
import type { LocalDay } from '../seed/history/time'
import type { Row } from '../seed/load/columns'
import type { Organisation, Person } from './organisation'

type Stretch = { from: number; until: number; status: 'online' | 'busy'; source: string; reason: string }
export type OnDuty = { person: Person; duty: Duty; stretches: Stretch[]; online: Stretch[] }

/** Share of working days on leave or ill. */
const absent = 0.07

/** Who works on a day and in which status when; the same for every seed. */
export function dutyOf(organisation: Organisation, day: LocalDay): OnDuty[] {
  return organisation.people.flatMap((person, index): OnDuty[] => {
    const chance = chanceOf(`generated duty ${day.date} ${index}`)
    if (!worksOn(day, index) || chance.yes(absent)) return []
    const duty = planDay(day, index, person.pattern, chance)
    const stretches = stretchesOf(duty)
    return [{ person, duty, stretches, online: stretches.filter(({ status }) => status === 'online') }]
  })
}

function stretchesOf({ changes }: Duty): Stretch[] {
  return changes.flatMap(({ at, status, source, reason }, index): Stretch[] => {
    const until = changes[index + 1]?.at ?? at
    return status === 'offline' || until <= at ? [] : [{ from: at, until, status, source, reason }]
  })
}

export const isOnline = ({ online }: OnDuty, at: number): boolean =>
  online.some(({ from, until }) => from <= at && at < until)

/** When they are next online from `at` on; null: not on this day. */
export function nextOnline({ online }: OnDuty, at: number): number | null {
  const next = online.find(({ until }) => until > at)
  return next ? Math.max(next.from, at) : null
}

/** Status as it was, cut where the history ends; and the shifts that are over. */
export function dutyRows(onDuty: OnDuty[], date: string, until: number): { spans: Row[]; shifts: Row[] } {
  const chance = chanceOf(`generated spans ${date}`)
  const spans: Row[] = []
  const shifts: Row[] = []
  for (const { person, duty, stretches } of onDuty) {
    for (const { from, until: end, status, source, reason } of stretches) {
      const id = chance.id(from)
      if (from < until)
        spans.push([id, person.id, status, source, reason, new Date(from), new Date(Math.min(end, until))])
    }
    const shift = (from: number, end: number, kind: string): Row => [
      ...[chance.id(from), person.id, new Date(from), new Date(end), kind, null],
    ]
    const own = [shift(duty.from, duty.until, 'shift'), shift(duty.lunch.from, duty.lunch.until, 'break')]
    if (duty.until <= until) shifts.push(...own)
  }
  return { spans, shifts }
}
