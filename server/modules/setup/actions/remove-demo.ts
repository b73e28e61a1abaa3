import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Principal } from '@/server/access'
import { forgetPrincipals, noteAudit } from '@/server/modules/accounts'
import { removeFiles } from '@/server/modules/conversations'
import { now } from '@/server/platform/clock'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { addJob } from '@/server/platform/jobs'
import { emitSignal } from '@/server/platform/signals'
import type { DemoState } from '../contract'
import { type Kept, keepRecords, refKey } from '../domain/keep-records'
import { removeConfiguration } from '../store/demo-configuration'
import { listDemoRecords, listReferences, nameRecords } from '../store/demo-references'
import {
  closeDemo,
  countDemo,
  countRemaining,
  countTests,
  findRemoval,
  insertRemoval,
  isDemoRecord,
  removeConversations,
  removeCustomers,
} from '../store/demo-removal'

export const REMOVE_DEMO_TASK = 'remove_demo'
/** Small enough that a customer's message beside it does not wait. */
const BATCH = 100
/** Two processes may both believe that the job is theirs: they take turns. */
const IN_TURN = `begin; select pg_advisory_xact_lock(hashtextextended('remove_demo', 0))`

/** What there is of the demo, what would stay of it and why, and how far its removal has come. */
export async function getDemo(principal: Principal, keepTests: boolean): Promise<DemoState> {
  const sql = pool()
  const [removal, counts] = [await findRemoval(sql), await countDemo(sql)]
  const there = Object.keys(counts).length > 0
  const running = removal !== null && removal.finishedAt === null
  const remaining = running ? await countRemaining(sql, removal.keepTests) : 0
  return {
    there,
    counts,
    tests: there ? await countTests(sql) : 0,
    kept: there && !running ? await sayKept(sql, await findKept(sql, keepTests)) : [],
    isDemoUser: await isDemoRecord(sql, { kind: 'users', id: principal.userId }),
    removal: removal && {
      running,
      done: removal.total - remaining,
      total: removal.total,
      finishedAt: removal.finishedAt?.toISOString() ?? null,
    },
  }
}

async function findKept(sql: Sql, keepTests: boolean): Promise<Kept[]> {
  const demo = new Set((await listDemoRecords(sql)).map(refKey))
  return keepRecords(await listReferences(sql, keepTests), (ref) => demo.has(refKey(ref)))
}

async function sayKept(sql: Sql, kept: Kept[]): Promise<DemoState['kept']> {
  const names = await nameRecords(sql, kept)
  return kept.map(({ kind, id, because }) => ({ kind, name: names.get(refKey({ kind, id })) ?? '', because }))
}

/**
 * Begins to take the demo away: its doors close at once, the rest is a durable job. Whoever asks must be an
 * administrator of their own, or nobody would be left. @throws {AppError} invalid_state
 */
export async function startDemoRemoval(
  principal: Principal,
  { keepTests }: { keepTests: boolean },
): Promise<void> {
  if (!principal.roles.includes('administrator'))
    throw new AppError('forbidden', 'Only an administrator removes the demo.')
  const revoked = await inTransaction(async (sql) => {
    if (await isDemoRecord(sql, { kind: 'users', id: principal.userId }))
      throw new AppError('invalid_state', 'You are a person of the demo: make this account your own first.')
    if (Object.keys(await countDemo(sql)).length === 0)
      throw new AppError('invalid_state', 'There is no demo here.')
    const { userId, name } = principal
    if (!(await insertRemoval(sql, { at: now(), userId, name, keepTests })))
      throw new AppError('invalid_state', 'The demo is being removed already.')
    const kept = await findKept(sql, keepTests)
    const channels = kept.filter(({ kind }) => kind === 'channels').map(({ id }) => id)
    const users = await closeDemo(sql, now(), channels)
    await addJob(sql, { task: REMOVE_DEMO_TASK, payload: {}, key: REMOVE_DEMO_TASK, maxAttempts: 25 })
    return users
  })
  forgetPrincipals()
  for (const userId of revoked) emitSignal('user_revoked', { userId })
}

/** The job; begun again after a stop it goes on where it was. */
export async function removeDemo(): Promise<void> {
  const removal = await findRemoval()
  if (!removal || removal.finishedAt) return
  const { keepTests } = removal
  for (;;) {
    const batch = { keepTests, limit: BATCH, at: now() }
    const { removed, fileIds } = await inTransaction((sql) => removeConversations(sql, batch), IN_TURN)
    await removeFiles(fileIds)
    if (removed === 0) break
  }
  for (;;) {
    if ((await inTransaction((sql) => removeCustomers(sql, 10 * BATCH), IN_TURN)) === 0) break
  }
  await inTransaction(async (sql) => {
    if ((await findRemoval(sql))?.finishedAt) return
    await removeConfiguration(sql, await findKept(sql, keepTests), now())
    const actor = { userId: removal.startedBy, name: removal.startedName }
    await noteAudit(sql, { actor, action: 'demo_removed', entity: 'organization', entityId: '1', label: '' })
  }, IN_TURN)
  await rm(path.join(env().dataDir, 'first-start.json'), { force: true })
  forgetPrincipals()
  emitSignal('capacity_changed', { groupIds: [], agentIds: [] })
}
