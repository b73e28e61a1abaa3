import { literal } from '@/server/platform/db/literal'
import { type Db, prisma } from '@/server/platform/db/prisma'
import type { AgentLimit, AgentOption, RampStep } from '../contract'

/** Holds agents' rows, in one order, before their memberships: the order in which a claim takes them. */
export async function lockAgents(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`select 1 from agents where id = any(${[...ids]}::uuid[]) order by id for no key update`
}

export async function listAgentIds(tx: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.agent.findMany({ where: { id: { in: [...ids] } }, select: { id: true } })
  return new Set(rows.map((row) => row.id))
}

/** For files, which name agents by email. */
export async function mapAgentsByEmail(tx: Db): Promise<Map<string, string>> {
  const rows = await tx.user.findMany({
    where: { agent: { isNot: null } },
    select: { id: true, email: true },
  })
  return new Map(rows.map((row) => [row.email, row.id]))
}

/** With their groups: whose limit it is decides who may change it. */
export async function findAgentLimit(tx: Db, id: string) {
  const row = await tx.agent.findUnique({
    where: { id },
    select: {
      capacity: true,
      ramp: true,
      version: true,
      user: { select: { name: true } },
      memberships: { select: { groupId: true } },
    },
  })
  if (!row) return null
  const groupIds = row.memberships.map((m) => m.groupId)
  return { ...row, ramp: (row.ramp ?? []) as RampStep[], name: row.user.name, groupIds }
}

/**
 * False when somebody changed the agent since it was read. A limit below what is held now takes nothing
 * away: the guard stays at what is held and comes down with it.
 */
export async function putAgentLimit(
  tx: Db,
  { agentId, capacity, version }: AgentLimit,
  ramp: RampStep[],
): Promise<boolean> {
  const steps = ramp.length === 0 ? null : JSON.stringify(ramp)
  const count = await tx.$executeRaw`
    update agents set capacity = ${capacity}, ramp = ${steps}::jsonb, guard = greatest(${capacity}, current_count - over_count),
      version = version + 1
    where id = ${agentId}::uuid and version = ${version}`
  return count === 1
}

/** After anything that dispatch's sort keys depend on. */
export async function refreshSortKeys(tx: Db, agentIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`select refresh_sort_keys(id)::text from unnest(${[...agentIds]}::uuid[]) as a(id) order by id`
}

const shown = {
  id: true,
  enabled: true,
  status: true,
  capacity: true,
  currentCount: true,
  version: true,
  user: { select: { name: true, email: true } },
} as const

type Row = {
  id: string
  enabled: boolean
  status: string
  capacity: number
  currentCount: number
  version: number
  user: { name: string; email: string }
}

export const agentOptionFields = shown

export function toAgentOption({ user, currentCount, status, ...row }: Row): AgentOption {
  return { ...row, ...user, current: currentCount, status: status as AgentOption['status'] }
}

/** By name or email; the first fifty by name. */
export async function listAgentOptions(search: string): Promise<AgentOption[]> {
  const contains = { contains: literal(search), mode: 'insensitive' as const }
  const rows = await prisma().agent.findMany({
    where: { enabled: true, user: { disabledAt: null, OR: [{ name: contains }, { email: contains }] } },
    select: shown,
    orderBy: [{ user: { name: 'asc' } }, { id: 'asc' }],
    take: 50,
  })
  return rows.map(toAgentOption)
}
