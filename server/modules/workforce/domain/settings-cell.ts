/**
 * Many small settings in one cell: `afterWorkSeconds=60; wrapUpRequired=yes`. Only what differs from the product's
 * own is written; what a cell does not name is the product's own again (a threshold: inherited).
 */
import {
  type GroupServiceSettings,
  type GroupSettings,
  groupServiceSettings,
  groupThresholds,
} from '../contract'

type Thresholds = GroupSettings['thresholds']
type Value = string | number | boolean | null

const own = groupServiceSettings.parse({})

const written = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : value === null ? 'none' : String(value)

const cellOf = (settings: object): string =>
  Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${written(value)}`)
    .join('; ')

export const serviceSettingsCell = (settings: GroupServiceSettings): string =>
  cellOf(
    Object.fromEntries(Object.entries(settings).filter(([key, v]) => own[key as keyof typeof own] !== v)),
  )

export const thresholdsCell = (thresholds: Thresholds): string => cellOf(thresholds)

const words: Record<string, Value> = { yes: true, no: false, none: null }

/** undefined when it is no list of `key=value`, or names one twice. */
function entriesOf(text: string): Record<string, Value> | undefined {
  const found: Record<string, Value> = {}
  for (const part of text.split(';')) {
    if (part.trim() === '') continue
    const [, key = '', value = ''] = /^\s*(\w+)\s*=\s*(\w+)\s*$/.exec(part) ?? []
    if (key === '' || key in found) return undefined
    const word = words[value]
    found[key] = word !== undefined ? word : /^\d+$/.test(value) ? Number(value) : value
  }
  return found
}

export const readServiceSettings = (text: string): GroupServiceSettings | undefined =>
  groupServiceSettings.safeParse(entriesOf(text)).data

export function readThresholds(text: string): Thresholds | undefined {
  const found = entriesOf(text)
  const known = found && Object.keys(found).every((key) => key in groupThresholds.shape)
  return known ? groupThresholds.safeParse(found).data : undefined
}
