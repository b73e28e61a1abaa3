import { literal } from '@/server/platform/db/literal'
import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'

export async function findGroupByName(tx: Db, name: string): Promise<{ id: string; name: string } | null> {
  return tx.skillGroup.findFirst({
    where: { name: { equals: literal(name), mode: 'insensitive' } },
    select: { id: true, name: true },
  })
}

export async function insertGroup(tx: Db, group: { name: string; description: string }): Promise<string> {
  const row = await tx.skillGroup.create({ data: { id: newId(), ...group }, select: { id: true } })
  return row.id
}

/** Ids among these that are no groups. */
export async function listMissingGroups(tx: Db, ids: string[]): Promise<string[]> {
  const found = await tx.skillGroup.findMany({ where: { id: { in: ids } }, select: { id: true } })
  const known = new Set(found.map((row) => row.id))
  return ids.filter((id) => !known.has(id))
}

export type AgentSettings = { publicName: string; capacity: number }

export async function findAgentSettings(tx: Db, id: string): Promise<AgentSettings | null> {
  return tx.agent.findUnique({ where: { id }, select: { publicName: true, capacity: true } })
}

export async function insertAgent(tx: Db, id: string, settings: AgentSettings): Promise<void> {
  await tx.agent.create({ data: { id, ...settings, guard: settings.capacity } })
}

/** A lower limit does not undo what the agent holds already: the guard keeps that until they are done. */
export async function updateAgent(
  tx: Db,
  id: string,
  { publicName, capacity }: AgentSettings,
): Promise<void> {
  await tx.$executeRaw`update agents set public_name = ${publicName}, capacity = ${capacity}::int,
    guard = greatest(${capacity}::int, current_count - over_count), receives = true, enabled = true,
    version = version + 1 where id = ${id}::uuid`
}

export type Membership = { groupId: string; level: number; quality: number; capacity: number | null }

export async function listMemberships(tx: Db, agentId: string): Promise<Membership[]> {
  return tx.groupMember.findMany({
    where: { agentId },
    select: { groupId: true, level: true, quality: true, capacity: true },
    orderBy: { groupId: 'asc' },
  })
}

export async function saveMembership(tx: Db, agentId: string, membership: Membership): Promise<void> {
  const { groupId, ...settings } = membership
  await tx.groupMember.upsert({
    where: { groupId_agentId: { groupId, agentId } },
    create: { agentId, ...membership },
    update: settings,
  })
}

/** Keeps the order in which candidates are tried in step with limits, weights and status. */
export async function refreshSortKeys(tx: Db, agentId: string): Promise<void> {
  await tx.$executeRaw`select refresh_sort_keys(${agentId}::uuid)`
}
