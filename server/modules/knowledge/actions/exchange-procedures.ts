import type { Principal } from '@/server/access'
import { attemptImport, failedImport, type ImportProblem, type ImportReport } from '@/server/platform/csv'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import {
  type ImportWarning,
  type ProcedureFilter,
  type ProcedureInput,
  type ProcedureView,
  procedureInput,
} from '../contract'
import { type CategoryName, categoryFinder, categoryPaths } from '../domain/category-names'
import type { FileProcedure } from '../domain/file-procedure'
import { changeTargets, fileName, readProcedureFile } from '../domain/procedure-file'
import { listCategoryNames } from '../store/procedure-facts'
import {
  insertProcedure,
  listProcedureNames,
  listProcedures,
  lockProcedures,
  procedureName,
  raiseProcedureGeneration,
  type StoredProcedure,
  writeProcedureDraft,
} from '../store/procedures'
import { asNameTaken, auditProcedure, publishProcedure, requireJumps } from './keep-procedures'

const PAGE = 100

/** The procedures of the list with the same filter, as a file that import takes back. */
export async function* exportProcedures(filter: ProcedureFilter): AsyncGenerator<string> {
  const names = new Map((await listProcedureNames()).map(({ id, name }) => [id, name]))
  const paths = categoryPaths(await listCategoryNames())
  let before = '['
  for (let page = 1; ; page += 1) {
    const { rows } = await listProcedures({ ...filter, sort: 'name', direction: 'asc', page, pageSize: PAGE })
    for (const row of rows) {
      yield `${before}\n${JSON.stringify(toFile(row, names, paths))}`
      before = ','
    }
    if (rows.length < PAGE) break
  }
  yield before === '[' ? '[]\n' : '\n]\n'
}

function toFile({ procedure, state }: ProcedureView, names: Map<string, string>, paths: Map<string, string>) {
  const { categoryIds, steps, ...rest } = procedure
  const named = changeTargets(steps, (target) =>
    target.to === 'procedure' ? { to: 'procedure', name: names.get(String(target.id)) ?? '' } : target,
  )
  const categories = categoryIds.flatMap((id) => paths.get(id) ?? [])
  return { ...rest, categories, steps: named, published: state === 'published' || state === 'changed' }
}

type Report = ImportReport & { warnings: ImportWarning[] }

/** All or none, nothing is deleted, a dry run does everything and keeps nothing. @throws {AppError} invalid_input */
export async function importProcedures(
  actor: Principal,
  { json, dryRun }: { json: string; dryRun: boolean },
): Promise<Report> {
  const file = readProcedureFile(json)
  if (file.problems.length > 0) return { ...failedImport(file.problems), warnings: [] }
  const categories = await listCategoryNames()
  const warnings = [...file.warnings]
  try {
    const report = await attemptImport<Db>(
      dryRun,
      (run) => inTransaction(run, 60_000),
      async (tx, giveUp) => {
        const all = await lockProcedures(tx)
        const read = resolve(file.rows, all, categories)
        if (read.problems.length > 0) return giveUp(read.problems)
        warnings.push(...read.warnings)
        return writeRows(tx, actor, read.drafts, all)
      },
    )
    return { ...report, warnings: report.problems.length > 0 ? [] : warnings }
  } catch (error) {
    return asNameTaken(error)
  }
}

type Draft = { id: string; procedure: ProcedureInput; publish: boolean }
type All = Map<string, StoredProcedure>

function resolve(rows: readonly FileProcedure[], all: All, categories: readonly CategoryName[]) {
  const ids = new Map([...all.values()].map(({ id, name }) => [name.toLowerCase(), id]))
  for (const row of rows) {
    const name = fileName(row).toLowerCase()
    if (!ids.has(name)) ids.set(name, newId())
  }
  const find = categoryFinder(categories)
  const drafts: Draft[] = []
  const problems: ImportProblem[] = []
  const warnings: ImportWarning[] = []
  for (const { row, procedure, perhaps, publish } of rows) {
    const name = (procedure.names.en || procedure.names.zh).trim()
    const { categories: wanted, ...rest } = procedure
    const found = perhaps.map(find).find((id) => id !== null)
    const missing = wanted.filter((path) => find(path) === null)
    if (perhaps.length > 0 && !found) missing.push(perhaps[0] ?? '')
    for (const value of missing) warnings.push({ procedure: name, code: 'category_unknown', value })
    const categoryIds = [...wanted.map(find), found ?? null].filter((id) => id !== null)
    const steps = changeTargets(procedure.steps, (target) =>
      target.to === 'procedure' && typeof target.name === 'string'
        ? { to: 'procedure', id: ids.get(target.name.trim().toLowerCase()) }
        : target,
    )
    const read = procedureInput.safeParse({ ...rest, categoryIds: [...new Set(categoryIds)], steps })
    for (const { path, message } of read.error?.issues ?? [])
      problems.push({
        row,
        column: path.join('.'),
        code: 'bad_step',
        value: `${name}: ${message}`.slice(0, 160),
      })
    const id = ids.get(name.toLowerCase())
    if (read.success && id) drafts.push({ id, procedure: read.data, publish })
  }
  return { drafts, problems, warnings }
}

async function writeRows(
  tx: Db,
  actor: Principal,
  drafts: readonly Draft[],
  all: All,
): Promise<ImportReport> {
  const report: ImportReport = { ...failedImport([]), applied: true }
  const toPublish: string[] = []
  for (const { id, procedure, publish } of drafts) {
    const before = all.get(id)
    const same = (body: ProcedureInput | null | undefined) =>
      JSON.stringify(body) === JSON.stringify(procedure)
    const changed = !same(before?.draft)
    if (changed) {
      if (before) await writeProcedureDraft(tx, id, procedure)
      else await insertProcedure(tx, id, procedure)
      const change = { id, before: before?.draft ?? null, after: procedure }
      await auditProcedure(tx, actor, before ? 'updated' : 'created', change)
    }
    const publishes = publish && !same(before?.published)
    if (publishes) toPublish.push(id)
    if (!changed && !publishes) report.unchanged += 1
    else (before ? report.updated : report.created).push(procedureName(procedure))
  }
  if (toPublish.length === 0) return report
  const now = await lockProcedures(tx)
  const become = new Map(now)
  for (const id of toPublish) {
    const one = now.get(id)
    if (one) become.set(id, { ...one, published: one.draft })
  }
  for (const id of toPublish) requireJumps(become, id, 'publish')
  for (const id of toPublish) {
    const one = now.get(id)
    if (one) await publishProcedure(tx, actor, one)
  }
  await raiseProcedureGeneration(tx)
  return report
}
