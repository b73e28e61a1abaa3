/** Changes as lines for a terminal: + added, ~ changed with its fields below, - removed. */
import type { FileProblem, RecordChange } from '../contract'

const marks = { added: '+', changed: '~', removed: '-', kept: ' ' } as const
const longest = 160

export function sayChanges(changes: readonly RecordChange[]): string {
  const told = changes.filter(({ kind }) => kind !== 'kept')
  if (told.length === 0) return 'No difference.'
  return told
    .flatMap((change) => [
      `${marks[change.kind]} ${change.section}: ${oneLine(change.name)}`,
      ...fields(change),
    ])
    .join('\n')
}

export const sayProblems = (problems: readonly FileProblem[]): string =>
  problems.map(({ path, message }) => `${path || '(file)'}: ${message}`).join('\n')

function fields({ kind, fields: changed }: RecordChange): string[] {
  if (kind !== 'changed') return []
  return changed.map(({ field, from, to }) => `    ${field}: ${shown(from)} → ${shown(to)}`)
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}]/gu, ' ')

function shown(value: unknown): string {
  if (value === undefined) return '(none)'
  const text = oneLine(JSON.stringify(value))
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
