import type { Permission, PermissionMap } from './permissions'

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
  /** The console is looked at as a role or a person would: nothing can be changed meanwhile. */
  viewing?: Viewing
  /** Signed in by password alone where a second step is asked for: it is set up before anything else. */
  secondStepDue?: true
}

export type Viewing = {
  kind: 'role' | 'user'
  id: string
  name: string
  /** What is not shown as they have it, because the viewer holds less. */
  lacking: Permission[]
}
