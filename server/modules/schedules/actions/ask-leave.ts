import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { listUsersAllowed, notify, notifyAll, recordAudit } from '@/server/modules/accounts'
import type { NoticeKind } from '@/server/modules/accounts/contract'
import { refreshRosters, replaceShifts } from '@/server/modules/workforce'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { type enterLeaveInput, type requestLeaveInput, requestLimits } from '../contract'
import { checkLeave, endsOf, instantsOf, type LeaveIssue, timesOf } from '../domain/leave-times'
import { decideLeave, findLeave, hasLeaveIn, insertLeave, type NewLeave } from '../store/leaves'
import { holdPeople } from '../store/people'
import { decidedPerson, organizationZone, ownAgentId, refusal, stale } from './request-ground'

type Asked = z.output<typeof requestLeaveInput>

const issueText: Record<LeaveIssue, string> = {
  leave_past: 'It begins too long ago.',
  leave_too_long: `Leave can last ${requestLimits.leaveDays} days at most.`,
  leave_order: 'It ends before it begins.',
}

/** An agent asks; those who decide are told. @throws {AppError} invalid_input, conflict when it overlaps */
export async function requestLeave(principal: Principal, asked: Asked): Promise<{ id: string }> {
  const agentId = ownAgentId(principal)
  const { leave, ends } = await toLeave(asked, agentId, 'agent')
  const deciders = await listUsersAllowed(pool(), 'leave.approve', agentId)
  await inTransaction(async (tx) => {
    await insertHeld(tx, leave)
    await audit(tx, principal, principal.name, 'created', leave.id, null, snapshotOf(leave))
    const params = { who: principal.name, kind: leave.kind, ...ends, note: leave.note }
    const told = { kind: 'leave_requested' as const, params, href: '/schedule/leave' }
    await notifyAll(
      tx,
      deciders.map((userId) => ({ userId, ...told })),
    )
  })
  return { id: leave.id }
}

/** Whoever decides enters it for somebody: it holds at once. @throws {AppError} not_found, invalid_input, conflict */
export async function enterLeave(
  principal: Principal,
  { agentId, ...asked }: z.output<typeof enterLeaveInput>,
): Promise<{ id: string }> {
  const person = await decidedPerson(principal, agentId)
  const { leave, ends } = await toLeave(asked, agentId, 'approver')
  const entered: NewLeave = {
    ...leave,
    ...{ status: 'approved', decidedBy: principal.userId, decidedAt: leave.requestedAt },
  }
  await inTransaction(async (tx) => {
    await insertHeld(tx, entered)
    await writeSpan(tx, entered)
    await audit(tx, principal, person.name, 'created', leave.id, null, snapshotOf(entered))
    const params = { who: principal.name, kind: leave.kind, ...ends, note: leave.note }
    await notify(tx, agentId, 'leave_entered', params, '/schedule/mine')
  })
  await refreshRosters([agentId])
  return { id: leave.id }
}

async function toLeave({ kind, times, note }: Asked, agentId: string, by: 'agent' | 'approver') {
  const zone = await organizationZone()
  const at = now()
  const instants = instantsOf(times, zone.clock)
  const issue = checkLeave({ ...instants, kind, times }, by, requestLimits, { now: at.getTime(), ...zone })
  if (issue) {
    const field = times.kind === 'days' ? 'firstDay' : 'from'
    throw new AppError('invalid_input', issueText[issue], {
      fields: [{ path: `times.${field}`, message: issueText[issue], code: issue }],
    })
  }
  const leave: NewLeave = {
    ...{ id: newId(), agentId, kind, note, status: 'requested', requestedAt: at },
    ...{ startsAt: new Date(instants.startsAt), endsAt: new Date(instants.endsAt) },
    ...{ decidedBy: null, decidedAt: null },
  }
  return { leave, ends: endsOf(times) }
}

/** Under the agent's lock, so that of two at the same time one is refused. */
async function insertHeld(tx: Db, leave: NewLeave): Promise<void> {
  if (!(await holdPeople(tx, [leave.agentId])).get(leave.agentId)?.enabled)
    throw new AppError('not_found', 'There is no such agent.')
  if (await hasLeaveIn(tx, leave, ['requested', 'approved']))
    throw refusal('conflict', 'leave_overlaps', 'There is leave in that time already.')
  await insertLeave(tx, leave)
}

export async function writeSpan(tx: Db, leave: Pick<NewLeave, 'id' | 'agentId' | 'startsAt' | 'endsAt'>) {
  const { id, agentId, startsAt, endsAt } = leave
  const span = { agentId, kind: 'leave' as const, startsAt: startsAt.getTime(), endsAt: endsAt.getTime() }
  await replaceShifts(tx, 'leave', [id], [{ ...span, sourceId: id }])
}

/** What the audit log keeps of it. */
export const snapshotOf = (
  leave: Pick<NewLeave, 'kind' | 'startsAt' | 'endsAt' | 'status'> & { decisionNote?: string },
) => ({
  kind: leave.kind,
  startsAt: leave.startsAt.toISOString(),
  endsAt: leave.endsAt.toISOString(),
  status: leave.status,
  ...(leave.decisionNote ? { note: leave.decisionNote } : {}),
})

export async function audit(
  tx: Db,
  principal: Principal,
  label: string,
  action: string,
  id: string,
  before: object | null,
  after: object | null,
): Promise<void> {
  await recordAudit(tx, { actor: principal, action, entity: 'leave', entityId: id, label, before, after })
}

/** An agent takes back what is not decided yet. @throws {AppError} not_found, conflict */
export async function withdrawLeave(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<void> {
  const row = await findLeave(pool(), id)
  if (!row || row.agentId !== ownAgentId(principal))
    throw new AppError('not_found', 'There is no such request.')
  const deciders = await listUsersAllowed(pool(), 'leave.approve', row.agentId)
  const ends = await leaveEnds(row)
  await inTransaction(async (tx) => {
    const to = { status: 'withdrawn' as const, decidedBy: null, decidedAt: now(), decisionNote: '' }
    if (!(await decideLeave(tx, { id, version, from: ['requested'] }, to))) throw stale()
    await audit(tx, principal, row.name, 'withdrawn', id, snapshotOf(row), snapshotOf({ ...row, ...to }))
    const kind: NoticeKind = 'leave_withdrawn'
    const params = { who: row.name, kind: row.kind, ...ends }
    await notifyAll(
      tx,
      deciders.map((userId) => ({ userId, kind, params, href: '/schedule/leave' })),
    )
  })
}

/** Both ends in the organisation's zone, for notices. */
export async function leaveEnds(row: { startsAt: Date; endsAt: Date }) {
  const { timeZone } = await organizationZone()
  return endsOf(timesOf({ startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() }, timeZone))
}
