import { type Db, Prisma, prisma } from '@/server/platform/db/prisma'
import type { AgentCapacityInput, BoardAgent, BoardGroup, RampStep } from '../contract'

/** Time zone of the organisation, which decides what day it is. */
export async function getTimeZone(db: Db = prisma()): Promise<string> {
  const row = await db.organization.findUnique({ where: { id: 1 }, select: { timeZone: true } })
  return row?.timeZone ?? 'UTC'
}

const agentFields = {
  id: true,
  enabled: true,
  status: true,
  statusReason: true,
  capacity: true,
  currentCount: true,
  ramp: true,
  windowLimit: true,
  windowSeconds: true,
  version: true,
  user: { select: { name: true } },
  memberships: { select: { groupId: true } },
} as const

type AgentRow = Prisma.AgentGetPayload<{ select: typeof agentFields }>

const toAgent = (row: AgentRow): BoardAgent & { groupIds: string[] } => ({
  id: row.id,
  name: row.user.name,
  enabled: row.enabled,
  status: row.status as BoardAgent['status'],
  statusReason: row.statusReason,
  capacity: row.capacity,
  current: row.currentCount,
  ramp: (row.ramp ?? []) as RampStep[],
  window:
    row.windowLimit === null || row.windowSeconds === null
      ? null
      : { limit: row.windowLimit, seconds: row.windowSeconds },
  version: row.version,
  groupIds: row.memberships.map((membership) => membership.groupId),
})

export async function findBoardAgents(db: Db, ids: readonly string[]) {
  const rows = await db.agent.findMany({ where: { id: { in: [...ids] } }, select: agentFields })
  return new Map(rows.map((row) => [row.id, toAgent(row)]))
}

/** Everybody who is switched on or still a member somewhere; groups are those that are switched on. */
export async function loadBoard(
  groupIds: readonly string[] | null,
): Promise<{ agents: BoardAgent[]; groups: BoardGroup[] }> {
  const groups = await prisma().skillGroup.findMany({
    where: { disabledAt: null, ...(groupIds ? { id: { in: [...groupIds] } } : {}) },
    orderBy: { name: 'asc' },
    include: { members: { orderBy: [{ level: 'desc' }, { agentId: 'asc' }] } },
  })
  const memberIds = groups.flatMap((group) => group.members.map((member) => member.agentId))
  const rows = await prisma().agent.findMany({
    where: groupIds ? { id: { in: memberIds } } : { OR: [{ enabled: true }, { id: { in: memberIds } }] },
    select: agentFields,
    orderBy: [{ user: { name: 'asc' } }, { id: 'asc' }],
  })
  return {
    agents: rows.map(toAgent).map(({ groupIds: _, ...agent }) => agent),
    groups: groups.map((group) => ({
      id: group.id,
      name: group.name,
      version: group.version,
      qualityMode: group.qualityMode === 'computed' ? 'computed' : 'manual',
      members: group.members.map(({ agentId, level, quality, capacity, currentCount }) => ({
        ...{ agentId, level, quality, capacity, current: currentCount },
      })),
    })),
  }
}

/** False when somebody changed the agent since it was read. What is held stays held, as ever. */
export async function putAgentCapacity(tx: Db, agent: AgentCapacityInput): Promise<boolean> {
  const ramp = agent.ramp.length === 0 ? null : JSON.stringify(agent.ramp)
  const { limit, seconds } = agent.window ?? { limit: null, seconds: null }
  const count = await tx.$executeRaw`
    update agents set capacity = ${agent.capacity}, ramp = ${ramp}::jsonb, window_limit = ${limit},
      window_seconds = ${seconds}, guard = greatest(${agent.capacity}, current_count - over_count),
      version = version + 1
    where id = ${agent.agentId}::uuid and version = ${agent.version}`
  return count === 1
}

/** Agents with a ramp, for the sweep that carries it out. */
export async function listRamped(): Promise<{ id: string; capacity: number; ramp: RampStep[] }[]> {
  const rows = await prisma().agent.findMany({
    where: { ramp: { not: Prisma.DbNull } },
    select: { id: true, capacity: true, ramp: true },
  })
  return rows.map((row) => ({ ...row, ramp: (row.ramp ?? []) as RampStep[] }))
}
