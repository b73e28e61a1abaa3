import { type Permission, type PermissionMap, scopesOf } from './permissions'

/** What a key of another system can be made for. */
export const apiScopes = [
  'conversations.read',
  'conversations.write',
  'conversations.export',
  'customers.read',
  'customers.write',
  'orders.write',
  'tickets.read',
  'tickets.write',
  'reports.read',
  'configuration.read',
  'configuration.write',
] as const
export type ApiScope = (typeof apiScopes)[number]

/** What a call under a scope may do; whoever makes a key must hold all of it. */
export const scopePermissions: Record<ApiScope, readonly Permission[]> = {
  'conversations.read': ['conversations.read'],
  'conversations.write': [
    'conversations.read',
    'conversations.write_any',
    'conversations.over_limit',
    'conversations.supervise',
  ],
  'conversations.export': ['conversations.read', 'conversations.export'],
  'customers.read': ['customers.read'],
  'customers.write': ['customers.read', 'settings.write'],
  'orders.write': ['channels.write'],
  'tickets.read': ['tickets.view'],
  'tickets.write': ['tickets.view', 'tickets.edit'],
  'reports.read': ['reports.read', 'monitor.read', 'conversations.read'],
  'configuration.read': ['configuration.transfer', 'dispatch.preview'],
  'configuration.write': [
    'configuration.transfer',
    'groups.write',
    'channels.write',
    'users.write',
    'agents.write',
    'routing.write',
  ],
}

/** Whether a key that is bound to groups can have it: what belongs to no group cannot be kept to some. */
export const knowsGroups = (scope: ApiScope): boolean =>
  scopePermissions[scope].every((permission) => scopesOf[permission].includes('group'))

/** The permissions of these scopes, kept to groups or everywhere. */
export function permissionsOf(wanted: readonly ApiScope[], bound: boolean): PermissionMap {
  const named = wanted.flatMap((scope) => scopePermissions[scope])
  return Object.fromEntries(named.map((permission) => [permission, bound ? 'group' : 'all']))
}
