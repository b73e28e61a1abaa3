import { CsvError, parse } from 'csv-parse/sync'
import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import {
  mostLevels,
  type Tree,
  type TreeImportProblem,
  type TreeImportReport,
  treeCsvLimits,
} from '../contract'
import { planTreeImport, type Stored, type TreePlan } from '../domain/plan-tree-import'
import { insertNodes, listNodes, lockTree, updateNodes } from '../store/tree-rows'
import { changeConfiguration } from './change-configuration'

/** Above this many changes the log keeps one entry for the file, and not one for each node as well. */
const mostEntries = 500

/** All rows or none; nothing is deleted. A dry run makes the same plan, and stops before it is carried out. */
export async function importTree(
  principal: Principal,
  { tree, csv, dryRun }: { tree: Tree; csv: string; dryRun: boolean },
): Promise<TreeImportReport> {
  const records = readRecords(csv)
  if (!Array.isArray(records)) return reportOf(null, [records])
  const plan = (nodes: Stored[]) => planTreeImport(records, nodes, { levels: mostLevels, newId })
  if (dryRun) return reportOf(plan(await listNodes(tree)))
  return changeConfiguration(async (tx) => {
    await lockTree(tx, tree)
    const nodes = await listNodes(tree, tx)
    const made = plan(nodes)
    const changed = made.problems.length === 0 && made.created.length + made.updated.length > 0
    if (changed) await carryOut(tx, { principal, tree, plan: made, nodes })
    return { changed, result: { ...reportOf(made), applied: made.problems.length === 0 } }
  }, 60_000)
}

function reportOf(
  plan: TreePlan | null,
  problems: TreeImportProblem[] = plan?.problems ?? [],
): TreeImportReport {
  const counts = problems.length === 0 && plan ? plan : { created: [], updated: [], unchanged: 0 }
  const { created, updated, unchanged } = counts
  return { applied: false, created: created.length, updated: updated.length, unchanged, problems }
}

function readRecords(csv: string): string[][] | TreeImportProblem {
  if (Buffer.byteLength(csv) > treeCsvLimits.bytes)
    throw new AppError('too_large', 'The file is larger than 20 MB.')
  try {
    const records: string[][] = parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true })
    if (records.length - 1 <= treeCsvLimits.rows) return records.map((cells) => cells.map(fromCell))
    return { row: treeCsvLimits.rows + 2, column: '', code: 'too_many', value: String(records.length - 1) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { row: Number(error.lines ?? 1), column: '', code: 'not_csv', value: '' }
  }
}

/** The export puts a quote before what a spreadsheet would compute; here it goes again. */
const fromCell = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r])/, '')

type Work = { principal: Principal; tree: Tree; plan: TreePlan; nodes: readonly Stored[] }

async function carryOut(tx: Db, { principal, tree, plan, nodes }: Work): Promise<void> {
  const { created, updated } = plan
  await insertNodes(tx, tree, created, now())
  await updateNodes(
    tx,
    tree,
    updated.map(({ after }) => after),
    now(),
  )
  const changes = [
    ...created.map((after) => ({ before: null, after })),
    ...updated.map(({ before, after }) => ({ before, after })),
  ]
  const counts = { created: created.length, updated: updated.length }
  const common = { actor: principal, entity: tree }
  await recordAudit(tx, {
    ...{ ...common, action: 'imported', entityId: 'file', label: `${changes.length}`, after: counts },
  })
  if (changes.length > mostEntries) return
  const names = new Map([...nodes, ...created].map((node) => [node.id, node.names.en ?? null]))
  const shown = (node: Stored | null) =>
    node && {
      ...{ names: node.names, parentId: node.parentId, position: node.position, disabled: node.disabled },
      parentName: node.parentId === null ? null : (names.get(node.parentId) ?? null),
    }
  for (const { before, after } of changes) {
    await recordAudit(tx, {
      ...{ ...common, action: before ? 'updated' : 'created', entityId: after.id, label: after.names.en },
      ...{ before: shown(before), after: shown(after) },
    })
  }
}
