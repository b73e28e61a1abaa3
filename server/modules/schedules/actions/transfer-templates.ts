import type { Principal } from '@/server/access'
import { readOrganizationSettings } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import {
  attemptImport,
  byteOrderMark,
  csvLines,
  failedImport,
  type ImportReport,
  readRecords,
} from '@/server/platform/csv'
import { pool } from '@/server/platform/db/pool'
import { type Db, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { type ExportSchedule, rosterLimits, scheduleCsvLimits, type TemplateView } from '../contract'
import {
  type RotationLine,
  readRotationLines,
  readTemplateLines,
  rotationCells,
  rotationColumns,
  type TemplateLine,
  templateCells,
  templateColumns,
} from '../domain/shift-csv'
import { findRotation, findRotationByName, pageRotations } from '../store/rotations'
import { listTemplates, pageTemplates, putTemplate } from '../store/templates'
import { changeRotations, writeRotation } from './save-rotation'
import { changeTemplates, noteTemplate } from './save-template'

const PAGE = 200
type File = { csv: string; dryRun: boolean }

/** The shifts that the list shows with the same filter, in their order. */
export async function* exportTemplates(filter: ExportSchedule): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([templateColumns])
  for (let page = 1; ; page += 1) {
    const asked = { ...filter, sort: 'position', direction: 'asc', page, pageSize: PAGE } as const
    const { rows } = await pageTemplates(pool(), asked)
    if (rows.length > 0) yield csvLines(rows.map(templateCells))
    if (rows.length < PAGE) return
  }
}

/** Cycles with the names of their shifts; who follows them is counted for the reader. */
export async function* exportRotations(filter: ExportSchedule): AsyncGenerator<string> {
  const names = new Map((await listTemplates(prisma())).map(({ id, name }) => [id, name]))
  yield byteOrderMark + csvLines([[...rotationColumns, 'agents']])
  for (let page = 1; ; page += 1) {
    const asked = { ...filter, sort: 'name', direction: 'asc', page, pageSize: PAGE } as const
    const { rows } = await pageRotations(pool(), asked)
    const nameOf = (id: string) => names.get(id) ?? ''
    if (rows.length > 0) yield csvLines(rows.map((row) => [...rotationCells(row, nameOf), row.members]))
    if (rows.length < PAGE) return
  }
}

const emptyReport = (): ImportReport => ({
  ...{ applied: true, created: [], updated: [], unchanged: 0, problems: [] },
})

/** All rows or none; a row is the shift of its name, and a column that is not there leaves what stands. */
export async function importTemplates(principal: Principal, { csv, dryRun }: File): Promise<ImportReport> {
  const records = await readRecords(csv, scheduleCsvLimits)
  if (!Array.isArray(records)) return failedImport([records])
  return attemptImport<{ tx: Db; templates: TemplateView[] }>(
    dryRun,
    (run) => changeTemplates((tx, templates) => run({ tx, templates })),
    async ({ tx, templates }, giveUp) => {
      const byName = new Map(templates.map((one) => [one.name.toLowerCase(), one]))
      const { roster } = await readOrganizationSettings(tx)
      const known = new Set(byName.keys())
      const longestMinutes = roster.longestShiftHours * 60
      const { lines, problems } = readTemplateLines(records, { known, longestMinutes })
      if (problems.length > 0) giveUp(problems)
      const report = emptyReport()
      let position = Math.max(0, ...templates.map((one) => one.position))
      for (const line of lines) {
        const before = byName.get(line.name.toLowerCase()) ?? null
        if (!before) position += 1
        const place = before?.position ?? position
        if (!(await writeLine(tx, principal, line, { before, position: place }))) report.unchanged += 1
        else (before ? report.updated : report.created).push(line.name)
      }
      return report
    },
  )
}

async function writeLine(
  tx: Db,
  principal: Principal,
  line: TemplateLine,
  { before, position }: { before: TemplateView | null; position: number },
): Promise<boolean> {
  const base = before ?? { code: '', color: 'blue' as const, segments: [], disabled: false }
  const { code, color, segments, disabled } = { ...base, ...line }
  const next = { name: line.name, code, color, segments: [...segments], disabled }
  if (before && JSON.stringify(templateCells(before)) === JSON.stringify(templateCells(next))) return false
  const id = before?.id ?? newId()
  const { disabled: _, ...settings } = next
  await putTemplate(tx, { ...settings, id, position, disabledAt: disabled ? now() : null })
  await noteTemplate(tx, principal, before ? 'imported' : 'created', id, before, next)
  return true
}

/** The same for cycles. Who follows one is not in the file and stays. */
export async function importRotations(principal: Principal, { csv, dryRun }: File): Promise<ImportReport> {
  const records = await readRecords(csv, scheduleCsvLimits)
  if (!Array.isArray(records)) return failedImport([records])
  return attemptImport<Db>(dryRun, changeRotations, async (tx, giveUp) => {
    const templates = await listTemplates(tx)
    const ids = new Map([
      ...templates.map(({ id, code }) => [code.toLowerCase(), id] as const),
      ...templates.map(({ id, name }) => [name.toLowerCase(), id] as const),
    ])
    const { lines, problems } = readRotationLines(records, ids, rosterLimits.cycleDays)
    if (problems.length > 0) giveUp(problems)
    const report = emptyReport()
    for (const line of lines) await writeCycle(tx, principal, line, report)
    return report
  })
}

async function writeCycle(
  tx: Db,
  principal: Principal,
  line: RotationLine,
  report: ImportReport,
): Promise<void> {
  const found = await findRotationByName(tx, line.name)
  const before = found ? await findRotation(found, tx) : null
  const days = line.days ?? before?.days ?? []
  const disabled = line.disabled ?? before?.disabled ?? false
  const same =
    before?.name === line.name && before.disabled === disabled && before.days.join() === days.join()
  if (same) {
    report.unchanged += 1
    return
  }
  const next = { name: line.name, days, members: before?.members ?? [] }
  const action = before ? 'imported' : 'created'
  await writeRotation(tx, principal, { id: before?.id ?? newId(), before, next, disabled, action })
  ;(before ? report.updated : report.created).push(line.name)
}
