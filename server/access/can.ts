import type { Permission, PermissionMap, Scope } from './permissions'
import { permissions, scopes } from './permissions'
import type { Principal } from './principal'

/** What something belongs to. A record without a group is covered only by "all" (or "own"). */
export type Target = { ownerId?: string | null; groupIds?: readonly (string | null)[] }

/** The scope in which `principal` holds `permission`; null = not at all. Lists filter by it. */
export function scopeOf(principal: Principal, permission: Permission): Scope | null {
  return principal.permissions[permission] ?? null
}

/**
 * The one check, used by the server to refuse and by the screens to hide. Without a target it answers
 * whether the permission is held in any scope.
 */
export function can(principal: Principal, permission: Permission, target?: Target): boolean {
  const scope = scopeOf(principal, permission)
  if (scope === null) return false
  if (scope === 'all' || target === undefined) return true
  if (target.ownerId === principal.userId) return true
  if (scope === 'own') return false
  return (target.groupIds ?? []).some((id) => id !== null && principal.scopeGroupIds.includes(id))
}

/** Several roles add up: the widest scope wins. What is not known any more is ignored. */
export function mergePermissions(maps: readonly Record<string, unknown>[]): PermissionMap {
  const merged: PermissionMap = {}
  for (const permission of permissions) {
    const widest = Math.max(...maps.map((map) => scopes.indexOf(map[permission] as Scope)))
    if (widest >= 0) merged[permission] = scopes[widest]
  }
  return merged
}
