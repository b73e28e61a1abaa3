import type { Principal } from '@/server/access'
import type { Touched } from '@/server/modules/workforce'
import type { Db } from '@/server/platform/db/prisma'
import { AppError, type FieldError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { Configuration, FileProblem, Section } from '../contract'
import type { Entry } from '../domain/entries'
import { pathKey } from '../domain/entries'
import type { Names } from '../domain/keys'
import { filePath } from '../domain/unknown-fields'
import type { Present } from '../store/read-configuration'

/** One application of a file: the transaction, what names mean so far, and what went wrong. */
export type Session = {
  tx: Db
  principal: Principal
  present: Present
  wanted: Configuration
  prune: boolean
  names: Names
  /** Ids of records that only their own section names, by section and key. */
  made: Map<string, string>
  agentIds: Set<string>
  touched: Touched
  problems: FileProblem[]
  /** Records that were refused; what names them says nothing more. */
  failed: Set<string>
  /** What must wait until everything else stands. */
  later: { entry: Entry; work: () => Promise<void> }[]
}

export type Writer = {
  put: (session: Session, entry: Entry, before: Entry | null) => Promise<void>
  /** Taken away, or switched off where it has a history; absent where that never happens. */
  retire?: (session: Session, entry: Entry) => Promise<void>
  /** Brings the section into the order of the file. */
  place?: (session: Session, entries: readonly Entry[]) => Promise<void>
}

/** The record names one that was refused already. */
export class FollowsFrom extends Error {}

const sectionOf = {
  groups: 'groups',
  calendars: 'calendars',
  channels: 'channels',
  users: 'users',
  templates: 'shiftTemplates',
  categories: 'categories',
  wrapUps: 'wrapUps',
} as const satisfies Record<string, Section>
type Kind = keyof typeof sectionOf

const said: Record<Kind, string> = {
  groups: 'There is no group',
  calendars: 'There are no service hours',
  channels: 'There is no channel',
  users: 'There is nobody with the address',
  templates: 'There is no shift template',
  categories: 'There is no category',
  wrapUps: 'There is no wrap-up',
}

export const failedKey = (section: Section, key: string): string => `${section}\n${key}`

/** The id of what is named. @throws {AppError} invalid_input with the field's path; {FollowsFrom} */
export function idOf(session: Session, kind: Kind, word: string | readonly string[], field: string): string {
  const key = typeof word === 'string' ? word.toLowerCase() : pathKey(word)
  if (session.failed.has(failedKey(sectionOf[kind], key))) throw new FollowsFrom()
  const id = session.names[kind].get(key)
  if (id !== undefined) return id
  const shown = typeof word === 'string' ? word : word.join(' / ')
  throw refuseField(field, `${said[kind]} "${shown}".`, `unknown_${kind}`)
}

export const idOrNull = (session: Session, kind: Kind, word: string | null, field: string): string | null =>
  word === null ? null : idOf(session, kind, word, field)

export function refuseField(path: string, message: string, code = 'refused'): AppError {
  return new AppError('invalid_input', message, { fields: [{ path, message, code }] })
}

/** The id under which a record is known, or a new one that is known from now on. */
export function ownId(names: Map<string, string>, key: string): string {
  const id = names.get(key) ?? newId()
  names.set(key, id)
  return id
}

/** Where a refusal of an action is in the file: its fields have other names there. */
export function problemsOf(entry: Entry, error: AppError): FileProblem[] {
  const fields: FieldError[] = error.fields?.length ? error.fields : [{ path: '', message: error.message }]
  return fields.map(({ path, message, code }) => ({
    path: [entry.path, inFile(path)].filter(Boolean).join(path.startsWith('[') ? '' : '.'),
    message,
    ...(code && { code }),
  }))
}

const renamed: Record<string, string> = {
  agentId: 'agent',
  parentId: 'parent',
  groupId: 'group',
  calendarId: 'calendar',
  overflowGroupId: 'overflowGroup',
  defaultGroupId: 'defaultGroup',
  conditions: 'when',
  channelIds: 'channels',
  categoryIds: 'categories',
  categoryId: 'category',
}

function inFile(path: string): string {
  const parts = path.split('.').filter((part) => part !== '' && part !== 'hours')
  return filePath(parts.map((part) => renamed[part] ?? part))
}
