import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import type { MySchedule, MyShift, myScheduleInput } from '../contract'
import { dayNumber, isoDay } from '../domain/days'
import { wallTimeOf } from '../domain/expand'
import { joinShifts, type OwnShift } from '../domain/own-shifts'
import { listLeavesOf } from '../store/leaves'
import { findNextShift, listMateSpans, listOwnSpans, type OwnSpan } from '../store/my-shifts'
import { organizationZone, ownAgentId, viewLeave } from './request-ground'

const MATES = 8
const iso = (at: number) => new Date(at).toISOString()

/** One's own published shifts of a period with leave, and who else is on. */
export async function getMySchedule(
  principal: Principal,
  { from, days }: z.output<typeof myScheduleInput>,
): Promise<MySchedule> {
  const agentId = ownAgentId(principal)
  const zone = await organizationZone()
  const at = nowMs()
  const first = dayNumber(from)
  const [begin, end] = [new Date(zone.clock(first, 0)), new Date(zone.clock(first + days, 0))]
  const [spans, mates, leaves, next] = await Promise.all([
    listOwnSpans(pool(), agentId, begin, end),
    listMateSpans(pool(), agentId, begin, end),
    listLeavesOf(pool(), agentId, begin),
    findNextShift(pool(), agentId, new Date(at)),
  ])
  return {
    timeZone: zone.timeZone,
    today: isoDay(wallTimeOf(at, zone.timeZone).day),
    shifts: joinShifts(spans).map((shift) => viewShift(shift, mates)),
    leaves: leaves
      .filter(({ startsAt, status }) => startsAt < end && ['requested', 'approved'].includes(status))
      .map((row) => viewLeave(row, zone)),
    next: next && { startsAt: next.startsAt.toISOString(), endsAt: next.endsAt.toISOString() },
  }
}

type Mates = { name: string; startsAt: number; endsAt: number }[]

function viewShift({ first, breaks, entryId, startsAt, endsAt }: OwnShift<OwnSpan>, mates: Mates): MyShift {
  const on = mates.filter((mate) => mate.startsAt < endsAt && mate.endsAt > startsAt)
  const names = [...new Set(on.map(({ name }) => name))]
  return {
    ...{ entryId, startsAt: iso(startsAt), endsAt: iso(endsAt) },
    breaks: breaks.map((pause) => ({ startsAt: iso(pause.startsAt), endsAt: iso(pause.endsAt) })),
    ...{ name: first.name, color: first.color, note: first.note },
    mates: names.slice(0, MATES),
    moreMates: Math.max(0, names.length - MATES),
  }
}
