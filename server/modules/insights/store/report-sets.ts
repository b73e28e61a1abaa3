import { countsMembers, type Family, type GroupBy, kindsOf } from '../contract'

/** By what sums are told apart, with the bit of each in `report_sums.dims`. */
export const bits = { agent: 1, group: 2, channel: 4, category: 8, wrap_up: 16, hour: 32, other: 64 } as const
export type Dim = keyof typeof bits
export const columnOf: Record<Dim, string> = {
  agent: 'agent_id',
  group: 'group_id',
  channel: 'channel_id',
  category: 'category_id',
  wrap_up: 'wrap_up_id',
  hour: 'hour',
  other: 'other',
}
export const dimOrder = Object.keys(bits) as Dim[]

/** What only this family is told apart by. */
export const otherOf: Partial<Record<Family, GroupBy>> = {
  presence: 'status',
  stars: 'score',
  answered: 'wait',
}

/**
 * The combinations that are summed, the smaller first: every grouping alone and, because a manager of a group sees
 * everything through it, with the group. All combinations would be as many rows as there are facts.
 */
const sets: readonly (readonly Dim[])[] = [
  [],
  ['other'],
  ['channel'],
  ['group'],
  ['hour'],
  ['wrap_up'],
  ['category'],
  ['group', 'channel'],
  ['group', 'other'],
  ['agent'],
  ['group', 'wrap_up'],
  ['group', 'hour'],
  ['agent', 'group'],
  ['group', 'category'],
]
/** Facts of an agent alone: a filter by group names the agents. */
const memberSets: readonly (readonly Dim[])[] = [
  [],
  ['other'],
  ['hour'],
  ['agent'],
  ['agent', 'other'],
  ['agent', 'hour'],
]

export function setsOf(family: Family): (readonly Dim[])[] {
  const knows = (dim: Dim) => {
    if (dim === 'hour') return true
    return dim === 'other' ? otherOf[family] !== undefined : kindsOf[family].includes(dim)
  }
  return setsFor(family).filter((set) => set.every(knows))
}

function setsFor(family: Family): readonly (readonly Dim[])[] {
  if (countsMembers(family)) return memberSets
  return variesIn(family).length > 0 ? sets.filter((set) => set.length <= 1) : sets
}

/**
 * In what the facts of one conversation differ: several agents wrote in it or held it. Sums of several of these would
 * count it more than once.
 */
const varying: Partial<Record<Family, readonly ('agent' | 'group')[]>> = {
  written: ['agent'],
  holding: ['agent', 'group'],
}
export const variesIn = (family: Family): readonly ('agent' | 'group')[] => varying[family] ?? []

/** The smallest set that knows all of these; null: the rows have to be counted. */
export function pickSet(family: Family, needed: readonly Dim[]): readonly Dim[] | null {
  return setsOf(family).find((set) => needed.every((dim) => set.includes(dim))) ?? null
}

export const maskOf = (set: readonly Dim[]): number => set.reduce((mask, dim) => mask | bits[dim], 0)
