import type { PermissionMap } from './permissions'

/** Who asks, as the one check needs it. Plain data: the browser gets the same. */
export type Principal = {
  userId: string
  name: string
  /** null when this user is not an agent. */
  agentId: string | null
  /** Keys of roles. */
  roles: string[]
  /** The widest scope that any role gives. */
  permissions: PermissionMap
  /** Groups this user is a member of. */
  groupIds: string[]
  /** Those and every group below them: what the scope "group" covers. */
  scopeGroupIds: string[]
}
