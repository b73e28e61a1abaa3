import { nowMs } from '@/server/platform/clock'
import { type Db, prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import {
  type CalendarDetail,
  type CalendarFilter,
  type CalendarRow,
  type HoursPreview,
  type IcalReading,
  icalLimits,
  type ServiceHours,
} from '../contract'
import { nextClockChange, previewFrom, previewHours, weeklyMinutes } from '../domain/preview-hours'
import { readIcal } from '../domain/read-ical'
import { isOpen, nextOpening } from '../domain/service-hours'
import {
  findCalendarUses,
  findStoredCalendar,
  type ListedCalendar,
  listStoredCalendars,
} from '../store/stored-calendars'

const keys = {
  name: (row: CalendarRow) => row.name.toLowerCase(),
  timeZone: (row: CalendarRow) => row.timeZone,
  weekly: (row: CalendarRow) => row.weeklyMinutes,
  exceptions: (row: CalendarRow) => row.exceptions,
}

export async function readCalendars(
  filter: CalendarFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: CalendarRow[]; total: number }> {
  const at = nowMs()
  const all = (await listStoredCalendars(filter)).map((calendar) => toRow(calendar, at))
  const key = keys[filter.sort]
  const sign = filter.direction === 'desc' ? -1 : 1
  all.sort((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : a.name < b.name ? -1 : 1))
  return { rows: all.slice(offset, offset + limit), total: all.length }
}

function toRow({ hours, ...calendar }: ListedCalendar, at: number): CalendarRow {
  const next = nextOpening(hours, at)
  return {
    ...calendar,
    timeZone: hours.timeZone,
    weeklyMinutes: weeklyMinutes(hours),
    exceptions: hours.exceptions.length,
    openNow: isOpen(hours, at),
    nextOpening: next === null ? null : new Date(next).toISOString(),
  }
}

/** @throws {AppError} not_found */
export async function getCalendar(id: string, db: Db = prisma()): Promise<CalendarDetail> {
  const stored = await findStoredCalendar(db, id)
  if (!stored) throw new AppError('not_found', 'There are no such service hours.')
  return { id, version: stored.version, ...stored.settings, uses: await findCalendarUses(id, db) }
}

export function previewOf(hours: ServiceHours, from?: string): HoursPreview {
  const at = nowMs()
  return {
    days: from === undefined ? previewHours(hours, at) : previewFrom(hours, from),
    clocksChangeOn: nextClockChange(hours.timeZone, at),
  }
}

/** Looks only; what is taken of it is saved with the calendar. */
export function readHolidays(text: string): IcalReading {
  return readIcal(text, new Date(nowMs()).toISOString().slice(0, 10), icalLimits.dates)
}
