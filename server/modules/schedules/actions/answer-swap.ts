import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { listUsersAllowed, notify, notifyAll, readOrganizationSettings } from '@/server/modules/accounts'
import { refreshRosters } from '@/server/modules/workforce'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { inTransaction, prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { answerSwapInput, Decide } from '../contract'
import { findPerson } from '../store/people'
import { findSwap, moveSwap, type SwapRow, shareGroup } from '../store/swaps'
import { auditSwap, shiftOf } from './offer-swap'
import { decidedPerson, organizationZone, ownAgentId, refusal, stale } from './request-ground'
import { carryOut, requireGround } from './settle-swap'
import { voidSwap } from './void-swaps'

type Answer = z.output<typeof answerSwapInput>

/**
 * A colleague takes the shift or does not. Where nobody has to approve, taking it settles it.
 * @throws {AppError} not_found, conflict (`taken` when somebody else was first)
 */
export async function answerSwap(principal: Principal, answer: Answer): Promise<void> {
  const agentId = ownAgentId(principal)
  const row = await getOffered(answer.id, agentId)
  if (!answer.accept) return decline(principal, row, answer)
  const { swapsNeedApproval } = await readOrganizationSettings(prisma())
  await orVoid(row, () =>
    swapsNeedApproval ? accept(principal, row, answer) : settle(principal, row, agentId, answer),
  )
}

async function getOffered(id: string, agentId: string): Promise<SwapRow> {
  const row = await findSwap(pool(), id)
  const offered =
    row &&
    row.fromAgentId !== agentId &&
    (row.toAgentId === agentId ||
      (row.status !== 'accepted' && (await shareGroup(pool(), row.fromAgentId, agentId))))
  if (!offered) throw new AppError('not_found', 'There is no such offer.')
  if (row.toAgentId && row.toAgentId !== agentId) throw taken()
  return row
}

const taken = () => refusal('conflict', 'taken', 'Somebody else took it first.')
const lost = (row: SwapRow) => (row.toAgentId ? stale() : taken())

async function accept(principal: Principal, row: SwapRow, { id, version, note }: Answer): Promise<void> {
  const zone = await organizationZone()
  const deciders = await listUsersAllowed(pool(), 'leave.approve', row.fromAgentId)
  await inTransaction(async (tx) => {
    const to = { status: 'accepted' as const, toAgentId: principal.userId, decisionNote: note }
    await requireGround(tx, row, zone.clock)
    if (!(await moveSwap(tx, { id, version, from: ['requested'] }, to))) throw lost(row)
    const shift = shiftOf(row)
    const after = { status: 'accepted', shift, agent: principal.name }
    await auditSwap(tx, principal, {
      ...{ id, label: row.fromName, action: 'accepted', after },
      before: { status: row.status, shift },
    })
    const params = { who: principal.name, shift, note }
    await notify(tx, row.fromAgentId, 'swap_accepted', params, '/schedule/mine?show=requests')
    const waiting = { who: row.fromName, other: principal.name, shift }
    const told = { kind: 'swap_waiting' as const, params: waiting, href: '/schedule/leave' }
    await notifyAll(
      tx,
      deciders.filter((userId) => userId !== principal.userId).map((userId) => ({ userId, ...told })),
    )
  })
}

async function settle(principal: Principal, row: SwapRow, toAgentId: string, { version, note }: Answer) {
  const zone = await organizationZone()
  const agreed = { principal, row, toAgentId, version, note, onPurpose: false, zone }
  await inTransaction((tx) => carryOut(tx, agreed)).catch((error) => {
    throw isStale(error) ? lost(row) : error
  })
  await refreshRosters([row.fromAgentId, toAgentId])
}

const reasonOf = (error: unknown) => (error instanceof AppError ? error.data?.reason : undefined)
const isStale = (error: unknown) => reasonOf(error) === 'stale'

async function decline(principal: Principal, row: SwapRow, { id, version, note }: Answer): Promise<void> {
  if (row.toAgentId !== principal.userId) throw new AppError('not_found', 'There is no such offer.')
  await inTransaction(async (tx) => {
    const to = { status: 'declined' as const, decidedAt: now(), decisionNote: note }
    if (!(await moveSwap(tx, { id, version, from: ['requested', 'accepted'] }, to))) throw stale()
    const shift = shiftOf(row)
    const states = { before: { status: row.status, shift }, after: { status: 'declined', shift } }
    await auditSwap(tx, principal, { id, label: row.fromName, action: 'declined', ...states })
    const params = { who: principal.name, shift, note }
    await notify(tx, row.fromAgentId, 'swap_declined', params, '/schedule/mine?show=requests')
  })
}

/** Whoever decides about it approves or rejects what both agreed on. @throws {AppError} not_found, forbidden, conflict */
export async function decideSwap(principal: Principal, decision: Decide): Promise<void> {
  const row = await findSwap(pool(), decision.id)
  if (!row) throw new AppError('not_found', 'There is no such request.')
  await decidedPerson(principal, row.fromAgentId)
  if (row.toAgentId === principal.userId)
    throw refusal('forbidden', 'own', 'Somebody else decides about your own requests.')
  if (!decision.approve) return reject(principal, row, decision)
  const { toAgentId } = row
  if (row.status !== 'accepted' || !toAgentId || !(await findPerson(pool(), toAgentId))) throw stale()
  const zone = await organizationZone()
  const { version, note, onPurpose } = decision
  await orVoid(row, () =>
    inTransaction((tx) => carryOut(tx, { principal, row, toAgentId, version, note, onPurpose, zone })),
  )
  await refreshRosters([row.fromAgentId, toAgentId])
}

async function reject(principal: Principal, row: SwapRow, { version, note }: Decide): Promise<void> {
  await inTransaction(async (tx) => {
    const to = {
      ...{ status: 'rejected' as const, decidedBy: principal.userId },
      ...{ decidedAt: now(), decisionNote: note },
    }
    if (!(await moveSwap(tx, { id: row.id, version, from: ['requested', 'accepted'] }, to))) throw stale()
    const shift = shiftOf(row)
    const states = { before: { status: row.status, shift }, after: { status: 'rejected', shift, note } }
    await auditSwap(tx, principal, { id: row.id, label: row.fromName, action: 'rejected', ...states })
    const params = { who: principal.name, shift, note }
    const told = { kind: 'swap_rejected' as const, params, href: '/schedule/mine?show=requests' }
    const both = [row.fromAgentId, ...(row.toAgentId ? [row.toAgentId] : [])]
    await notifyAll(
      tx,
      both.map((userId) => ({ userId, ...told })),
    )
  })
}

/** What has no ground any more is marked so, and both are told, before the refusal goes out. */
async function orVoid(row: SwapRow, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (reasonOf(error) === 'void') await voidSwap(row)
    throw error
  }
}
