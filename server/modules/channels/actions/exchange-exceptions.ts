import type { Principal } from '@/server/access'
import {
  attemptImport,
  byteOrderMark,
  csvLines,
  failedImport,
  type ImportReport,
  readRecords,
} from '@/server/platform/csv'
import type { Db } from '@/server/platform/db/prisma'
import { type CalendarFilter, csvLimits } from '../contract'
import { exceptionColumns, readExceptions, writeSpans } from '../domain/exception-csv'
import { mapNames } from '../store/channel-facts'
import { listLockedCalendars, listStoredCalendars } from '../store/stored-calendars'
import { putExceptions } from './add-exceptions'
import { changeConfiguration } from './change-configuration'

/** The dates of all hours that a list with the same filter shows; import takes the file back. */
export async function* exportExceptions(filter: CalendarFilter): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([exceptionColumns])
  for (const { name, hours } of await listStoredCalendars(filter)) {
    const rows = hours.exceptions.map((one) => [name, one.date, one.name, writeSpans(one.spans)])
    if (rows.length > 0) yield csvLines(rows)
  }
}

/** All rows or none; a date that is there already becomes what the file says, others stay. */
export async function importExceptions(
  principal: Principal,
  { csv, dryRun }: { csv: string; dryRun: boolean },
): Promise<ImportReport> {
  const records = await readRecords(csv, csvLimits)
  if (!Array.isArray(records)) return failedImport([records])
  return attemptImport<Db>(
    dryRun,
    (run) =>
      changeConfiguration(async (tx) => {
        const report = await run(tx)
        return { changed: report.updated.length > 0, result: report }
      }),
    async (tx, giveUp) => {
      const { lines, problems } = readExceptions(records, (await mapNames(tx)).calendars)
      if (problems.length > 0) giveUp(problems)
      const report: ImportReport = { applied: true, created: [], updated: [], unchanged: 0, problems: [] }
      const ids = [...new Set(lines.map(({ calendarId }) => calendarId))]
      for (const before of await listLockedCalendars(tx, ids)) {
        const mine = lines.filter(({ calendarId }) => calendarId === before.id)
        const exceptions = mine.map(({ exception }) => exception)
        const put = { principal, before, exceptions, replace: true, action: 'imported' as const }
        if (await putExceptions(tx, put)) report.updated.push(before.settings.name)
        else report.unchanged++
      }
      return report
    },
  )
}
