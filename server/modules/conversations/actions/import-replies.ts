import type { Principal } from '@/server/access'
import { csvLimits } from '@/server/modules/workforce/contract'
import { attemptImport, failedImport, type ImportReport, readRecords } from '@/server/platform/csv'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
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

/** All rows or none; nothing is deleted. A dry run does everything and keeps nothing. */
export async function importReplies(
  principal: Principal,
  { csv, dryRun }: { csv: string; dryRun: boolean },
): Promise<ImportReport> {
  const records = await readRecords(csv, csvLimits)
  if (!Array.isArray(records)) return failedImport([records])
  const groups = new Map(
    (await listReplyGroups(replyReader(principal).groupIds)).map(({ id, name }) => [name.toLowerCase(), id]),
  )
  const { rows, problems } = readReplies(records, groups)
  if (problems.length > 0) return failedImport(problems)
  try {
    return await attemptImport<Db>(
      dryRun,
      (run) => inTransaction(run, 60_000),
      async (tx) => writeRows(tx, { principal, rows, stored: await lockRepliesFor(tx, principal.userId) }),
    )
  } catch (error) {
    return asTaken(error)
  }
}

type Work = { principal: Principal; rows: readonly ReplyRow[]; stored: readonly StoredReply[] }

/** What stays as it is needs no permission, so that an export with others' replies can be taken back. */
async function writeRows(tx: Db, { principal, rows, stored }: Work): Promise<ImportReport> {
  const known = new Map(stored.map((reply) => [replyKey(reply), reply]))
  const report: ImportReport = { ...failedImport([]), applied: true }
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
