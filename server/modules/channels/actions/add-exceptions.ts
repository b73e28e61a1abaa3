import type { Principal } from '@/server/access'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { type AddExceptions, calendarInput, type HoursException } from '../contract'
import { mergeExceptions } from '../domain/merge-exceptions'
import { listLockedCalendars, type StoredCalendar } from '../store/stored-calendars'
import { changeConfiguration } from './change-configuration'
import { writeCalendar } from './write-calendar'

/** A holiday for many: all of them or none; `changed` counts those that did not have it already. */
export function addExceptions(
  principal: Principal,
  { ids, exceptions, replace }: AddExceptions,
): Promise<{ changed: number }> {
  return changeConfiguration(async (tx) => {
    const calendars = await listLockedCalendars(tx, ids)
    if (calendars.length < new Set(ids).size) {
      throw new AppError('not_found', 'Some of these service hours are gone.')
    }
    let changed = 0
    for (const before of calendars) {
      if (await putExceptions(tx, { principal, before, exceptions, replace, action: 'updated' })) changed++
    }
    return { changed: changed > 0, result: { changed } }
  })
}

type Put = {
  principal: Principal
  before: StoredCalendar
  exceptions: readonly HoursException[]
  replace: boolean
  action: 'updated' | 'imported'
}

/** @throws {AppError} invalid_input when they become too many */
export async function putExceptions(tx: Db, put: Put): Promise<boolean> {
  const { principal, before, action } = put
  const { name, hours } = before.settings
  const exceptions = mergeExceptions(hours.exceptions, put.exceptions, put.replace)
  const read = calendarInput.safeParse({ name, hours: { ...hours, exceptions } })
  if (!read.success) {
    throw new AppError('invalid_input', `${name} would have too many exceptions.`, {
      fields: [{ path: 'exceptions', code: 'too_many_dates', message: 'At most 400 dates.' }],
    })
  }
  return writeCalendar(tx, { principal, id: before.id, before, next: read.data, action })
}
