import type { Principal } from '@/server/access'
import { attemptImport, failedImport, readRecords } from '@/server/platform/csv'
import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import {
  csvLimits,
  type GroupSettings,
  groupServiceSettings,
  type ImportProblem,
  type ImportReport,
} from '../contract'
import { isSame } from '../domain/bulk'
import { checkGroup, type KnownGroup } from '../domain/check-group'
import { type ImportRow, readImport } from '../domain/csv-import'
import { lockAgents, mapAgentsByEmail } from '../store/agents'
import { mapCalendarsByName } from '../store/calendars'
import {
  listKnownGroups,
  listStoredGroups,
  lockGroups,
  lockHierarchy,
  type StoredGroup,
} from '../store/stored-groups'
import { changeConfiguration, type Touched } from './change-configuration'
import { requireAllGroups } from './group-access'
import { asDuplicate } from './taken-names'
import { writeGroup } from './write-group'

/** All rows or none. A dry run does everything and keeps nothing, so that it finds what the real one would. */
export async function importGroups(
  principal: Principal,
  { csv, dryRun }: { csv: string; dryRun: boolean },
): Promise<ImportReport> {
  requireAllGroups(principal)
  const records = await readRecords(csv, csvLimits)
  if (!Array.isArray(records)) return failedImport([records])
  try {
    return await attemptImport<{ tx: Db; touched: Touched }>(
      dryRun,
      (run) => changeConfiguration((tx, touched) => run({ tx, touched }), 60_000),
      async ({ tx, touched }, giveUp) => {
        const plan = await planImport(tx, records)
        if (plan.problems.length > 0) giveUp(plan.problems)
        await lockAgents(tx, plan.agentIds)
        for (const step of plan.steps) {
          await writeGroup(tx, touched, {
            principal,
            ...step,
            checked: true,
            action: step.before ? 'imported' : 'created',
          })
        }
        return { applied: !dryRun, ...plan.counts, problems: [] }
      },
    )
  } catch (error) {
    return asDuplicate(error)
  }
}

type Step = { id: string; before: StoredGroup | null; next: GroupSettings }
type Plan = {
  steps: Step[]
  agentIds: string[]
  problems: ImportProblem[]
  counts: Pick<ImportReport, 'created' | 'updated' | 'unchanged'>
}

async function planImport(tx: Db, records: string[][]): Promise<Plan> {
  const emails = await mapAgentsByEmail(tx)
  const { rows, problems } = readImport(records, emails, await mapCalendarsByName(tx))
  const known = await listKnownGroups(tx)
  const ids = new Map(known.map((group) => [group.name.toLowerCase(), group.id]))
  const existing = rows.map((row) => ids.get(row.name.toLowerCase())).filter((id) => id !== undefined)
  await lockGroups(tx, existing)
  await lockHierarchy(tx)
  const stored = new Map((await listStoredGroups(tx, existing)).map((group) => [group.id, group]))
  for (const row of rows) if (!ids.has(row.name.toLowerCase())) ids.set(row.name.toLowerCase(), newId())
  const steps = rows.map((row) => toStep(row, ids, stored, problems))
  problems.push(...findFaults(rows, steps, await listKnownGroups(tx), new Set(emails.values())))
  const changed = steps.filter((step) => !step.before || !isSame(step.before.settings, step.next))
  const members = (settings: GroupSettings | undefined) => (settings?.members ?? []).map((m) => m.agentId)
  return {
    steps: inOrder(changed),
    agentIds: changed.flatMap((step) => [...members(step.before?.settings), ...members(step.next)]),
    problems,
    counts: {
      created: changed.filter((step) => !step.before).map((step) => step.next.name),
      updated: changed.filter((step) => step.before).map((step) => step.next.name),
      unchanged: steps.length - changed.length,
    },
  }
}

const fresh: GroupSettings = {
  name: '',
  description: '',
  parentId: null,
  calendarId: null,
  intakePaused: false,
  offlineMode: 'even',
  maxQueueLength: null,
  maxWaitSeconds: null,
  overflowGroupId: null,
  serviceLevelSeconds: 30,
  settings: groupServiceSettings.parse({}),
  thresholds: {},
  members: [],
}

function toStep(
  row: ImportRow,
  ids: ReadonlyMap<string, string>,
  stored: ReadonlyMap<string, StoredGroup>,
  problems: ImportProblem[],
): Step {
  const id = ids.get(row.name.toLowerCase()) ?? ''
  const before = stored.get(id) ?? null
  const base = before?.settings ?? fresh
  const resolve = (column: string, name: string | null | undefined, standing: string | null) => {
    if (name === undefined) return standing
    if (name === null) return null
    const found = ids.get(name.toLowerCase())
    if (!found) problems.push({ row: row.row, column, code: 'unknown_group', value: name })
    return found ?? null
  }
  const next = {
    ...base,
    ...row.settings,
    name: row.name,
    parentId: resolve('parent', row.parent, base.parentId),
    overflowGroupId: resolve('overflow_group', row.overflow, base.overflowGroupId),
  }
  return { id, before, next }
}

const columnOf: Record<string, string> = {
  parentId: 'parent',
  overflowGroupId: 'overflow_group',
  name: 'name',
}

/** The rules of the form, over the groups as they will be when all rows are in. */
function findFaults(
  rows: readonly ImportRow[],
  steps: readonly Step[],
  known: readonly KnownGroup[],
  agentIds: ReadonlySet<string>,
): ImportProblem[] {
  const after = new Map(known.map((group) => [group.id, group]))
  for (const { id, before, next } of steps) {
    const { name, parentId, overflowGroupId } = next
    after.set(id, { id, name, parentId, overflowGroupId, disabled: before?.disabled ?? false })
  }
  const groups = [...after.values()]
  return steps.flatMap(({ id, next }, index) =>
    checkGroup(id, next, groups, agentIds)
      .filter((fault) => columnOf[fault.path] && fault.code !== 'name_taken')
      .map((fault) => ({
        row: rows[index]?.row ?? 0,
        column: columnOf[fault.path] ?? '',
        code: fault.code,
        value: next.name,
      })),
  )
}

/** What is referred to comes first; the checks have refused circles. */
function inOrder(steps: readonly Step[]): Step[] {
  const waiting = new Map(steps.map((step) => [step.id, step]))
  const ordered: Step[] = []
  const place = (step: Step) => {
    if (!waiting.delete(step.id)) return
    for (const id of [step.next.parentId, step.next.overflowGroupId]) {
      const first = id === null ? undefined : waiting.get(id)
      if (first) place(first)
    }
    ordered.push(step)
  }
  for (const step of steps) place(step)
  return ordered
}
