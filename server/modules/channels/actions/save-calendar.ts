import type { Principal } from '@/server/access'
import { findAuditEntry, recordAudit } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { type CalendarConfiguration, calendarInput } from '../contract'
import { mayDeleteCalendar } from '../domain/uses'
import {
  findCalendarUses,
  findStoredCalendar,
  lockCalendar,
  removeCalendar,
  type StoredCalendar,
} from '../store/stored-calendars'
import { asTaken, changeConfiguration, conflict } from './change-configuration'
import { getCalendar } from './read-calendars'
import { calendarNameTaken, writeCalendar } from './write-calendar'

export function createCalendar(principal: Principal, next: CalendarConfiguration): Promise<{ id: string }> {
  const id = newId()
  return changeConfiguration(async (tx) => {
    await writeCalendar(tx, { principal, id, before: null, next, action: 'created' })
    return { changed: true, result: { id } }
  }).catch(asTaken(calendarNameTaken))
}

/** @throws {AppError} conflict, with the hours as they are now */
export function updateCalendar(
  principal: Principal,
  { id, version, calendar: next }: { id: string; version: number; calendar: CalendarConfiguration },
): Promise<void> {
  return changeConfiguration(async (tx) => {
    const before = await getLocked(tx, id, version)
    return {
      changed: await writeCalendar(tx, { principal, id, before, next, action: 'updated' }),
      result: undefined,
    }
  }).catch(asTaken(calendarNameTaken))
}

/** Disabled hours are offered to nobody new. @throws {AppError} conflict */
export function setCalendarDisabled(
  principal: Principal,
  { id, version, disabled }: { id: string; version: number; disabled: boolean },
): Promise<void> {
  return changeConfiguration(async (tx) => {
    const before = await getLocked(tx, id, version)
    const next = { ...before.settings, disabled }
    const action = disabled ? 'disabled' : 'enabled'
    return { changed: await writeCalendar(tx, { principal, id, before, next, action }), result: undefined }
  })
}

/** @throws {AppError} in_use while a channel or a group keeps these hours */
export function deleteCalendar(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<void> {
  return changeConfiguration(async (tx) => {
    const { settings } = await getLocked(tx, id, version)
    const uses = await findCalendarUses(id, tx)
    if (!mayDeleteCalendar(uses)) {
      throw new AppError('in_use', 'These service hours are still in use.', { data: { uses } })
    }
    await removeCalendar(tx, id)
    const what = { action: 'deleted', entity: 'calendar', entityId: id, label: settings.name }
    await recordAudit(tx, { actor: principal, ...what, before: settings })
    return { changed: true, result: undefined }
  })
}

/** Back to before an entry of the audit log; deleted hours are made again under their id. */
export async function restoreCalendar(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string; leftOut: number }> {
  const entry = await findAuditEntry(entryId)
  const read = calendarInput.safeParse(entry?.before)
  if (entry?.entity !== 'calendar' || !read.success) {
    throw new AppError('not_found', 'There is nothing to go back to.')
  }
  return changeConfiguration(async (tx) => {
    const id = entry.entityId
    await lockCalendar(tx, id)
    const before = await findStoredCalendar(tx, id)
    const changed = await writeCalendar(tx, { principal, id, before, next: read.data, action: 'restored' })
    return { changed, result: { id, leftOut: 0 } }
  }).catch(asTaken(calendarNameTaken))
}

async function getLocked(tx: Db, id: string, version: number): Promise<StoredCalendar> {
  await lockCalendar(tx, id)
  const calendar = await findStoredCalendar(tx, id)
  if (!calendar) throw new AppError('not_found', 'There are no such service hours.')
  if (calendar.version !== version) throw conflict('calendar', await getCalendar(id, tx))
  return calendar
}
