import { createHash } from 'node:crypto'
import { listStoredUsers, type StoredUser } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import type { PersonAgent, PersonSettings, PersonSnapshot, RampStep } from '../contract'

/** Somebody who signs in as they stand, for a change to start from. */
export type StoredPerson = {
  id: string
  user: StoredUser
  settings: PersonSettings
  disabled: boolean
  snapshot: PersonSnapshot
  /** The limit and ramp that stand, also of somebody who receives nothing at present. */
  limits: { capacity: number; ramp: RampStep[] } | null
  /** A sign of everything that stands: another one means that somebody changed something. */
  version: number
  groupIds: string[]
}

const agentParts = {
  memberships: {
    include: { group: { select: { name: true } } },
    orderBy: [{ group: { name: 'asc' as const } }, { groupId: 'asc' as const }],
  },
}

type AgentRow = NonNullable<Awaited<ReturnType<Db['agent']['findFirst']>>> & {
  memberships: {
    groupId: string
    level: number
    quality: number
    capacity: number | null
    offlineReceiver: boolean
    group: { name: string }
  }[]
}

/** In the order of `ids`; who does not exist is left out. */
export async function listStoredPeople(tx: Db, ids: readonly string[]): Promise<StoredPerson[]> {
  const users = await listStoredUsers(tx, ids)
  const rows = await tx.agent.findMany({ where: { id: { in: [...ids] } }, include: agentParts })
  const agents = new Map(rows.map((row) => [row.id, row]))
  return users.map((user) => toPerson(user, agents.get(user.id) ?? null))
}

function toPerson(user: StoredUser, row: AgentRow | null): StoredPerson {
  const agent = row?.receives ? toAgent(row) : null
  const settings = { user: user.settings, agent }
  const names = new Map(row?.memberships.map((m) => [m.groupId, m.group.name]))
  const { disabled } = user
  return {
    ...{ id: user.id, user, settings, disabled },
    snapshot: {
      user: { ...user.settings, roleNames: user.roleNames },
      agent: agent && {
        ...agent,
        groups: agent.groups.map((group) => ({ ...group, name: names.get(group.groupId) ?? '' })),
      },
      disabled,
    },
    limits: row && { capacity: row.capacity, ramp: (row.ramp ?? []) as RampStep[] },
    version: versionOf({ settings, disabled }),
    groupIds: row?.memberships.map((m) => m.groupId) ?? [],
  }
}

function toAgent(row: AgentRow): PersonAgent {
  const { publicName, languages, capacity, ramp, windowLimit, windowSeconds } = row
  return {
    ...{ publicName, languages, capacity, ramp: (ramp ?? []) as RampStep[] },
    window:
      windowLimit === null || windowSeconds === null ? null : { limit: windowLimit, seconds: windowSeconds },
    groups: row.memberships.map(({ groupId, level, quality, capacity: most, offlineReceiver }) => {
      return { groupId, level, quality, capacity: most, offlineReceiver }
    }),
  }
}

/** 48 bits of a hash, which a number holds exactly. */
function versionOf(state: object): number {
  return Number.parseInt(createHash('sha256').update(JSON.stringify(state)).digest('hex').slice(0, 12), 16)
}
