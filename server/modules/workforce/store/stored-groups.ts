import type { Db } from '@/server/platform/db/prisma'
import {
  type GroupSettings,
  type GroupSnapshot,
  groupThresholds,
  storedGroupServiceSettings,
} from '../contract'
import type { KnownGroup } from '../domain/check-group'

/** A group as it stands, for a change to start from. */
export type StoredGroup = {
  id: string
  version: number
  disabled: boolean
  settings: GroupSettings
  snapshot: GroupSnapshot
}

/**
 * Holds the rows until the transaction ends, in one order for everybody. The strength lets conversations go
 * on referring to the groups meanwhile.
 */
export async function lockGroups(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`select 1 from skill_groups where id = any(${[...ids]}::uuid[]) order by id for no key update`
}

/**
 * Until the transaction ends, nobody else changes what stands below what, or overflows where: two moves at once,
 * each right by itself, would close a circle. Taken after the rows; whoever holds it takes no further group.
 */
export async function lockHierarchy(tx: Db): Promise<void> {
  await tx.$queryRaw`select 1 from (select pg_advisory_xact_lock(hashtext('workforce.hierarchy'))) l`
}

const parts = {
  parent: { select: { name: true } },
  overflowGroup: { select: { name: true } },
  members: {
    include: { agent: { select: { user: { select: { name: true } } } } },
    orderBy: [{ level: 'desc' as const }, { agentId: 'asc' as const }],
  },
}

/** In the order of `ids`; what does not exist is left out. */
export async function listStoredGroups(tx: Db, ids: readonly string[]): Promise<StoredGroup[]> {
  const rows = await tx.skillGroup.findMany({ where: { id: { in: [...ids] } }, include: parts })
  const stored = new Map(rows.map((row) => [row.id, toStored(row)]))
  return ids.map((id) => stored.get(id)).filter((group) => group !== undefined)
}

type Row = Awaited<ReturnType<Db['skillGroup']['findMany']>>[number] & {
  parent: { name: string } | null
  overflowGroup: { name: string } | null
  members: {
    agentId: string
    level: number
    quality: number
    capacity: number | null
    offlineReceiver: boolean
    agent: { user: { name: string } }
  }[]
}

function toStored(row: Row): StoredGroup {
  const members = row.members.map(({ agentId, level, quality, capacity, offlineReceiver }) => {
    return { agentId, level, quality, capacity, offlineReceiver }
  })
  const settings: GroupSettings = {
    name: row.name,
    description: row.description,
    parentId: row.parentId,
    calendarId: row.calendarId,
    intakePaused: row.intakePaused,
    offlineMode: row.offlineMode === 'quality' ? 'quality' : 'even',
    maxQueueLength: row.maxQueueLength,
    maxWaitSeconds: row.maxWaitSeconds,
    overflowGroupId: row.overflowGroupId,
    serviceLevelSeconds: row.serviceLevelSeconds,
    settings: storedGroupServiceSettings.parse(row.settings),
    thresholds: groupThresholds.safeParse(row.thresholds).data ?? {},
    members,
  }
  const disabled = row.disabledAt !== null
  const snapshot: GroupSnapshot = {
    ...settings,
    disabled,
    parentName: row.parent?.name ?? null,
    overflowName: row.overflowGroup?.name ?? null,
    members: row.members.map(({ agent }, index) => ({ ...members[index]!, name: agent.user.name })),
  }
  return { id: row.id, version: row.version, disabled, settings, snapshot }
}

/** Every group, as far as the checks need it. */
export async function listKnownGroups(tx: Db): Promise<KnownGroup[]> {
  const rows = await tx.skillGroup.findMany({
    select: { id: true, name: true, parentId: true, overflowGroupId: true, disabledAt: true },
    orderBy: { name: 'asc' },
  })
  return rows.map(({ disabledAt, ...row }) => ({ ...row, disabled: disabledAt !== null }))
}
