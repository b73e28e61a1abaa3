import type { Principal } from '@/server/access'
import { notify } from '@/server/modules/accounts'
import { refreshRosters, replaceShifts } from '@/server/modules/workforce'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { LeaveStatus } from '../contract'
import { findLeave, hasLeaveIn, type LeaveRow, decideLeave as writeDecision } from '../store/leaves'
import { holdPeople } from '../store/people'
import { audit, leaveEnds, snapshotOf, writeSpan } from './ask-leave'
import { decidedPerson, refusal, stale } from './request-ground'

type Decision = { id: string; version: number; approve: boolean; note: string }

/** What is approved holds at once: its span stands over all shifts. @throws {AppError} not_found, forbidden, conflict */
export async function decideLeave(
  principal: Principal,
  { id, version, approve, note }: Decision,
): Promise<void> {
  const row = await getDecided(principal, id)
  const status = approve ? 'approved' : 'rejected'
  await settle(principal, row, { version, from: ['requested'], status, note })
  if (approve) await refreshRosters([row.agentId])
}

/** Approved leave that does not happen after all. @throws {AppError} not_found, forbidden, conflict */
export async function cancelLeave(
  principal: Principal,
  { id, version, note = '' }: { id: string; version: number; note?: string },
): Promise<void> {
  const row = await getDecided(principal, id)
  await settle(principal, row, { version, from: ['approved'], status: 'withdrawn', note })
  await refreshRosters([row.agentId])
}

async function getDecided(principal: Principal, id: string): Promise<LeaveRow> {
  const row = await findLeave(pool(), id)
  if (!row) throw new AppError('not_found', 'There is no such request.')
  await decidedPerson(principal, row.agentId)
  return row
}

const told = { approved: 'leave_approved', rejected: 'leave_rejected', withdrawn: 'leave_cancelled' } as const

type Settled = { version: number; from: LeaveStatus[]; status: keyof typeof told; note: string }

async function settle(
  principal: Principal,
  row: LeaveRow,
  { version, from, status, note }: Settled,
): Promise<void> {
  const ends = await leaveEnds(row)
  await inTransaction(async (tx) => {
    await holdPeople(tx, [row.agentId])
    const to = { status, decidedBy: principal.userId, decidedAt: now(), decisionNote: note }
    if (!(await writeDecision(tx, { id: row.id, version, from }, to))) throw stale()
    if (status === 'approved') {
      if (await hasLeaveIn(tx, row, ['approved']))
        throw refusal('conflict', 'leave_overlaps', 'There is leave in that time already.')
      await writeSpan(tx, row)
    }
    if (status === 'withdrawn') await replaceShifts(tx, 'leave', [row.id], [])
    const after = snapshotOf({ ...row, ...to })
    await audit(tx, principal, row.name, status, row.id, snapshotOf(row), after)
    const params = { who: principal.name, kind: row.kind, ...ends, note }
    await notify(tx, row.agentId, told[status], params, '/schedule/mine')
  })
}
