/**
 * What applying a file would change. Only what the file says counts: a section or a field it leaves out stays
 * as it is, and a record it does not name is removed only if that was asked for.
 */
import type { Configuration, FieldChange, RecordChange, Section } from '../contract'
import { sections } from '../contract'
import { type Entry, entriesOf, ordered } from './entries'

export function compare(present: Configuration, wanted: Configuration, prune: boolean): RecordChange[] {
  return sections
    .filter((section) => wanted[section] !== undefined)
    .flatMap((section) =>
      compareSection(section, entriesOf(present, section), entriesOf(wanted, section), prune),
    )
}

function compareSection(section: Section, here: Entry[], there: Entry[], prune: boolean): RecordChange[] {
  const before = new Map(here.map((entry) => [entry.key, entry]))
  const wanted = new Set(there.map(({ key }) => key))
  const written = there.flatMap((entry): RecordChange[] => {
    const { name, path } = entry
    const old = before.get(entry.key)
    if (!old) return [{ section, kind: 'added', name, path, fields: fieldsOf({}, entry.value) }]
    const fields = fieldsOf(old.value, entry.value)
    return fields.length > 0 ? [{ section, kind: 'changed', name, path, fields }] : []
  })
  const left = here
    .filter(({ key }) => !wanted.has(key))
    .map(({ name, disabled }): RecordChange => {
      // What is switched off already is as far gone as a record with a history can be.
      return { section, kind: prune && !disabled ? 'removed' : 'kept', name, path: null, fields: [] }
    })
  return [...written, ...orderOf(section, here, there), ...left]
}

function orderOf(section: Section, here: Entry[], there: Entry[]): RecordChange[] {
  if (!ordered.includes(section)) return []
  const [known, wanted] = [new Set(here.map(({ key }) => key)), new Set(there.map(({ key }) => key))]
  const now = here.filter(({ key }) => wanted.has(key))
  const then = there.filter(({ key }) => known.has(key))
  if (now.every(({ key }, index) => key === then[index]?.key)) return []
  const names = (entries: Entry[]) => entries.map(({ name }) => name)
  const fields = [{ field: 'order', from: names(now), to: names(then) }]
  return [{ section, kind: 'changed', name: 'order', path: section, fields }]
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Field by field, into objects and into lists whose entries have a name. Absent in `wanted` = as it is. */
export function fieldsOf(
  before: Record<string, unknown>,
  wanted: Record<string, unknown>,
  above = '',
): FieldChange[] {
  return Object.entries(wanted).flatMap(([key, to]): FieldChange[] => {
    const [field, from] = [`${above}${key}`, before[key]]
    if (to === undefined || same(from, to)) return []
    if (isRecord(from) && isRecord(to)) return withinRecord(from, to, field)
    if (isKeyed(from) && isKeyed(to)) return withinList(from, to, field)
    return [from === undefined ? { field, to } : { field, from, to }]
  })
}

function withinRecord(
  from: Record<string, unknown>,
  to: Record<string, unknown>,
  field: string,
): FieldChange[] {
  const gone = Object.keys(from).filter((key) => from[key] !== undefined && to[key] === undefined)
  return [
    ...fieldsOf(from, to, `${field}.`),
    ...gone.map((key) => ({ field: `${field}.${key}`, from: from[key] })),
  ]
}

type Keyed = { agent: string }[]
const isKeyed = (value: unknown): value is Keyed =>
  Array.isArray(value) && value.every((item) => isRecord(item) && typeof item.agent === 'string')

function withinList(from: Keyed, to: Keyed, field: string): FieldChange[] {
  const [old, next] = [
    new Map(from.map((one) => [one.agent, one])),
    new Map(to.map((one) => [one.agent, one])),
  ]
  return [
    ...to.flatMap((one): FieldChange[] => {
      const before = old.get(one.agent)
      const place = `${field}[${one.agent}]`
      return before ? fieldsOf(before, one, `${place}.`) : [{ field: place, to: one }]
    }),
    ...from
      .filter(({ agent }) => !next.has(agent))
      .map((one) => ({ field: `${field}[${one.agent}]`, from: one })),
  ]
}

/** Equal whatever the order of keys; a key that is undefined is no key. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => same(item, b[index]))
  if (!isRecord(a) || !isRecord(b)) return a === b
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => same(a[key], b[key]))
}
