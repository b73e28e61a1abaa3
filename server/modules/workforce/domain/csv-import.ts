import {
  type ImportProblem,
  inRowOrder,
  readTable,
  readWhole,
  readYesNo,
  type TableRow,
} from '@/server/platform/csv'
import { type GroupSettings, groupSettings, limits, type MemberSettings } from '../contract'
import { readServiceSettings, readThresholds } from './settings-cell'

/**
 * Reads the rows of a file into settings and lists every bad field of every row, so that one look is enough
 * to repair the file. A column that is not in the file leaves that setting of an existing group alone.
 */
export const importColumns = [
  'name',
  'description',
  'parent',
  'intake_paused',
  'offline_mode',
  'max_queue_length',
  'max_wait_seconds',
  'overflow_group',
  'service_level_seconds',
  'service_hours',
  'service_settings',
  'thresholds',
  'members',
] as const
/** Written by the export for the reader; ignored here. */
export const ignoredColumns = ['state', 'online_now', 'places_used', 'places', 'queue_length'] as const

type Column = (typeof importColumns)[number]

export type ImportRow = {
  /** As a spreadsheet counts: the header is line 1. */
  row: number
  name: string
  /** Names, resolved when all rows are known: a row may refer to one further down. */
  parent: string | null | undefined
  overflow: string | null | undefined
  settings: Omit<Partial<GroupSettings>, 'name' | 'parentId' | 'overflowGroupId'>
}

/** `agentIds` by email, `calendarIds` by name, both lower case. */
export function readImport(
  records: readonly (readonly string[])[],
  agentIds: ReadonlyMap<string, string>,
  calendarIds: ReadonlyMap<string, string> = new Map(),
): { rows: ImportRow[]; problems: ImportProblem[] } {
  const table = readTable(records, {
    columns: importColumns,
    required: ['name'],
    ignored: ignoredColumns,
  })
  const names = new Set<string>()
  const rows = table.rows.map((reader) => {
    const row = readRow(reader, agentIds, calendarIds)
    if (names.has(row.name.toLowerCase())) reader.report('name', 'name_twice', row.name)
    names.add(row.name.toLowerCase())
    return row
  })
  return { rows, problems: inRowOrder(table.problems) }
}

function readRow(
  reader: TableRow<Column>,
  agentIds: ReadonlyMap<string, string>,
  calendarIds: ReadonlyMap<string, string>,
): ImportRow {
  const shape = groupSettings.shape
  const accepted = <T>(
    schema: { safeParse: (v: unknown) => { success: boolean; data?: T } },
    value: unknown,
  ) => schema.safeParse(value).data
  const number = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN)
  const orNull = (text: string) => (text === '' ? null : number(text))
  const settings: ImportRow['settings'] = {
    description: reader.value('description', 'too_long', (text) => accepted(shape.description, text)),
    intakePaused: reader.value('intake_paused', 'not_yes_no', readYesNo),
    offlineMode: reader.value('offline_mode', 'not_a_mode', (text) =>
      accepted(shape.offlineMode, text.toLowerCase() || 'even'),
    ),
    maxQueueLength: reader.value('max_queue_length', 'not_a_number', (t) =>
      accepted(shape.maxQueueLength, orNull(t)),
    ),
    maxWaitSeconds: reader.value('max_wait_seconds', 'not_a_number', (t) =>
      accepted(shape.maxWaitSeconds, orNull(t)),
    ),
    serviceLevelSeconds: reader.value('service_level_seconds', 'not_a_number', (text) =>
      accepted(shape.serviceLevelSeconds, text === '' ? 30 : number(text)),
    ),
    calendarId: reader.value('service_hours', 'unknown_hours', (text) =>
      text === '' ? null : calendarIds.get(text.toLowerCase()),
    ),
    settings: reader.value('service_settings', 'bad_settings', readServiceSettings),
    thresholds: reader.value('thresholds', 'bad_settings', readThresholds),
    members: readMembers(reader, agentIds),
  }
  for (const key of Object.keys(settings) as (keyof typeof settings)[]) {
    if (settings[key] === undefined) delete settings[key]
  }
  return {
    row: reader.row,
    name: reader.value('name', 'bad_name', (text) => accepted(shape.name, text)) ?? '',
    parent: emptyToNull(reader.text('parent')),
    overflow: emptyToNull(reader.text('overflow_group')),
    settings,
  }
}

/** `email|level|quality|limit|receiver` separated by `;`; everything after the email may be left out. */
function readMembers(
  reader: TableRow<Column>,
  agentIds: ReadonlyMap<string, string>,
): MemberSettings[] | undefined {
  const text = reader.text('members')
  if (text === undefined) return undefined
  const members: MemberSettings[] = []
  for (const part of text
    .split(';')
    .map((item) => item.trim())
    .filter(Boolean)) {
    const member = readMember(part, agentIds)
    if (typeof member === 'string') reader.report('members', member, part)
    else if (members.some((other) => other.agentId === member.agentId))
      reader.report('members', 'member_twice', part)
    else members.push(member)
  }
  if (members.length > limits.members) reader.report('members', 'too_many', String(members.length))
  return members
}

function readMember(text: string, agentIds: ReadonlyMap<string, string>): MemberSettings | string {
  const [email = '', level = '', quality = '', capacity = '', receiver = '', ...rest] = text
    .split('|')
    .map((cell) => cell.trim())
  const agentId = agentIds.get(email.toLowerCase())
  if (!agentId) return 'unknown_agent'
  const offlineReceiver = receiver.toLowerCase() === 'receiver'
  if (rest.length > 0 || (receiver !== '' && !offlineReceiver)) return 'bad_member'
  const member = {
    agentId,
    level: whole(level, 1, limits.level, 1),
    quality: whole(quality, 0, limits.quality, 10),
    capacity: capacity === '' ? null : whole(capacity, 0, limits.capacity, 0),
    offlineReceiver,
  }
  return Number.isNaN(member.level + member.quality + (member.capacity ?? 0)) ? 'bad_member' : member
}

function whole(text: string, min: number, max: number, standard: number): number {
  return text === '' ? standard : (readWhole(text, min, max) ?? Number.NaN)
}

function emptyToNull(text: string | undefined): string | null | undefined {
  return text === '' ? null : text
}
