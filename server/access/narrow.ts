import type { PermissionMap, Scope } from './permissions'
import { permissions, scopes } from './permissions'
import type { Principal, Viewing } from './principal'

/** Whose view is taken: of a role nobody's groups, of a person theirs. */
export type Viewed = Pick<Principal, 'permissions' | 'roles'> &
  Partial<Pick<Principal, 'groupIds' | 'scopeGroupIds'>>

/**
 * "View as": what both the viewer and the viewed may do. Never more than either, so looking at somebody
 * else's console opens nothing; never an agent, so that no stream of the viewer brings anybody online. The
 * viewer stays the viewer: what is "own" are the viewer's own records.
 */
export function narrowTo(viewer: Principal, viewed: Viewed, viewing: Omit<Viewing, 'lacking'>): Principal {
  const narrowed: PermissionMap = {}
  const lacking: Viewing['lacking'] = []
  for (const permission of permissions) {
    const wanted = viewed.permissions[permission]
    if (!wanted) continue
    const held = viewer.permissions[permission]
    if (held && permission !== 'agent.receive') narrowed[permission] = narrower(held, wanted)
    if (!held || narrower(held, wanted) !== wanted) lacking.push(permission)
  }
  return {
    userId: viewer.userId,
    name: viewer.name,
    agentId: null,
    roles: viewed.roles,
    permissions: narrowed,
    ...groupsOf(viewer, viewed, narrowed),
    viewing: { ...viewing, lacking },
  }
}

function narrower(a: Scope, b: Scope): Scope {
  return scopes.indexOf(a) < scopes.indexOf(b) ? a : b
}

/** Where the viewer holds something for groups only, groups that are not the viewer's are no longer seen. */
function groupsOf(viewer: Principal, viewed: Viewed, narrowed: PermissionMap) {
  const { groupIds = viewer.groupIds, scopeGroupIds = viewer.scopeGroupIds } = viewed
  const bound = permissions.some((one) => narrowed[one] === 'group' && viewer.permissions[one] !== 'all')
  const seen = (id: string) => !bound || viewer.scopeGroupIds.includes(id)
  return { groupIds: groupIds.filter(seen), scopeGroupIds: scopeGroupIds.filter(seen) }
}
