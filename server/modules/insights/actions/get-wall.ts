import type { Principal } from '@/server/access'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { singleton } from '@/server/platform/singleton'
import type { WallInput, WallView } from '../contract'
import { monitorInput } from '../contract'
import { descendants } from '../domain/monitor-groups'
import { countOpenAlarms, loadOrganizationName } from '../store/displays'
import { displayOf } from './displays'
import { dayFor, getMonitor, seenBy } from './get-monitor'
import { currentReading } from './read-monitor'

/** So many groups fit on a wall. */
const shownGroups = 8

/** The live page's numbers for a screen that many look at: no customers' names, nothing to press. */
export async function getWall(principal: Principal, input: WallInput): Promise<WallView> {
  const about = { ...input, channelId: null }
  const seen = await seenBy(principal, about)
  const { at, timeZone, figures, targets, trend, groups } = await getMonitor(
    principal,
    monitorInput.parse({ ...about, queueLimit: 0, agentLimit: 0, groupLimit: shownGroups }),
  )
  const group = seen.part.groups.find(({ id }) => id === input.groupId)
  return {
    ...{ at, timeZone, figures, targets, trend, groups },
    organization: await loadOrganizationName(pool()),
    group: group ? { id: group.id, name: group.name } : null,
    slots: (await dayFor(seen)).slots,
    alarms: await countOpenAlarms(pool(), seen.scope.groupIds),
  }
}

/** The same address asks so often and no more, in each process; a wall with many screens has one address. */
const PER_MINUTE = 1_200
const WRONG_PER_MINUTE = 30

/** For a screen with a secret address. @throws {AppError} not_found, too_many_requests */
export async function getShownWall(
  { token, ...input }: WallInput & { token: string },
  address: string | undefined,
): Promise<WallView> {
  count(`asked ${address}`, PER_MINUTE)
  const { maker, display } = await displayOf(token).catch((error: unknown) => {
    count(`wrong ${address}`, WRONG_PER_MINUTE)
    throw error
  })
  const own = display.group?.id ?? null
  if (own === null) return getWall(maker, input)
  const { groups } = await currentReading()
  const inside = input.groupId !== null && descendants(groups).get(own)?.has(input.groupId)
  return getWall(maker, inside ? input : { groupId: own, subGroups: true })
}

function count(key: string, most: number): void {
  const minute = Math.floor(nowMs() / 60_000)
  const state = singleton('wall.limit', () => ({ minute, counts: new Map<string, number>() }))
  if (state.minute !== minute) Object.assign(state, { minute, counts: new Map() })
  const asked = (state.counts.get(key) ?? 0) + 1
  state.counts.set(key, asked)
  if (asked > most) throw new AppError('too_many_requests', 'Asked too often. Try again in a minute.')
}
