import { z } from 'zod'
import type { Configuration } from './configuration-file'

export type Section = keyof Configuration

/** In the order in which they are written: what is named stands before what names it. */
export const sections = [
  'organization',
  'roles',
  'calendars',
  'users',
  'signIn',
  'agents',
  'groups',
  'categories',
  'wrapUps',
  'channels',
  'routingRules',
  'busyReasons',
  'ratingTags',
  'quickReplies',
  'macros',
  'alarmRules',
  'shiftTemplates',
  'rotations',
  'coverageTargets',
] as const satisfies readonly Section[]

export type FieldChange = { field: string; from?: unknown; to?: unknown }

/** What applying a file does to one record. `kept` stands only here, and stays, because nobody asked to remove. */
export type RecordChange = {
  section: Section
  kind: 'added' | 'changed' | 'removed' | 'kept'
  name: string
  /** Where it stands in the file, as groups[3]; null for what is only here. */
  path: string | null
  fields: FieldChange[]
}

export type FileProblem = { path: string; message: string; code?: string }

export type Comparison = {
  /** Of the configuration as it stands: applying asks for it, so that nothing in between is lost. */
  hash: string
  changes: RecordChange[]
  problems: FileProblem[]
  /** The same for people, a line per change. */
  text: string
}

export type Applied = { changes: RecordChange[]; hash: string }

const yes = (fallback: '0' | '1') =>
  z
    .enum(['0', '1'])
    .default(fallback)
    .transform((value) => value === '1')

/** What goes into a file, as the query of the export says it. */
export const exportChoices = z.object({
  format: z.enum(['yaml', 'json']).default('yaml'),
  /** People who sign in, with their roles. */
  users: yes('0'),
  /** Agents' limits, and who is in which group. */
  members: yes('1'),
  /** Public keys of channels. */
  keys: yes('0'),
  /** Product version, date and origin; left out where the file is kept under version control. */
  stamp: yes('1'),
})
export type ExportChoices = z.output<typeof exportChoices>

export const compareQuery = z.object({ prune: yes('0') })
export const applyQuery = compareQuery.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) })
