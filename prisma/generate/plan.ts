import { chanceOf } from '../seed/chance'
import { company } from '../seed/company/organisation'
import { china, europe, week } from '../seed/history/arrivals'
import { hour, type LocalDay, localDays, minute } from '../seed/history/time'

/** What was asked for, as it is kept in the database: the same plan gives the same rows, whoever is killed meanwhile. */
export type Plan = {
  seed: string
  conversations: number
  messages: number
  days: number
  /** Nothing happens after it; epoch ms. */
  until: number
  /** Number of the first conversation. */
  firstNumber: number
}

/** One local day with what falls to it. */
export type DayPlan = LocalDay & {
  index: number
  conversations: number
  messages: number
  /** How many conversations the days before have. */
  offset: number
}

/** Customers stop coming so long before the end, for the last ones to be served. */
const quietEnd = 30 * minute

export function planDays(plan: Plan): DayPlan[] {
  const days = localDays(plan.until, company.timeZone, -plan.days, 0)
  const chance = chanceOf(`${plan.seed} days`)
  const weights = days.map((day, index) =>
    weightOf(day, index / plan.days, plan.until, chance.around(1, 0.08)),
  )
  const conversations = shareOut(plan.conversations, weights)
  const messages = shareOut(plan.messages, conversations)
  let offset = 0
  return days.map((day, index) => {
    const own = { ...day, index, offset, conversations: conversations[index]!, messages: messages[index]! }
    offset += own.conversations
    return own
  })
}

/** Weekdays differ, business grows through the history, and the weeks before Christmas are the busiest. */
function weightOf(day: LocalDay, share: number, until: number, noise: number): number {
  const month = Number(day.date.slice(5, 7))
  const season = [0.95, 0.9, 0.95, 1, 1.05, 1.05, 1, 0.95, 1, 1.05, 1.2, 1.3][month - 1]!
  const passed = passedShare(day, until - quietEnd)
  return week[day.weekday - 1]! * season * (0.8 + 0.4 * share) * noise * passed
}

/** The part of the day's customers who have come by then. */
function passedShare(day: LocalDay, until: number): number {
  if (until >= day.until) return 1
  return Math.max(0, shareBefore('europe', (until - day.from) / hour))
}

/** Whole numbers that add up to the total, each as near to its share as it can be. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  let passed = 0
  let given = 0
  return weights.map((weight) => {
    passed += weight
    const upTo = sum === 0 ? 0 : Math.round((total * passed) / sum)
    const own = upTo - given
    given = upTo
    return own
  })
}

const curves = { europe, china }
export type Curve = keyof typeof curves

/** The share of a day's customers who come in its first `hours`. */
function shareBefore(curve: Curve, hours: number): number {
  const shares = curves[curve]
  const total = shares.reduce((a, b) => a + b, 0)
  return (
    shares.reduce((sum, share, index) => sum + share * Math.min(1, Math.max(0, hours - index)), 0) / total
  )
}

/** How busy an hour is, 1 = the busiest. */
export const busyness = (curve: Curve, hours: number): number =>
  curves[curve][hours % 24]! / Math.max(...curves[curve])

/** An instant of the day, likelier in its busy hours, and none after the plan's quiet end. */
export function instantOf(day: LocalDay, curve: Curve, ahead: number, until: number, x: number): number {
  const last = Math.min(day.until, until - quietEnd)
  const hours = Math.max(0.01, (last - day.from) / hour)
  const shares = Array.from({ length: Math.ceil(hours) }, (_, index) => {
    return curves[curve][(index + ahead) % 24]! * Math.min(1, hours - index)
  })
  let rest = x * shares.reduce((a, b) => a + b, 0)
  for (const [index, share] of shares.entries()) {
    if (rest < share) {
      const width = Math.min(1, hours - index)
      return day.from + Math.floor((index + (rest / share) * width) * hour)
    }
    rest -= share
  }
  return Math.max(day.from, last - 1)
}
