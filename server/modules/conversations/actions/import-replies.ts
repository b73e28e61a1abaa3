import { CsvError, parse } from 'csv-parse/sync'
import type { Principal } from '@/server/access'
import { csvLimits, type ImportProblem, type ImportReport } from '@/server/modules/workforce/contract'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { type ReplyRow, readReplies, replyKey } from '../domain/reply-csv'
import {
  insertReply,
  listReplyGroups,
  lockRepliesFor,
  type StoredReply,
  updateReply,
} from '../store/quick-replies'
import { asTaken, auditReply, mayKeep, ownerOf, replyReader, toSettings } from './keep-quick-replies'

/** Thrown inside the transaction so that a dry run, or a file with problems, leaves nothing behind. */
class Undo extends Error {
  constructor(readonly report: ImportReport) {
    super('nothing is kept')
  }
}

/** All rows or none; nothing is deleted. A dry run does everything and keeps nothing. */
export async function importReplies(
  principal: Principal,
  { csv, dryRun }: { csv: string; dryRun: boolean },
): Promise<ImportReport> {
  const records = readRecords(csv)
  if (!Array.isArray(records)) return failed([records])
  const groups = new Map(
    (await listReplyGroups(replyReader(principal).groupIds)).map(({ id, name }) => [name.toLowerCase(), id]),
  )
  const { rows, problems } = readReplies(records, groups)
  if (problems.length > 0) return failed(problems)
  try {
    return await inTransaction(async (tx) => {
      const stored = await lockRepliesFor(tx, principal.userId)
      const report = await writeRows(tx, { principal, rows, stored })
      if (dryRun || report.problems.length > 0) throw new Undo({ ...report, applied: false })
      return report
    }, 60_000)
  } catch (error) {
    if (error instanceof Undo) return error.report
    return asTaken(error)
  }
}

const failed = (problems: ImportProblem[]): ImportReport => ({
  ...{ applied: false, created: [], updated: [], unchanged: 0, problems },
})

function readRecords(csv: string): string[][] | ImportProblem {
  if (Buffer.byteLength(csv) > csvLimits.bytes)
    throw new AppError('too_large', 'The file is larger than 2 MB.')
  try {
    const records: string[][] = parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true })
    if (records.length - 1 <= csvLimits.rows) return records
    return { row: csvLimits.rows + 2, column: '', code: 'too_many', value: String(records.length - 1) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { row: Number(error.lines ?? 1), column: '', code: 'not_csv', value: '' }
  }
}

type Work = { principal: Principal; rows: readonly ReplyRow[]; stored: readonly StoredReply[] }

/** What stays as it is needs no permission, so that an export with others' replies can be taken back. */
async function writeRows(tx: Db, { principal, rows, stored }: Work): Promise<ImportReport> {
  const known = new Map(stored.map((reply) => [replyKey(reply), reply]))
  const report: ImportReport = { ...failed([]), applied: true }
  for (const { row, reply } of rows) {
    const before = known.get(replyKey(reply))
    const ownerId = ownerOf(principal, reply)
    if (before && before.title === reply.title && before.text === reply.text) report.unchanged += 1
    else if (!mayKeep(principal, { ...reply, ownerId })) {
      report.problems.push({ row, column: 'scope', code: 'not_allowed', value: reply.scope })
    } else if (before) {
      await updateReply(tx, { id: before.id, ownerId, reply })
      await auditReply(tx, principal, 'updated', { id: before.id, before: toSettings(before), after: reply })
      report.updated.push(reply.shortcut)
    } else {
      const id = newId()
      await insertReply(tx, { id, ownerId, reply })
      await auditReply(tx, principal, 'created', { id, before: null, after: reply })
      report.created.push(reply.shortcut)
    }
  }
  return report
}
