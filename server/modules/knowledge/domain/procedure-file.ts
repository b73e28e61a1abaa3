import type { ImportProblem } from '@/server/platform/csv'
import type { ImportWarning } from '../contract'
import { type FileProcedure, fileProcedure } from './file-procedure'
import { guidelineFile, readGuidelines } from './guideline-file'

/**
 * Procedures as a file: a list in JSON with the fields of the editor, in which other procedures and categories are
 * named rather than numbered, or a shop's guidelines by flow and subflow.
 */
export type ProcedureFile = { rows: FileProcedure[]; problems: ImportProblem[]; warnings: ImportWarning[] }

const problem = (row: number, column: string, code: string, value = ''): ImportProblem => ({
  ...{ row, column, code, value: value.slice(0, 160) },
})

export function readProcedureFile(text: string): ProcedureFile {
  const nothing = { rows: [], warnings: [] }
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { ...nothing, problems: [problem(1, '', 'not_json')] }
  }
  if (Array.isArray(json)) return readList(json)
  const guidelines = guidelineFile.safeParse(json)
  if (!guidelines.success) {
    const [issue] = guidelines.error.issues
    return { ...nothing, problems: [problem(1, issue?.path.join(' › ') ?? '', 'no_procedures')] }
  }
  const { procedures, warnings } = readGuidelines(guidelines.data)
  return { ...withoutRepeats(procedures), warnings }
}

function readList(list: unknown[]): ProcedureFile {
  const problems: ImportProblem[] = []
  const rows: FileProcedure[] = []
  for (const [at, entry] of list.entries()) {
    const read = fileProcedure.safeParse(entry)
    for (const { path } of read.error?.issues ?? [])
      problems.push(problem(at + 1, path.join('.'), 'bad_value'))
    if (!read.success) continue
    const { published, ...procedure } = read.data
    rows.push({ row: at + 1, procedure, perhaps: [], publish: published })
  }
  const once = withoutRepeats(rows)
  return { rows: once.rows, problems: [...problems, ...once.problems], warnings: [] }
}

export const fileName = ({ procedure: { names } }: FileProcedure): string => (names.en || names.zh).trim()

function withoutRepeats(rows: FileProcedure[]): { rows: FileProcedure[]; problems: ImportProblem[] } {
  const known = new Set<string>()
  const problems: ImportProblem[] = []
  for (const row of rows) {
    const name = fileName(row).toLowerCase()
    if (known.has(name)) problems.push(problem(row.row, 'names', 'twice', name))
    known.add(name)
  }
  return { rows, problems }
}

type Raw = Record<string, unknown>
const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null

/** Every target of the steps, changed by `change`; what is no target stays. */
export function changeTargets(steps: readonly unknown[], change: (target: Raw) => unknown): unknown[] {
  const one = (value: unknown) => (isRecord(value) ? change(value) : value)
  return steps.map((step) => {
    if (!isRecord(step)) return step
    const changed: Raw = { ...step }
    for (const name of ['target', 'otherwise']) if (name in changed) changed[name] = one(changed[name])
    if (Array.isArray(changed.options))
      changed.options = changed.options.map((option) =>
        isRecord(option) && 'target' in option ? { ...option, target: one(option.target) } : option,
      )
    return changed
  })
}
