import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { readOrganizationSettings } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { prisma } from '@/server/platform/db/prisma'
import { toAppError } from '@/server/platform/errors'
import type {
  AwayView,
  awayInput,
  DecidedItem,
  decideManyInput,
  ListRequests,
  Mate,
  MyRequests,
  RequestRow,
} from '../contract'
import { dayNumber } from '../domain/days'
import { listAway, listLeavesOf } from '../store/leaves'
import { listPeople } from '../store/people'
import { listLeavesById, listSwapsById, matchRequests } from '../store/request-list'
import { listOffersTo, listSwapsOf } from '../store/swaps'
import { decideSwap } from './answer-swap'
import { decideLeave } from './decide-leave'
import { decidedGroups, organizationZone, ownAgentId, viewLeave, viewSwap } from './request-ground'

const STRIP = 200
const SHOWN = 100
const LOOK_BACK_MS = 60 * 86_400_000

/** Leave and swaps that this person decides about. */
export async function listRequests(
  principal: Principal,
  input: ListRequests,
): Promise<{ rows: RequestRow[]; total: number; timeZone: string }> {
  const { rows, total } = await matchRequests(pool(), input, decidedGroups(principal))
  const idsOf = (type: 'leave' | 'swap') => rows.filter((row) => row.type === type).map(({ id }) => id)
  const [zone, leaves, swaps] = await Promise.all([
    organizationZone(),
    listLeavesById(pool(), idsOf('leave')),
    listSwapsById(pool(), idsOf('swap')),
  ])
  return {
    ...{ total, timeZone: zone.timeZone },
    rows: rows.map(({ id, type }) => {
      const leave = leaves.find((one) => one.id === id)
      const swap = swaps.find((one) => one.id === id)
      return { id, type, leave: leave ? viewLeave(leave, zone) : null, swap: swap ? viewSwap(swap) : null }
    }),
  }
}

/** Who is away when, by person. */
export async function getAway(
  principal: Principal,
  { from, days }: z.output<typeof awayInput>,
): Promise<AwayView> {
  const zone = await organizationZone()
  const first = dayNumber(from)
  const [begin, end] = [new Date(zone.clock(first, 0)), new Date(zone.clock(first + days, 0))]
  const rows = await listAway(pool(), decidedGroups(principal), begin, end, 2_000)
  const people = new Map<string, AwayView['people'][number]>()
  for (const row of rows) {
    const person = people.get(row.agentId) ?? { agentId: row.agentId, name: row.name, leaves: [] }
    person.leaves.push(viewLeave(row, zone))
    people.set(row.agentId, person)
  }
  return {
    timeZone: zone.timeZone,
    people: [...people.values()].slice(0, STRIP),
    more: Math.max(0, people.size - STRIP),
  }
}

/** Each for itself: what cannot be decided any more is told, the others are. */
export async function decideMany(
  principal: Principal,
  { items, approve, note }: z.output<typeof decideManyInput>,
): Promise<DecidedItem[]> {
  const done: DecidedItem[] = []
  for (const { type, id, version } of items) {
    const decision = { id, version, approve, note, onPurpose: false }
    try {
      await (type === 'leave' ? decideLeave : decideSwap)(principal, decision)
      done.push({ id, done: true, code: null, message: null })
    } catch (error) {
      const { code, message, data, status } = toAppError(error)
      if (status >= 500) throw error
      done.push({ id, done: false, code: String(data?.reason ?? code), message })
    }
  }
  return done
}

/** Agents one may enter leave for. */
export function listLeaveAgents(principal: Principal, search: string): Promise<Mate[]> {
  return listPeople(pool(), { groupIds: decidedGroups(principal), search, limit: 50 })
}

/** One's own requests, and what colleagues offer. */
export async function getMyRequests(principal: Principal): Promise<MyRequests> {
  const agentId = ownAgentId(principal)
  const at = now()
  const [zone, leaves, swaps, offers, settings] = await Promise.all([
    organizationZone(),
    listLeavesOf(pool(), agentId, new Date(at.getTime() - LOOK_BACK_MS)),
    listSwapsOf(pool(), agentId, SHOWN),
    listOffersTo(pool(), agentId, at, SHOWN),
    readOrganizationSettings(prisma()),
  ])
  return {
    leaves: leaves.map((row) => viewLeave(row, zone)),
    swaps: swaps.map(viewSwap),
    offers: offers.map(viewSwap),
    needApproval: settings.swapsNeedApproval,
  }
}
