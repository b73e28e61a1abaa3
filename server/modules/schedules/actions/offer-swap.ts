import type { Principal } from '@/server/access'
import { notify, recordAudit } from '@/server/modules/accounts'
import { now, nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { Mate, MateShift, OfferSwap, SwapShift, SwapTerms } from '../contract'
import { isoDay } from '../domain/days'
import { wallTimeOf } from '../domain/expand'
import { settledShift } from '../domain/swap-rules'
import { findPerson } from '../store/people'
import {
  findSwap,
  insertSwap,
  listEntryFacts,
  listMates,
  listPublished,
  moveSwap,
  type SwapRow,
  shareGroup,
} from '../store/swaps'
import {
  organizationZone,
  ownAgentId,
  refusal,
  shiftText,
  stale,
  viewSwap,
  type Zone,
} from './request-ground'

const MATES = 500

/**
 * A published shift of one's own that lies ahead, to a named colleague of the same group or to any of them.
 * @throws {AppError} not_found, invalid_state with why it cannot be swapped
 */
export async function offerSwap(principal: Principal, offer: OfferSwap): Promise<{ id: string }> {
  const agentId = ownAgentId(principal)
  const zone = await organizationZone()
  const from = await swappable(offer.entryId, agentId, zone)
  if (offer.toAgentId) await requireMate(agentId, offer.toAgentId)
  if (offer.toEntryId && !offer.toAgentId)
    throw refusal('invalid_input', 'not_swappable', 'Name the colleague whose shift you want in return.')
  const to =
    offer.toEntryId && offer.toAgentId ? await swappable(offer.toEntryId, offer.toAgentId, zone) : null
  const terms: SwapTerms = { from, to }
  const swap = { id: newId(), fromAgentId: agentId, toAgentId: offer.toAgentId, note: offer.note }
  await inTransaction(async (tx) => {
    if (!(await insertSwap(tx, { ...swap, requestedAt: now(), terms })))
      throw refusal('conflict', 'offered_already', 'This shift is offered already.')
    const after = { status: 'requested', shift: shiftText(from), return: to && shiftText(to) }
    await auditSwap(tx, principal, { id: swap.id, label: principal.name, action: 'created', after })
    if (!swap.toAgentId) return
    const params = {
      who: principal.name,
      shift: shiftText(from),
      return: to && shiftText(to),
      note: swap.note,
    }
    await notify(tx, swap.toAgentId, 'swap_offered', params, '/schedule/mine?show=requests')
  })
  return { id: swap.id }
}

async function swappable(entryId: string, agentId: string, { clock }: Zone): Promise<SwapShift> {
  const entry = (await listEntryFacts(pool(), [entryId])).get(entryId)
  if (!entry || entry.agentId !== agentId) throw new AppError('not_found', 'There is no such shift.')
  const shift = settledShift(entry, clock)
  if (!shift || shift.startsAt <= nowMs())
    throw refusal('invalid_state', 'not_swappable', 'Only a published shift that lies ahead can be swapped.')
  return shift
}

async function requireMate(agentId: string, otherId: string): Promise<void> {
  const person = agentId === otherId ? null : await findPerson(pool(), otherId)
  if (!person?.enabled || !(await shareGroup(pool(), agentId, otherId)))
    throw refusal('invalid_input', 'no_mate', 'Choose a colleague of one of your groups.')
}

type SwapAudit = { id: string; label: string; action: string; before?: object; after: object }

export async function auditSwap(tx: Db, principal: Principal | null, one: SwapAudit): Promise<void> {
  const { id, before = null, ...rest } = one
  await recordAudit(tx, { actor: principal, entity: 'swap', entityId: id, before, ...rest })
}

export const shiftOf = (row: SwapRow): string => {
  const { terms } = viewSwap(row)
  return terms ? shiftText(terms.from) : ''
}

/** Taken back by whoever made it, also after a colleague accepted. @throws {AppError} not_found, conflict */
export async function withdrawSwap(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<void> {
  const row = await findSwap(pool(), id)
  if (!row || row.fromAgentId !== ownAgentId(principal))
    throw new AppError('not_found', 'There is no such request.')
  await inTransaction(async (tx) => {
    const from = ['requested', 'accepted'] as const
    const to = { status: 'withdrawn' as const, decidedAt: now() }
    if (!(await moveSwap(tx, { id, version, from: [...from] }, to))) throw stale()
    const shift = shiftOf(row)
    const states = { before: { status: row.status, shift }, after: { status: 'withdrawn', shift } }
    await auditSwap(tx, principal, { id, label: row.fromName, action: 'withdrawn', ...states })
    const params = { who: row.fromName, shift }
    const href = '/schedule/mine?show=requests'
    if (row.toAgentId) await notify(tx, row.toAgentId, 'swap_withdrawn', params, href)
  })
}

/** Whom a shift can be offered to. */
export async function listSwapMates(principal: Principal): Promise<Mate[]> {
  return listMates(pool(), ownAgentId(principal), MATES)
}

/** What a colleague could give in return. @throws {AppError} not_found for somebody of no common group */
export async function listMateShifts(principal: Principal, agentId: string): Promise<MateShift[]> {
  if (!(await shareGroup(pool(), ownAgentId(principal), agentId)))
    throw new AppError('not_found', 'There is no such colleague.')
  const { timeZone, clock } = await organizationZone()
  const at = nowMs()
  const entries = await listPublished(pool(), agentId, isoDay(wallTimeOf(at, timeZone).day))
  return entries
    .map((entry) => settledShift(entry, clock))
    .filter((shift) => shift !== null)
    .filter((shift) => shift.startsAt > at)
    .map(({ startsAt, endsAt, agentId: _, ...shift }) => ({
      ...shift,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
    }))
}
