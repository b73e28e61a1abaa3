import { isDeepStrictEqual } from 'node:util'
import type { Principal } from '@/server/access'
import { currentSettings } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import {
  attemptImport,
  byteOrderMark,
  csvLines,
  failedImport,
  type ImportProblem,
  type ImportReport,
  readRecords,
} from '@/server/platform/csv'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { type CustomerFilter, customerLimits } from '../contract'
import { checkFields } from '../domain/check-fields'
import { type CustomerLine, customerColumns, readCustomers, toCells } from '../domain/customer-file'
import {
  findByExternalIds,
  insertCustomer,
  lockCustomers,
  type ProfileColumns,
  type StoredCustomer,
  streamCustomers,
  writeProfile,
} from '../store/customers'
import { auditCustomer, profileOf } from './change-customers'
import { readerFor } from './read-customers'

/** The customers of the list with the same filter; that they were taken out is on record. */
export async function* exportCustomers(principal: Principal, filter: CustomerFilter): AsyncGenerator<string> {
  const reader = readerFor(principal, 'customers.export')
  const { fields } = (await currentSettings()).customers
  await auditCustomer(pool(), principal, 'exported', {
    ...{
      id: 'list',
      label: '',
      before: null,
      after: { state: filter.state ?? null, chosen: filter.ids ?? null },
    },
  })
  yield byteOrderMark + csvLines([customerColumns(fields)])
  for await (const rows of streamCustomers(pool(), filter, reader))
    yield csvLines(rows.map((row) => toCells(row, fields)))
}

/** All rows or none; nobody is deleted. A dry run does everything and keeps nothing. */
export async function importCustomers(
  principal: Principal,
  { csv, dryRun }: { csv: string; dryRun: boolean },
): Promise<ImportReport> {
  const records = await readRecords(csv, customerLimits)
  if (!Array.isArray(records)) return failedImport([records])
  const { fields } = (await currentSettings()).customers
  const { rows, problems } = readCustomers(records, fields)
  if (problems.length > 0) return failedImport(problems)
  return attemptImport<Sql>(
    dryRun,
    (run) => inTransaction(run),
    async (sql, giveUp) => {
      const { ids, unknown } = await resolve(sql, rows)
      if (unknown.length > 0) giveUp(unknown)
      const stored = new Map(
        (await lockCustomers(sql, [...new Set(ids.values())])).map((row) => [row.id, row]),
      )
      const report: ImportReport = { ...failedImport([]), applied: true }
      const settings = { definitions: fields, principal, report }
      for (const line of rows) await writeLine(sql, line, stored.get(ids.get(line.row) ?? ''), settings)
      return report
    },
  )
}

/** Whom each row means; a row without a signed id must name one who is there. */
async function resolve(sql: Sql, rows: readonly CustomerLine[]) {
  const known = await findByExternalIds(
    sql,
    rows.flatMap(({ externalId }) => (externalId ? [externalId] : [])),
  )
  const ids = new Map<number, string>()
  for (const { row, externalId, id } of rows) {
    const found = externalId ? known.get(externalId) : id
    if (found) ids.set(row, found)
  }
  const there = new Set((await lockCustomers(sql, [...new Set(ids.values())])).map(({ id }) => id))
  const unknown: ImportProblem[] = []
  for (const { row, externalId, id } of rows)
    if (!externalId && !there.has(ids.get(row) ?? ''))
      unknown.push({ row, column: 'id', code: 'customer_unknown', value: id ?? '' })
  return { ids, unknown }
}

type About = {
  definitions: Parameters<typeof checkFields>[0]
  principal: Principal
  report: ImportReport
}

async function writeLine(
  sql: Sql,
  line: CustomerLine,
  stands: StoredCustomer | undefined,
  { definitions, principal, report }: About,
): Promise<void> {
  const before: ProfileColumns | null = stands ? profileOf(stands) : null
  const { values } = checkFields(definitions, { ...before?.fields, ...line.fields }, before?.fields)
  const name = line.changes.name ?? before?.name ?? line.externalId ?? ''
  const fresh = { email: null, phone: null, language: null, vipLevel: 0, tags: [] }
  const after: ProfileColumns = { ...fresh, ...before, ...line.changes, name, fields: values }
  if (stands && isDeepStrictEqual(before, after)) {
    report.unchanged += 1
    return
  }
  const id = stands?.id ?? newId()
  if (stands) await writeProfile(sql, id, after)
  else await insertCustomer(sql, { ...after, id, externalId: line.externalId ?? '', at: now() })
  await auditCustomer(sql, principal, stands ? 'updated' : 'created', { id, label: name, before, after })
  ;(stands ? report.updated : report.created).push(name)
}
