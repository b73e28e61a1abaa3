import type { Chance } from '../chance'
import { company } from '../company/organisation'
import type { Pattern } from '../company/people'
import { type LocalDay, minute, wallTime } from './time'

export type Status = 'online' | 'busy' | 'offline'

/** One planned working day of one agent; `changes` are what the status will be, in order of time. */
export type Duty = {
  agentIndex: number
  /** The local day, and the minute after its midnight at which work begins. */
  date: string
  startMinute: number
  from: number
  until: number
  lunch: { from: number; until: number }
  changes: { at: number; status: Status; source: 'roster' | 'choice' | 'connection'; reason: string }[]
}
export type Leave = { agentIndex: number; from: number; until: number }

export const starts: Record<Pattern, number[]> = {
  early: [7.5, 8, 8.5, 9],
  late: [12, 12.5, 13],
  china: [3, 3.5, 4],
}
export const shiftHours = 8.5

/** Works shifts of the pattern: five days a week, weekends in turn, a few days of leave. */
export function planDuties(
  days: LocalDay[],
  patterns: Pattern[],
  chance: Chance,
): { duties: Duty[]; leaves: Leave[] } {
  const duties: Duty[] = []
  const leaves: Leave[] = []
  const away = patterns.map(() => (chance.yes(0.3) ? chance.whole(2, days.length - 6) : null))
  days.forEach((day, dayIndex) => {
    patterns.forEach((pattern, agentIndex) => {
      if (!worksOn(day, agentIndex)) return
      const leaveFrom = away[agentIndex] ?? null
      const onLeave = leaveFrom !== null && dayIndex >= leaveFrom && dayIndex < leaveFrom + 4
      if (onLeave) leaves.push({ agentIndex, from: day.from, until: day.until })
      else duties.push(planDay(day, agentIndex, pattern, chance))
    })
  })
  return { duties, leaves }
}

/** Three of five work the weekend in any week, and are off on two weekdays instead. */
export function worksOn({ weekday, week }: LocalDay, agentIndex: number): boolean {
  const turn = (agentIndex + week) % 5
  if (turn > 2) return weekday <= 5
  const off =
    [
      [2, 3],
      [3, 4],
      [4, 5],
    ][turn] ?? []
  return !off.includes(weekday)
}

export function planDay(day: LocalDay, agentIndex: number, pattern: Pattern, chance: Chance): Duty {
  const start = starts[pattern][(agentIndex * 7 + day.week) % starts[pattern].length]!
  const from = wallTime(day.date, start, company.timeZone)
  const until = from + shiftHours * 60 * minute
  const lunchFrom = from + chance.whole(40, 54) * 5 * minute
  const lunch = { from: lunchFrom, until: lunchFrom + 30 * minute }
  const changes = changesOf(from, until, lunch, chance)
  return { agentIndex, date: day.date, startMinute: start * 60, from, until, lunch, changes }
}

function changesOf(from: number, until: number, lunch: Duty['lunch'], chance: Chance): Duty['changes'] {
  const late = Math.round(chance.between(-4, 5) * minute)
  const changes: Duty['changes'] = [
    { at: from + late, status: 'online', source: 'roster', reason: 'shift' },
    { at: lunch.from, status: 'busy', source: 'roster', reason: 'break' },
    {
      at: lunch.until + Math.round(chance.between(0, 3) * minute),
      status: 'online',
      source: 'roster',
      reason: 'shift',
    },
  ]
  const pause = from + chance.whole(80, 150) * minute
  away(changes, pause, chance.whole(8, 15), 'break')
  if (chance.yes(0.12)) away(changes, lunch.until + 40 * minute, chance.whole(30, 60), 'training')
  else if (chance.yes(0.7))
    away(changes, lunch.until + chance.whole(60, 120) * minute, chance.whole(8, 15), 'break')
  changes.push(
    { at: until - chance.whole(15, 22) * minute, status: 'busy', source: 'choice', reason: 'own_list' },
    {
      at: until + Math.round(chance.between(0, 4) * minute),
      status: 'offline',
      source: 'roster',
      reason: 'shift_ended',
    },
  )
  return changes.sort((a, b) => a.at - b.at)
}

function away(changes: Duty['changes'], at: number, minutes: number, reason: string): void {
  changes.push(
    { at, status: 'busy', source: 'choice', reason },
    { at: at + minutes * minute, status: 'online', source: 'choice', reason: 'back' },
  )
}
