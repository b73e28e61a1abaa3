/**
 * A configuration as a flat list of records, each with the key that tells it from the others of its section,
 * the name that people read and its place in the file. Two configurations are compared record by record, so
 * the key must not depend on order, nor on ids.
 */
import type { Configuration, NodeEntry, Section } from '../contract'

export type Entry = {
  section: Section
  key: string
  name: string
  path: string
  value: Record<string, unknown>
  disabled: boolean
}

/** May stand there twice under one name, and are told apart by their order. */
const namesRepeat: readonly Section[] = ['alarmRules', 'macros']

type Named = { name: string }
type Describe = (value: never) => { key: string; name: string }

const byName = ({ name }: Named) => ({ key: name.toLowerCase(), name })
const byGroup = (group: string | null, word: string) => ({
  key: `${(group ?? '').toLowerCase()}\n${word.toLowerCase()}`,
  name: group === null ? word : `${group}: ${word}`,
})

const described: Partial<Record<Section, Describe>> = {
  roles: ({ key, name }: Named & { key: string }) => ({ key, name }),
  calendars: byName,
  users: ({ email }: { email: string }) => ({ key: email, name: email }),
  agents: ({ agent }: { agent: string }) => ({ key: agent, name: agent }),
  groups: byName,
  channels: byName,
  routingRules: byName,
  busyReasons: ({ key }: { key: string }) => ({ key: key.toLowerCase(), name: key }),
  ratingTags: ({ key }: { key: string }) => ({ key, name: key }),
  quickReplies: ({ group, shortcut }: { group: string | null; shortcut: string }) =>
    byGroup(group, `/${shortcut}`),
  macros: ({ group, name }: Named & { group: string | null }) => byGroup(group, name),
  alarmRules: ({ name, kind, level }: Named & { kind: string; level: string }) => ({
    key: `${kind}\n${level}\n${name.toLowerCase()}`,
    name: name || `${kind} (${level})`,
  }),
  shiftTemplates: byName,
  rotations: byName,
  coverageTargets: ({ group }: { group: string }) => ({ key: group.toLowerCase(), name: group }),
}

export const labelOf = ({ names }: { names: NodeEntry['names'] }): string => names.en ?? names.zh ?? ''
export const pathKey = (path: readonly string[]): string => path.join('\n').toLowerCase()

export function entriesOf(file: Configuration, section: Section): Entry[] {
  const value = file[section]
  if (value === undefined) return []
  if (section === 'organization' || section === 'signIn') {
    const { name = section } = value as Partial<Named>
    return [{ section, key: '', name, path: section, value: value as never, disabled: false }]
  }
  if (section === 'categories' || section === 'wrapUps')
    return nodes(section, value as NodeEntry[], [], section)
  const seen = new Map<string, number>()
  return (value as Record<string, unknown>[]).map((one, index) => {
    const { key, name } = described[section]!(one as never)
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    const own = namesRepeat.includes(section) && count > 1 ? `${key}\n${count}` : key
    return {
      section,
      key: own,
      name,
      path: `${section}[${index}]`,
      value: one,
      disabled: one.disabled === true,
    }
  })
}

function nodes(section: Section, list: readonly NodeEntry[], above: string[], at: string): Entry[] {
  return list.flatMap((node, index) => {
    const place = `${at}[${index}]`
    const { children, ...value } = node
    const names = [...above, labelOf(node)]
    const entry = { section, key: pathKey(names), name: names.join(' / '), path: place, value }
    return [{ ...entry, disabled: node.disabled }, ...nodes(section, children, names, `${place}.children`)]
  })
}

/** Records that the section has twice; the second one's place. */
export function findRepeats(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>()
  return entries.filter(({ key }) => seen.size === seen.add(key).size)
}

/** Sections in which the order says something. */
export const ordered: readonly Section[] = [
  'categories',
  'wrapUps',
  'routingRules',
  'busyReasons',
  'ratingTags',
  'shiftTemplates',
]
