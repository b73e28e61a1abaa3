import { can, type Permission, type Principal, scopeOf } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { listAgentsInScope, listGroupsBelow, type Whom } from '../store/whom'

type Asked = { groupId: string | null; search: string }

/**
 * Whose roster is meant, within what the principal may see: all, the groups below one's own, or oneself.
 * @throws {AppError} not_found for a group that is not there, or not theirs
 */
export async function whomOf(principal: Principal, permission: Permission, asked: Asked): Promise<Whom> {
  const scope = scopeOf(principal, permission)
  const agentId = scope === 'own' ? (principal.agentId ?? principal.userId) : null
  const { search } = asked
  if (asked.groupId === null)
    return { groupIds: scope === 'group' ? principal.scopeGroupIds : null, agentId, search }
  const groupIds = await requireGroup(principal, permission, asked.groupId)
  return { groupIds, agentId, search }
}

/** The group with those below it. @throws {AppError} not_found */
export async function requireGroup(
  principal: Principal,
  permission: Permission,
  groupId: string,
): Promise<string[]> {
  const groupIds = await listGroupsBelow(pool(), groupId)
  if (groupIds.length === 0 || !can(principal, permission, { groupIds: [groupId] }))
    throw new AppError('not_found', 'There is no such group.')
  return groupIds
}

/** Refuses agents that are not there or not theirs, alike. @throws {AppError} not_found */
export async function requireAgents(
  principal: Principal,
  permission: Permission,
  agentIds: readonly string[],
): Promise<void> {
  const wanted = new Set(agentIds)
  const scope = scopeOf(principal, permission) === 'all' ? null : principal.scopeGroupIds
  const found = await listAgentsInScope(pool(), [...wanted], scope)
  if (found.size < wanted.size) throw new AppError('not_found', 'There is no such agent.')
}
