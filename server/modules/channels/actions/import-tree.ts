import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { fromCell, readRecords } from '@/server/platform/csv'
import type { Db } from '@/server/platform/db/prisma'
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
  const read = await readRecords(csv, treeCsvLimits)
  if (!Array.isArray(read)) {
    return reportOf(null, [{ ...read, code: read.code === 'too_many' ? 'too_many' : 'not_csv' }])
  }
  const records = read.map((cells) => cells.map(fromCell))
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
