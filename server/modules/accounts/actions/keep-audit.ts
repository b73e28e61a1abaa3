import type { Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import type { AuditCheck } from '../contract'
import { noteAudit } from '../store/audit'
import { countOlder, eraseOlder, erasePerson, eraseSubjects } from '../store/erase-audit'
import { type Head, hasUnsealed, lockedBegin, sealAudit } from '../store/seal-audit'
import { findPersonFacts } from '../store/users'
import { type Anchor, verifyAudit } from '../store/verify-audit'

const EVERY_MS = 1_000
const TELL_MS = 10 * 60_000
const ERASE_BATCH = 2_000

/**
 * Chains what was committed, each second in one of the processes. The end of the chain goes to the process's
 * log from time to time: whoever keeps that log elsewhere can tell an end that was cut off.
 */
export function startSealing(): () => Promise<void> {
  let running: Promise<void> | undefined
  let told = 0
  const seal = async () => {
    if (!(await hasUnsealed())) return
    const { head } = await sealAudit()
    if (head && Date.now() - told >= TELL_MS) {
      told = Date.now()
      tell(head)
    }
  }
  const timer = setInterval(() => {
    running ??= round('audit', EVERY_MS, seal)
      .catch((err: unknown) => log().warn({ err: String(err) }, 'the audit log could not be chained'))
      .finally(() => {
        running = undefined
      })
  }, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}

const tell = ({ position, hash }: Head) =>
  log().info({ position, hash: hash.toString('hex') }, 'end of the audit chain')

/** All that is committed is chained first, so that nothing of it escapes the look. */
export async function checkAudit(anchors: readonly Anchor[] = []): Promise<AuditCheck> {
  await sealAudit(true)
  return verifyAudit(anchors)
}

/**
 * Erases what the log holds of one person; what they did, when and to what stays, and the chain holds.
 * @throws {AppError} not_found when the log holds nothing of anybody with this id
 */
export async function eraseFromAudit(principal: Principal, userId: string): Promise<{ values: number }> {
  const facts = await findPersonFacts(pool(), userId)
  await sealAudit(true)
  const values = await inTransaction(async (sql) => {
    const erased = await erasePerson(sql, userId, facts)
    if (erased === 0) throw new AppError('not_found', 'The audit log holds nothing personal of this person.')
    await noteAudit(sql, {
      actor: principal,
      ...{ action: 'erased', entity: 'audit', entityId: userId, label: '', after: { values: erased } },
    })
    return erased
  }, lockedBegin)
  return { values }
}

/** What the log holds of a customer: by their ids (the first is the one they go by), and values that are only theirs. */
export async function eraseSubjectsFromAudit(
  ids: readonly string[],
  texts: readonly string[],
): Promise<number> {
  await sealAudit(true)
  return inTransaction(async (sql) => {
    const values = await eraseSubjects(sql, ids, texts)
    const about = { action: 'erased', entity: 'audit', entityId: ids[0] ?? 'customer', label: '' }
    if (values > 0) await noteAudit(sql, { actor: null, ...about, after: { values }, at: now() })
    return values
  }, lockedBegin)
}

/** Personal values of entries from before `until`, in batches that are each on record; how many it were. */
export async function eraseOldFromAudit(until: Date, most = Number.POSITIVE_INFINITY): Promise<number> {
  await sealAudit(true)
  let values = 0
  while (values < most) {
    const erased = await inTransaction(async (sql) => {
      const count = await eraseOlder(sql, until, Math.min(ERASE_BATCH, most - values))
      const after = { values: count, before: until.toISOString() }
      if (count > 0) {
        const about = { action: 'erased', entity: 'audit', entityId: 'retention', label: '' }
        await noteAudit(sql, { actor: null, ...about, after, at: now() })
      }
      return count
    }, lockedBegin)
    values += erased
    if (erased === 0) break
  }
  return values
}

export const countOldInAudit = (until: Date): Promise<number> => countOlder(pool(), until)
