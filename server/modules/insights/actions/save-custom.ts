import type { Principal } from '@/server/access'
import { beforeOf, listRecordHistory, recordAudit } from '@/server/modules/accounts'
import { type Db, inTransaction, prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { type CustomSettings, type CustomView, customSettings } from '../contract'
import {
  type CustomRecord,
  customSettingsOf,
  deleteCustomRow,
  findCustomRow,
  insertCustomRow,
  listCustomRows,
  listSchedulesOf,
  lockCustomRow,
  updateCustomRow,
} from '../store/custom-reports'

const entity = 'custom_report'
const missing = () => new AppError('not_found', 'There is no such report.')

function toView(principal: Principal, row: CustomRecord): CustomView[] {
  const settings = customSettingsOf(row)
  if (!settings) return []
  const own = row.ownerId === principal.userId
  const { id, version, ownerId } = row
  return [{ ...settings, id, version, ownerId, owner: row.owner.name, own }]
}

const readable = (principal: Principal, row: CustomRecord | null): row is CustomRecord =>
  row !== null && (row.shared || row.ownerId === principal.userId)

export async function listCustom(principal: Principal): Promise<CustomView[]> {
  return (await listCustomRows(principal.userId)).flatMap((row) => toView(principal, row))
}

/** One's own, or one that is shared. @throws {AppError} not_found */
export async function getCustom(principal: Principal, id: string): Promise<CustomView> {
  const row = await findCustomRow(prisma(), id)
  const [view] = readable(principal, row) ? toView(principal, row) : []
  if (!view) throw missing()
  return view
}

/** Somebody else's is none where it is not shared, and nobody's to change where it is. */
async function locked(tx: Db, principal: Principal, id: string, version?: number) {
  const row = await lockCustomRow(tx, id)
  if (!readable(principal, row)) throw missing()
  if (row.ownerId !== principal.userId) {
    throw new AppError(
      'forbidden',
      `Only ${row.owner.name} may change this report. Save it under a name of your own.`,
    )
  }
  if (version !== undefined && row.version !== version) {
    const data = { current: toView(principal, row)[0] }
    throw new AppError('conflict', 'Somebody else changed this report in the meantime.', { data })
  }
  return row
}

const note = (actor: Principal, id: string, name: string) => ({ actor, entity, entityId: id, label: name })

export async function createCustom(principal: Principal, report: CustomSettings): Promise<{ id: string }> {
  const id = newId()
  await inTransaction(async (tx) => {
    await insertCustomRow(tx, id, principal.userId, report)
    await recordAudit(tx, { ...note(principal, id, report.name), action: 'created', after: report })
  })
  return { id }
}

/** @throws {AppError} not_found, forbidden, conflict with the report as it stands */
export async function updateCustom(
  principal: Principal,
  { id, version, report }: { id: string; version: number; report: CustomSettings },
): Promise<void> {
  await inTransaction(async (tx) => {
    const before = customSettingsOf(await locked(tx, principal, id, version))
    if (JSON.stringify(before) === JSON.stringify(report)) return
    await updateCustomRow(tx, id, report)
    await recordAudit(tx, { ...note(principal, id, report.name), action: 'updated', before, after: report })
  })
}

/** @throws {AppError} in_use while a schedule sends it */
export async function deleteCustom(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await locked(tx, principal, id, version)
    const schedules = await listSchedulesOf(tx, id)
    if (schedules.length > 0) {
      throw new AppError('in_use', `It is sent by: ${schedules.join(', ')}. Delete those schedules first.`)
    }
    await deleteCustomRow(tx, id)
    await recordAudit(tx, {
      ...note(principal, id, row.name),
      action: 'deleted',
      before: customSettingsOf(row),
    })
  })
}

export async function customHistory(principal: Principal, id: string) {
  const row = await findCustomRow(prisma(), id)
  if (row && !readable(principal, row)) throw missing()
  const history = await listRecordHistory(entity, id)
  // Of one that is gone only its maker sees what it was.
  const made = history.rows.length > 0 && history.rows.every(({ actorId }) => actorId === principal.userId)
  const own = row !== null || made
  if (!own) throw missing()
  return history
}

/** As before an entry of the log; what was deleted is made again under its old id. @throws {AppError} not_found */
export async function restoreCustom(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string }> {
  const { id, actorId, before } = await beforeOf(entryId, entity, customSettings)
  await inTransaction(async (tx) => {
    const row = await lockCustomRow(tx, id)
    if (row) await locked(tx, principal, id)
    else if (actorId !== principal.userId) throw missing()
    if (row) await updateCustomRow(tx, id, before)
    else await insertCustomRow(tx, id, principal.userId, before)
    const stood = row && customSettingsOf(row)
    await recordAudit(tx, {
      ...note(principal, id, before.name),
      action: 'restored',
      before: stood,
      after: before,
    })
  })
  return { id }
}
