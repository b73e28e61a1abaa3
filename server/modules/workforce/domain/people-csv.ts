/**
 * Reads the rows of a file of people. A cell that is empty says so, a column that is not in the file leaves
 * that setting of somebody known alone. Roles and groups are named; a group as `name|level|weight|limit|receiver`,
 * everything after the name may be left out.
 */
import { readWhole, readYesNo, type TableRow } from '@/server/platform/csv'
import type { MembershipSettings, PersonAgent, PersonSettings } from '../contract'
import { personAgent, personSettings } from '../contract'

export const peopleColumns = [
  'email',
  'name',
  'language',
  'roles',
  'agent',
  'public_name',
  'languages',
  'limit',
  'groups',
] as const
export type PeopleColumn = (typeof peopleColumns)[number]
/** Written by the export for the reader; ignored here. */
export const peopleIgnored = ['state', 'last_sign_in'] as const

export type PersonImport = {
  row: number
  email: string
  user: Partial<Omit<PersonSettings['user'], 'email'>>
  /** undefined: the file does not say whether they receive conversations. */
  receives: boolean | undefined
  agent: Partial<Pick<PersonAgent, 'publicName' | 'languages' | 'capacity' | 'groups'>>
}

export type Names = {
  /** Key by key and by name, lower case. */
  roles: ReadonlyMap<string, string>
  /** Id by name, lower case. */
  groups: ReadonlyMap<string, string>
}

const user = personSettings.shape.user.shape
const { shape: agent } = personAgent

export function readPersonRow(line: TableRow<PeopleColumn>, names: Names): PersonImport {
  const email = line.value('email', 'bad_email', (text) => accepted(user.email, text.toLowerCase())) ?? ''
  return {
    ...{ row: line.row, email },
    user: present({
      name: line.value('name', 'bad_name', (text) => accepted(user.name, text)),
      locale: line.value('language', 'bad_language', (text) => accepted(user.locale, text || null)),
      roles: readRoles(line, names),
    }),
    receives: line.value('agent', 'not_yes_no', readYesNo),
    agent: present({
      publicName: emptyIsAbsent(line.text('public_name'))
        ? undefined
        : line.value('public_name', 'bad_name', (text) => accepted(agent.publicName, text)),
      languages: line.value('languages', 'bad_language', (text) => accepted(agent.languages, listOf(text))),
      capacity: emptyIsAbsent(line.text('limit'))
        ? undefined
        : line.value('limit', 'not_a_number', (text) => readWhole(text, 0, 1000)),
      groups: readMemberships(line, names),
    }),
  }
}

const emptyIsAbsent = (text: string | undefined) => text === undefined || text === ''

function accepted<T>(
  schema: { safeParse: (value: unknown) => { success: boolean; data?: T } },
  value: unknown,
): T | undefined {
  return schema.safeParse(value).data
}

/** Without what the file does not say; `exactOptionalPropertyTypes` tells absent from undefined. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}

const listOf = (text: string) =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)

function readRoles(line: TableRow<PeopleColumn>, { roles }: Names): string[] | undefined {
  const text = line.text('roles')
  if (text === undefined) return undefined
  const keys: string[] = []
  for (const part of listOf(text)) {
    const key = roles.get(part.toLowerCase())
    if (key === undefined) line.report('roles', 'unknown_role', part)
    else if (!keys.includes(key)) keys.push(key)
  }
  return keys
}

function readMemberships(line: TableRow<PeopleColumn>, { groups }: Names): MembershipSettings[] | undefined {
  const text = line.text('groups')
  if (text === undefined) return undefined
  const found: MembershipSettings[] = []
  for (const part of listOf(text)) {
    const membership = readMembership(part, groups)
    if (typeof membership === 'string') line.report('groups', membership, part)
    else if (found.some((other) => other.groupId === membership.groupId))
      line.report('groups', 'group_twice', part)
    else found.push(membership)
  }
  return found
}

function readMembership(
  text: string,
  groups: ReadonlyMap<string, string>,
): MembershipSettings | 'unknown_group' | 'bad_membership' {
  const [name = '', level = '', quality = '', capacity = '', receiver = '', ...rest] = text
    .split('|')
    .map((cell) => cell.trim())
  const groupId = groups.get(name.toLowerCase())
  if (!groupId) return 'unknown_group'
  const offlineReceiver = receiver.toLowerCase() === 'receiver'
  const read = {
    level: level === '' ? 1 : readWhole(level, 1, 100),
    quality: quality === '' ? 10 : readWhole(quality, 0, 10_000),
    capacity: capacity === '' ? null : readWhole(capacity, 0, 1000),
  }
  const bad = rest.length > 0 || (receiver !== '' && !offlineReceiver)
  if (bad || read.level === undefined || read.quality === undefined || read.capacity === undefined)
    return 'bad_membership'
  return { groupId, level: read.level, quality: read.quality, capacity: read.capacity, offlineReceiver }
}

const newcomer = { languages: [], capacity: 5, ramp: [], window: null, groups: [] }

/** What somebody is after their row: said over what stands, or over what a newcomer starts with. */
export function importedPerson(row: PersonImport, before: PersonSettings | null): PersonSettings {
  const base = before?.user ?? { name: row.email, email: row.email, locale: null, roles: [] }
  const user = { ...base, ...row.user }
  const receives = row.receives ?? (before ? before.agent !== null : false)
  const agent = before?.agent ?? { ...newcomer, publicName: user.name }
  return { user, agent: receives ? { ...agent, ...row.agent } : null }
}
