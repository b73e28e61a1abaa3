import { type ImportProblem, inRowOrder, readTable, readYesNo, type TableRow } from '@/server/platform/csv'
import { type ChannelConfiguration, channelInput } from '../contract'

/**
 * Reads the rows of a file into channels and lists every bad field of every row, so that one look is enough to
 * repair the file. A row is the channel of its name; a column that is not there leaves what stands.
 */
export const channelColumns = [
  ...(['name', 'kind', 'language', 'default_group', 'service_hours', 'site_ids', 'project_types'] as const),
  ...(['allowed_origins', 'color', 'greeting_en', 'greeting_zh', 'confirm_closing'] as const),
] as const
type Column = (typeof channelColumns)[number]
export const shownColumns = ['state', 'public_key', 'open_now'] as const

type Names = {
  /** Ids by name, lower case. */
  groups: ReadonlyMap<string, string>
  calendars: ReadonlyMap<string, string>
}
export type ChannelLine = {
  row: number
  name: string
  /** The group is missing: only a channel that exists may leave it out. */
  settings: Partial<Omit<ChannelConfiguration, 'name' | 'greeting' | 'settings' | 'thresholds'>>
  greeting: ChannelConfiguration['greeting']
}

const { shape } = channelInput

export function readChannels(
  records: readonly (readonly string[])[],
  names: Names,
): { lines: ChannelLine[]; problems: ImportProblem[]; rows: TableRow<Column>[] } {
  const table = readTable(records, { columns: channelColumns, required: ['name'], ignored: shownColumns })
  const seen = new Set<string>()
  const lines = table.rows.map((row) => {
    const name = row.value('name', 'bad_name', (text) => shape.name.safeParse(text).data) ?? ''
    if (name !== '' && seen.has(name.toLowerCase())) row.report('name', 'name_twice')
    seen.add(name.toLowerCase())
    return { row: row.row, name, settings: settingsOf(row, names), greeting: greetingOf(row) }
  })
  return { lines, problems: table.problems, rows: table.rows }
}

export { inRowOrder }

function settingsOf(row: TableRow<Column>, { groups, calendars }: Names): ChannelLine['settings'] {
  const listed = (text: string) =>
    text
      .split(';')
      .map((entry) => entry.trim())
      .filter(Boolean)
  const found = (ids: ReadonlyMap<string, string>) => (text: string) => ids.get(text.toLowerCase())
  const calendar = (text: string) => (text === '' ? null : found(calendars)(text))
  const settings = {
    kind: row.value('kind', 'not_a_kind', (text) => shape.kind.safeParse(text.toLowerCase() || 'web').data),
    language: row.value(
      'language',
      'not_a_language',
      (text) => shape.language.safeParse(text.toLowerCase() || 'en').data,
    ),
    // Every channel has one: an empty cell takes none away.
    defaultGroupId: row.text('default_group')
      ? row.value('default_group', 'unknown_group', found(groups))
      : undefined,
    calendarId: row.value('service_hours', 'unknown_hours', calendar),
    siteIds: row.value('site_ids', 'bad_list', (text) => shape.siteIds.safeParse(listed(text)).data),
    projectTypes: row.value(
      'project_types',
      'bad_list',
      (text) => shape.projectTypes.safeParse(listed(text)).data,
    ),
    allowedOrigins: row.value(
      'allowed_origins',
      'not_origins',
      (text) => shape.allowedOrigins.safeParse(listed(text)).data,
    ),
    color: row.value('color', 'not_a_color', (text) => shape.color.safeParse(text || '#2f6fed').data),
    confirmClosing: row.value('confirm_closing', 'not_yes_no', readYesNo),
  }
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}

function greetingOf(row: TableRow<Column>): ChannelConfiguration['greeting'] {
  const greeting = { en: row.text('greeting_en'), zh: row.text('greeting_zh') }
  const present = Object.entries(greeting).filter(([, text]) => text !== undefined)
  const read = shape.greeting.safeParse(Object.fromEntries(present))
  if (read.success) return read.data
  for (const { path } of read.error.issues) {
    row.report(path[0] === 'zh' ? 'greeting_zh' : 'greeting_en', 'too_long')
  }
  return {}
}
