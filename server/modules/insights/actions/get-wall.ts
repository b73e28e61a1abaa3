import type { Principal } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { type Limit, requireTurn } from '@/server/platform/limits'
import { lineOf } from '@/server/platform/networks'
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

/** The same address asks so often and no more; a wall with many screens has one address. */
const asked: Limit = { name: 'wall', points: 1_200, seconds: 60 }
const wrong: Limit = { name: 'wall.wrong', points: 30, seconds: 60 }

/** For a screen with a secret address. @throws {AppError} not_found, too_many_requests */
export async function getShownWall(
  { token, ...input }: WallInput & { token: string },
  address: string | undefined,
): Promise<WallView> {
  count(asked, address)
  const { maker, display } = await displayOf(token).catch((error: unknown) => {
    count(wrong, address)
    throw error
  })
  const own = display.group?.id ?? null
  if (own === null) return getWall(maker, input)
  const { groups } = await currentReading()
  const inside = input.groupId !== null && descendants(groups).get(own)?.has(input.groupId)
  return getWall(maker, inside ? input : { groupId: own, subGroups: true })
}

function count(limit: Limit, address: string | undefined): void {
  requireTurn(limit, lineOf(address ?? ''), () => 'Asked too often. Try again in a minute.')
}
