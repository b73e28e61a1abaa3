import { isDeepStrictEqual } from 'node:util'
import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { type CalendarConfiguration, findOverlaps } from '../contract'
import { isCalendarNameTaken, putCalendar, type StoredCalendar } from '../store/stored-calendars'
import { refuseFaults } from './change-configuration'

export const calendarNameTaken = {
  path: 'name',
  code: 'calendar_name_taken',
  message: 'Other service hours have this name.',
}

type Write = {
  principal: Principal
  id: string
  before: StoredCalendar | null
  next: CalendarConfiguration
  action: string
}

/** Checks, writes and records; false when nothing would change. */
export async function writeCalendar(
  tx: Db,
  { principal, id, before, next: wanted, action }: Write,
): Promise<boolean> {
  const disabled = wanted.disabled ?? before?.settings.disabled ?? false
  const next = { ...wanted, disabled }
  if (before && isDeepStrictEqual(before.settings, next)) return false
  refuseFaults([
    ...((await isCalendarNameTaken(tx, next.name, before ? id : null)) ? [calendarNameTaken] : []),
    ...findOverlaps(next.hours).map(({ path, first, second }) => ({
      path: `hours.${path}`,
      code: 'spans_overlap',
      message: `${said(first)} and ${said(second)} overlap.`,
    })),
  ])
  await putCalendar(tx, id, next)
  const sides = { before: before?.settings ?? null, after: next }
  const what = { action, entity: 'calendar', entityId: id, label: next.name }
  await recordAudit(tx, { actor: principal, ...what, ...sides })
  return true
}

const said = ({ day, span }: { day: string; span: { from: string; to: string } }) =>
  `${day} ${span.from}–${span.to}`
