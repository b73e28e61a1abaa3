import { type Principal, scopeOf } from '@/server/access'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { AlarmView, ListAlarmsInput } from '../contract'
import { acknowledge } from '../store/alarms'
import { findAlarm, listAlarms as list, listToldTo, type Seen } from '../store/list-alarms'
import { tell } from './sweep-alarms'

function seenBy(principal: Principal): Seen {
  const scope = scopeOf(principal, 'alarms.read')
  const groupIds = scope === 'all' ? null : scope === 'group' ? principal.scopeGroupIds : []
  return { userId: principal.userId, groupIds }
}

export const listAlarms = (principal: Principal, input: ListAlarmsInput) =>
  list(pool(), seenBy(principal), input)

/** What this person was told and nobody has acknowledged yet. */
export const listOwnAlarms = (principal: Principal): Promise<AlarmView[]> =>
  listToldTo(pool(), principal.userId, 50)

/** Says "I see to it", once. @throws {AppError} not_found, conflict when somebody was first */
export async function acknowledgeAlarm(
  principal: Principal,
  { id, note }: { id: string; note: string },
): Promise<AlarmView> {
  const seen = seenBy(principal)
  const known = await findAlarm(pool(), seen, id)
  if (!known) throw new AppError('not_found', 'There is no such alarm.')
  const at = new Date(nowMs())
  const told = await acknowledge(pool(), id, { userId: principal.userId, note }, at)
  const now = (await findAlarm(pool(), seen, id)) ?? known
  if (!told)
    throw new AppError('conflict', 'Somebody has acknowledged it already.', { data: { current: now } })
  tell(told, 'acknowledged', at)
  return now
}
