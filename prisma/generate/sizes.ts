import type { Chance } from '../seed/chance'
import type { Outline } from './outline'

/**
 * How many messages each conversation of a day has: as different as people are, and together exactly what the plan
 * gives the day. Customers who left have one or two, unless nobody was served at all.
 */
export function sizesOf(outlines: readonly Outline[], messages: number): number[] {
  const mean = messages / Math.max(1, outlines.length)
  const served = outlines.map(({ kind }) => kind !== 'abandoned')
  const fixed = served.includes(true)
  const sizes = outlines.map(({ kind, chance }) => drawn(kind, mean, chance, fixed))
  const change = outlines.flatMap((_, index) => (fixed && !served[index] ? [] : [index]))
  let missing = messages - sizes.reduce((a, b) => a + b, 0)
  const each = Math.trunc(missing / Math.max(1, change.length))
  for (let round = 0; missing !== 0 && change.length > 0; round += 1) {
    const before = missing
    const step = round === 0 && each !== 0 ? each : Math.sign(missing)
    for (const index of change) {
      const least = fixed ? 2 : 1
      const next = Math.max(least, sizes[index]! + step)
      missing -= next - sizes[index]!
      sizes[index] = next
      if (missing === 0 || Math.sign(missing) !== Math.sign(step)) break
    }
    if (missing === before)
      throw new Error(`${messages} messages are too few for ${sizes.length} conversations`)
  }
  return sizes
}

function drawn(kind: Outline['kind'], mean: number, chance: Chance, fixed: boolean): number {
  if (kind === 'abandoned' && fixed) return chance.yes(0.25) && mean >= 3 ? 2 : 1
  const most = Math.max(3, mean * 5)
  const middle = kind === 'offline' ? Math.min(mean, 5) : mean
  return Math.max(2, Math.round(Math.min(most, chance.around(middle * 0.9, 0.5))))
}
