import { fromCell, type ImportProblem } from '@/server/modules/workforce/contract'
import { type QuickReplyInput, quickReplyFields } from '../contract'

/**
 * Reads the rows of a file into quick replies and lists every bad field of every row, so that one look is enough
 * to repair the file. A row is the reply of its scope, group and shortcut.
 */
export const replyColumns = ['scope', 'group', 'shortcut', 'title', 'text'] as const
type Column = (typeof replyColumns)[number]

/** `row` counts as a spreadsheet does: the header is line 1. */
export type ReplyRow = { row: number; reply: QuickReplyInput }

/** Two rows with the same key are the same reply. */
export const replyKey = ({ scope, groupId, shortcut }: QuickReplyInput): string =>
  `${scope} ${groupId ?? ''} ${shortcut.toLowerCase()}`

/** `groups`: ids by name, lower case. */
export function readReplies(
  records: readonly (readonly string[])[],
  groups: ReadonlyMap<string, string>,
): { rows: ReplyRow[]; problems: ImportProblem[] } {
  const header = (records[0] ?? []).map((cell) => cell.trim().toLowerCase())
  const problems = checkHeader(header)
  if (problems.length > 0) return { rows: [], problems }
  const known = new Set<string>()
  const rows: ReplyRow[] = []
  for (const [index, record] of records.slice(1).entries()) {
    const row = index + 2
    const cell = (column: Column) => fromCell((record[header.indexOf(column)] ?? '').trim())
    const report = (column: Column, code: string) =>
      problems.push({ row, column, code, value: cell(column).slice(0, 80) })
    if (record.length !== header.length) report('shortcut', 'column_count')
    const reply = readReply(cell, report, groups)
    if (!reply) continue
    if (known.has(replyKey(reply))) report('shortcut', 'shortcut_twice')
    known.add(replyKey(reply))
    rows.push({ row, reply })
  }
  return { rows, problems }
}

function checkHeader(header: readonly string[]): ImportProblem[] {
  const known: readonly string[] = replyColumns
  const problem = (column: string, code: string) => ({ row: 1, column, code, value: column })
  return [
    ...known.filter((column) => !header.includes(column)).map((column) => problem(column, 'column_missing')),
    ...header.filter((column) => !known.includes(column)).map((column) => problem(column, 'column_unknown')),
    ...header
      .filter((column, index) => header.indexOf(column) !== index)
      .map((column) => problem(column, 'column_twice')),
  ]
}

function readReply(
  cell: (column: Column) => string,
  report: (column: Column, code: string) => void,
  groups: ReadonlyMap<string, string>,
): QuickReplyInput | null {
  const scope = quickReplyFields.scope.safeParse(cell('scope').toLowerCase()).data
  const shortcut = quickReplyFields.shortcut.safeParse(cell('shortcut').replace(/^\//, '')).data
  const title = quickReplyFields.title.safeParse(cell('title')).data
  const text = quickReplyFields.text.safeParse(cell('text')).data
  const name = cell('group').toLowerCase()
  const groupId = name === '' ? null : (groups.get(name) ?? null)
  if (!scope) report('scope', 'not_a_scope')
  if (!shortcut) report('shortcut', 'bad_shortcut')
  if (!title) report('title', 'bad_title')
  if (!text) report('text', 'bad_reply')
  const fault = scope && groupFault(scope, name, groupId)
  if (fault) report('group', fault)
  return scope && shortcut && title && text && !fault ? { scope, groupId, shortcut, title, text } : null
}

function groupFault(scope: QuickReplyInput['scope'], name: string, groupId: string | null): string | null {
  if (scope !== 'group') return name === '' ? null : 'group_not_wanted'
  if (name === '') return 'group_needed'
  return groupId === null ? 'unknown_group' : null
}
