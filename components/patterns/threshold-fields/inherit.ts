import {
  defaultThresholds,
  type ThresholdOverrides,
  type Thresholds,
} from '@/server/modules/conversations/contract'

export type ThresholdName = keyof Thresholds
export const thresholdNames = Object.keys(defaultThresholds) as ThresholdName[]

/** Who sets a value that is inherited. */
export const thresholdLevels = ['default', 'organization', 'channel', 'group'] as const
export type ThresholdLevel = (typeof thresholdLevels)[number]
export type Inherited = Record<ThresholdName, { ms: number; from: ThresholdLevel }>

type Level = { from: ThresholdLevel; values: ThresholdOverrides }

/** What stands where nothing is set here: the product's default, and over it each level in turn. */
export function inheritThresholds(levels: readonly Level[] = []): Inherited {
  return Object.fromEntries(
    thresholdNames.map((name) => {
      const setter = levels.findLast(({ values }) => values[name] !== undefined)
      return [name, { ms: setter?.values[name] ?? defaultThresholds[name], from: setter?.from ?? 'default' }]
    }),
  ) as Inherited
}
