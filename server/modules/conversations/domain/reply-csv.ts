import { type ImportProblem, inRowOrder, readTable } from '@/server/platform/csv'
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
  const table = readTable(records, {
    columns: replyColumns,
    required: ['shortcut', 'scope', 'group', 'title', 'text'],
  })
  const known = new Set<string>()
  const rows: ReplyRow[] = []
  for (const line of table.rows) {
    const reply = readReply((column) => line.text(column) ?? '', line.report.bind(line), groups)
    if (!reply) continue
    if (known.has(replyKey(reply))) line.report('shortcut', 'shortcut_twice')
    known.add(replyKey(reply))
    rows.push({ row: line.row, reply })
  }
  return { rows, problems: inRowOrder(table.problems) }
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
