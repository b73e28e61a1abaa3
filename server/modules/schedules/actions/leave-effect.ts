import type { Principal } from '@/server/access'
import { listRosterRecord } from '@/server/modules/workforce'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { LeaveEffect } from '../contract'
import { weekdayOf } from '../domain/days'
import { wallTimeOf } from '../domain/expand'
import { findShortages } from '../domain/leave-effect'
import { joinShifts } from '../domain/own-shifts'
import { listNeeds } from '../store/leave-effect'
import { findLeave, listOthersAway } from '../store/leaves'
import { listOwnSpans } from '../store/my-shifts'
import { decidedPerson, organizationZone } from './request-ground'

const SHOWN = 12
const iso = (at: number) => new Date(at).toISOString()

/** What approving would collide with: published shifts, others away, coverage. @throws {AppError} not_found */
export async function getLeaveEffect(principal: Principal, id: string): Promise<LeaveEffect> {
  const leave = await findLeave(pool(), id)
  if (!leave) throw new AppError('not_found', 'There is no such request.')
  const { agentId, startsAt, endsAt } = leave
  const person = await decidedPerson(principal, agentId)
  const { timeZone } = await organizationZone()
  const [spans, away, needs] = await Promise.all([
    listOwnSpans(pool(), agentId, startsAt, endsAt),
    listOthersAway(pool(), { agentId, groupIds: person.groupIds, from: startsAt, until: endsAt }),
    listNeeds(pool(), agentId),
  ])
  const members = [...new Set([agentId, ...needs.flatMap(({ memberIds }) => memberIds)])]
  const record = needs.length > 0 ? await listRosterRecord(pool(), members, startsAt, endsAt) : []
  const groups = needs.map(({ group, memberIds, targets }) => {
    const asked = new Map(targets.map(({ weekday, slot, agents }) => [`${weekday}:${slot}`, agents]))
    const target = (weekday: number, slot: number) => asked.get(`${weekday}:${slot}`)
    return { group, memberIds: new Set(memberIds), target }
  })
  const wallTime = (at: number) => {
    const { day, minute } = wallTimeOf(at, timeZone)
    return { weekday: weekdayOf(day), minute }
  }
  const period = { agentId, startsAt: startsAt.getTime(), endsAt: endsAt.getTime() }
  return {
    timeZone,
    shifts: joinShifts(spans).map((shift) => ({
      ...{ entryId: shift.entryId, startsAt: iso(shift.startsAt), endsAt: iso(shift.endsAt) },
    })),
    away,
    short: findShortages(period, record, groups, wallTime)
      .slice(0, SHOWN)
      .map((one) => ({ ...one, from: iso(one.from), until: iso(one.until) })),
  }
}
