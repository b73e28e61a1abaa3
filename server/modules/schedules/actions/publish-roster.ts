import type { Principal } from '@/server/access'
import { notifyAll, recordAudit } from '@/server/modules/accounts'
import { type PlannedSpan, refreshRosters, replaceShifts } from '@/server/modules/workforce'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { type Db, inTransaction, prisma } from '@/server/platform/db/prisma'
import { type PublishInput, type PublishPreview, severityOf } from '../contract'
import { dayNumber, isoDay } from '../domain/days'
import { expandShift, wallClock } from '../domain/expand'
import { countChanges, totalOf } from '../domain/publication'
import {
  type DraftRow,
  deleteEntries,
  discardDrafts,
  listDrafting,
  listDrafts,
  listNamedEntries,
  markPublished,
} from '../store/publish'
import { listRosterAgents } from '../store/read-roster'
import { findTimeZone } from '../store/whom'
import { lockRoster } from '../store/write-roster'
import { findPlanConflicts } from './read-roster'
import { whomOf } from './roster-scope'
import { voidSwaps } from './void-swaps'

const LONG_MS = 120_000
const CHUNK = 5_000
const BATCH_ENTRIES = 3_000
/** So many names stand in the audit log; the rest are counted. */
const NAMED = 50

/** Members as they are now; null where everybody is meant, which needs no list. */
async function agentIdsOf(principal: Principal, input: PublishInput): Promise<string[] | null> {
  const whom = await whomOf(principal, 'schedules.write', input)
  if (whom.groupIds === null && whom.agentId === null && whom.search === '') return null
  const { agents } = await listRosterAgents(pool(), whom, input, { limit: 100_000, offset: 0 })
  return agents.map((agent) => agent.id)
}

/** What publishing would tell whom, and what speaks against it. Changes nothing. */
export async function previewPublication(principal: Principal, input: PublishInput): Promise<PublishPreview> {
  const drafts = await listDrafts(prisma(), await agentIdsOf(principal, input), input)
  const changes = countChanges(drafts)
  const conflicts = await findPlanConflicts(principal, input)
  const shown = new Set(drafts.map((draft) => draft.id))
  const kinds = conflicts.filter(({ entryId }) => shown.has(entryId)).map(({ kind }) => severityOf[kind])
  return {
    ...{ changes, total: totalOf(changes) },
    errors: kinds.filter((severity) => severity === 'error').length,
    warnings: kinds.filter((severity) => severity === 'warning').length,
  }
}

/**
 * Makes the plan of a period what agents know and what their status follows. A batch of agents at a time: their
 * spans, notices and the entry of the audit log are one transaction, after which whoever of them is connected is
 * derived anew. So nobody's plan is published in part, and others who plan wait for a batch, not for everybody.
 */
export async function publishRoster(principal: Principal, input: PublishInput): Promise<PublishPreview> {
  const changes: PublishPreview['changes'] = []
  for (const agentIds of await batchesOf(principal, input)) {
    const made = await inTransaction(async (tx) => {
      await lockRoster(tx)
      const drafts = await listDrafts(tx, agentIds, input)
      await publishRows(tx, drafts)
      const made = countChanges(drafts)
      await notifyAll(tx, noticesOf(made, input))
      if (made.length > 0) await note(tx, principal, 'published', input, made)
      return made
    }, LONG_MS)
    await refreshRosters(made.map(({ agentId }) => agentId))
    changes.push(...made)
  }
  // Whoever wanted to swap a shift that is gone hears it now, and not from the watch.
  if (changes.length > 0) await voidSwaps()
  return { changes, total: totalOf(changes), errors: 0, warnings: 0 }
}

function noticesOf(made: PublishPreview['changes'], { from, until }: PublishInput) {
  return made.map(({ agentId, added, changed, removed }) => ({
    ...{ userId: agentId, kind: 'roster_published' as const, href: '/schedule/mine' },
    params: { from, until: isoDay(dayNumber(until) - 1), changes: added + changed + removed },
  }))
}

/** Back to what agents know, a batch of agents at a time. */
export async function discardRoster(
  principal: Principal,
  input: PublishInput,
): Promise<{ discarded: number }> {
  let discarded = 0
  for (const agentIds of await batchesOf(principal, input))
    discarded += await inTransaction(async (tx) => {
      await lockRoster(tx)
      const drafts = await listDrafts(tx, agentIds, input)
      let reached = 0
      for (const ids of chunks(drafts.map(({ id }) => id))) reached += await discardDrafts(tx, ids, now())
      if (drafts.length > 0) await note(tx, principal, 'discarded', input, countChanges(drafts))
      return reached
    }, LONG_MS)
  return { discarded }
}

/** Those with drafts, by name, so many at a time that a batch takes well under a second. */
async function batchesOf(principal: Principal, input: PublishInput): Promise<string[][]> {
  const concerned = await listDrafting(prisma(), await agentIdsOf(principal, input), input)
  const batches: string[][] = []
  let entries = BATCH_ENTRIES
  for (const { agentId, drafts } of concerned) {
    if (entries + drafts > BATCH_ENTRIES) {
      batches.push([])
      entries = 0
    }
    batches.at(-1)?.push(agentId)
    entries += drafts
  }
  return batches
}

/**
 * The same for single entries, in the transaction of somebody else's decision (a swap that was approved).
 * Returns whose roster it changed: call `refreshRosters` with them after the commit.
 */
export async function publishEntries(tx: Db, entryIds: readonly string[]): Promise<string[]> {
  const rows = await listNamedEntries(tx, entryIds)
  await publishRows(tx, rows)
  return [...new Set(rows.map(({ agentId }) => agentId))]
}

async function publishRows(tx: Db, rows: readonly DraftRow[]): Promise<void> {
  const clock = wallClock(await findTimeZone(pool()))
  const spans = rows.flatMap((row): PlannedSpan[] =>
    row.removed
      ? []
      : expandShift(clock, dayNumber(row.day), row.segments).map((span) => ({
          ...{ ...span, agentId: row.agentId, sourceId: row.id },
        })),
  )
  await replaceShifts(
    tx,
    'entry',
    rows.map(({ id }) => id),
    spans,
  )
  const gone = rows.filter(({ removed }) => removed).map(({ id }) => id)
  const kept = rows.filter(({ removed }) => !removed).map(({ id }) => id)
  for (const ids of chunks(gone)) await deleteEntries(tx, ids)
  for (const ids of chunks(kept)) await markPublished(tx, ids, now())
}

function* chunks(ids: readonly string[]): Generator<string[]> {
  for (let at = 0; at < ids.length; at += CHUNK) yield ids.slice(at, at + CHUNK)
}

async function note(
  tx: Db,
  principal: Principal,
  action: 'published' | 'discarded',
  input: PublishInput,
  changes: PublishPreview['changes'],
): Promise<void> {
  const { added, changed, removed } = totalOf(changes)
  const named = changes.slice(0, NAMED).map((change) => change.name)
  const more = changes.length - named.length
  await recordAudit(tx, {
    ...{ actor: principal, action, entity: 'roster', entityId: input.groupId ?? 'all' },
    label: `${input.from} – ${isoDay(dayNumber(input.until) - 1)}`,
    after: { added, changed, removed, agents: more > 0 ? `${named.join(', ')} +${more}` : named.join(', ') },
  })
}
