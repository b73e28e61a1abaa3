import type { Chance } from '../chance'
import { categoryTree, type LeafKey } from '../company/categories'
import { type ChannelKey, channels } from '../company/channels'
import type { Language } from '../dialogs/dialog'
import { type LocalDay, minute } from './time'

export type Arrival = { at: number; channel: ChannelKey; leaf: LeafKey; language: Language }

/** Customers of an average weekday; the year's rhythm is left out. */
const perDay = 405
/** Share of the day's customers by local hour: mornings rise, lunch dips, nights are quiet. */
export const europe = [
  0.4, 0.2, 0.15, 0.1, 0.15, 0.3, 0.9, 3, 6.8, 9.2, 10.4, 9.8, 7, 7.4, 9, 9.2, 8.6, 8, 7.2, 6, 4, 2.2, 1.1,
  0.6,
]
export const china = [
  0.5, 0.2, 0.1, 0.1, 0.1, 0.2, 0.4, 1, 3, 8.5, 10, 9.5, 6, 6, 8.5, 9, 8.5, 7.5, 6, 6, 6.5, 5.5, 3.5, 1.5,
]
/** Monday to Sunday. */
export const week = [1.34, 1.1, 1, 1, 0.95, 0.52, 0.46]
/** Hours by which the clocks of Chinese customers are ahead of the company's. */
export const chinaAhead = 7

/** One bad day: the carrier's strike, and everybody asks where the parcel is. */
const strikeDaysAgo = 9

const slotMinutes = 10

/** Customers who come in `days`, in order of time, none after `until`. `days` ends with today. */
export function planArrivals(days: LocalDay[], until: number, chance: Chance): Arrival[] {
  const arrivals: Arrival[] = []
  days.forEach((day, index) => {
    const strike = days.length - 1 - index === strikeDaysAgo
    for (const channel of channels) {
      for (let from = day.from; from < day.until; from += slotMinutes * minute) {
        const count = chance.poisson(expected(day, channel, (from - day.from) / (60 * minute), strike))
        for (let i = 0; i < count; i += 1) {
          const at = from + Math.floor(chance.next() * slotMinutes * minute)
          if (at < until) arrivals.push({ at, ...question(channel, strike, chance) })
        }
      }
    }
  })
  return arrivals.sort((a, b) => a.at - b.at)
}

function expected(day: LocalDay, channel: (typeof channels)[number], hours: number, strike: boolean): number {
  const curve = channel.key === 'china' ? china : europe
  const local = Math.floor(hours + (channel.key === 'china' ? chinaAhead : 0)) % 24
  const share = curve[local]! / curve.reduce((sum, value) => sum + value, 0)
  const factor = week[day.weekday - 1]! * (strike && hours >= 9 && hours < 17 ? 1.4 : 1)
  return (perDay * factor * channel.weight * share * slotMinutes) / (100 * 60)
}

const leaves = categoryTree.flatMap((root) => root.leaves.map((leaf) => [leaf.key, leaf.weight] as const))
const leavesInStrike = leaves.map(([key, weight]) => [key, key === 'parcel' ? weight * 3 : weight] as const)

function question(channel: (typeof channels)[number], strike: boolean, chance: Chance): Omit<Arrival, 'at'> {
  const leaf = chance.weighted(strike ? leavesInStrike : leaves)
  const speaksChinese = channel.language === 'zh' ? chance.yes(0.97) : chance.yes(0.03)
  return { channel: channel.key, leaf, language: speaksChinese ? 'zh' : 'en' }
}
