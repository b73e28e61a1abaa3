import type { Principal } from '@/server/access'
import { forgetBlocked } from '@/server/modules/conversations'
import { now } from '@/server/platform/clock'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { MergeInput, MergePreview } from '../contract'
import { mergeProfiles, type Profile } from '../domain/merge-profiles'
import { lockCustomers, type StoredCustomer, writeBlock, writeProfile } from '../store/customers'
import { countMove, countReferences, leaveSign, moveEverything } from '../store/merge'
import { auditCustomer, profileOf } from './change-customers'
import { missing, requireCustomer } from './read-customers'

const profile = (row: Omit<Profile, 'known'> & { externalId: string | null }): Profile => ({
  ...profileOf(row),
  known: row.externalId !== null,
})

/** What a merge would do, without doing it. @throws {AppError} not_found */
export async function previewMerge(
  principal: Principal,
  ids: { from: string; into: string },
): Promise<MergePreview> {
  const from = await requireCustomer(principal, ids.from, 'customers.manage')
  const into = await requireCustomer(principal, ids.into, 'customers.manage')
  // One that was merged is found as who it is now.
  if (from.id === into.id) throw missing()
  const [counts, others] = await Promise.all([
    countMove(pool(), from.id, into.id),
    countReferences(pool(), from.id),
  ])
  const { tags, fields, dropped } = mergeProfiles(profile(from), profile(into))
  return { from, into, ...counts, others, tags, fields, dropped, windowAt: from.lastSeenAt }
}

/**
 * Takes one customer into another, all of it or nothing. Whatever the customer writes in the same moment is
 * stored before it or for the survivor. @throws {AppError} not_found, conflict
 */
export async function mergeCustomers(principal: Principal, wanted: MergeInput): Promise<{ id: string }> {
  if (wanted.from.id === wanted.into.id) throw missing()
  await requireCustomer(principal, wanted.from.id, 'customers.manage')
  await requireCustomer(principal, wanted.into.id, 'customers.manage')
  await inTransaction(async (sql) => {
    const rows = await lockCustomers(sql, [wanted.from.id, wanted.into.id])
    const [from, into] = [as(rows, wanted.from), as(rows, wanted.into)]
    const counts = await countMove(sql, from.id, into.id)
    const others = await countReferences(sql, from.id)
    const merged = mergeProfiles(profile(from), profile(into))
    await moveEverything(sql, from.id, into.id)
    await leaveSign(sql, from.id, into.id, now())
    await writeProfile(sql, into.id, merged.profile)
    // Whoever was blocked does not come back by a merge.
    if (from.blockedAt && !into.blockedAt)
      await writeBlock(sql, into.id, {
        ...{ at: from.blockedAt, by: principal.userId, reason: from.blockedReason ?? '' },
      })
    await record(sql, principal, { from, into, after: merged.profile, moved: { ...counts, others } })
  })
  forgetBlocked()
  return { id: wanted.into.id }
}

function as(rows: readonly StoredCustomer[], { id, version }: { id: string; version: number }) {
  const row = rows.find((one) => one.id === id)
  if (!row) throw missing()
  if (row.version === version) return row
  throw new AppError('conflict', 'Somebody else changed one of the customers. Look at the preview again.', {
    data: { current: { id, version: row.version } },
  })
}

type Merge = { from: StoredCustomer; into: StoredCustomer; after: object; moved: object }

async function record(sql: Sql, actor: Principal, { from, into, after, moved }: Merge): Promise<void> {
  const { externalId, id } = from
  const other = { ...profileOf(from), mergedId: id, externalId }
  await auditCustomer(sql, actor, 'merged', {
    ...{ id: into.id, label: into.name },
    before: { ...profileOf(into), merged: other },
    after: { ...after, moved },
  })
  await auditCustomer(sql, actor, 'merged_away', {
    ...{ id, label: from.name, before: profileOf(from), after: { into: into.id } },
  })
}
