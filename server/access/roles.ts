import { type PermissionMap, permissions } from './permissions'

/**
 * The roles every organisation starts with. They are stored in the database at the first start, so that
 * roles of one's own stand beside them; these definitions are what a built-in role is reset to.
 */
export const roleKeys = ['administrator', 'supervisor', 'manager', 'quality_inspector', 'agent'] as const
export type RoleKey = (typeof roleKeys)[number]

const everything = Object.fromEntries(
  permissions.filter((permission) => permission !== 'agent.receive').map((permission) => [permission, 'all']),
) as PermissionMap

export const builtInRoles: Record<RoleKey, { name: string; permissions: PermissionMap }> = {
  administrator: { name: 'Administrator', permissions: everything },
  supervisor: {
    name: 'Supervisor',
    permissions: {
      'groups.read': 'all',
      'groups.write': 'all',
      'agents.read': 'all',
      'agents.write': 'all',
      'channels.read': 'all',
      'routing.read': 'all',
      'conversations.read': 'all',
      'conversations.write_any': 'all',
      'conversations.pick': 'all',
      'conversations.over_limit': 'all',
      'conversations.supervise': 'all',
      'conversations.export': 'all',
      'replies.write': 'all',
      'knowledge.manage': 'all',
      'customers.read': 'all',
      'customers.edit': 'all',
      'customers.manage': 'all',
      'customers.export': 'all',
      'tickets.view': 'all',
      'tickets.edit': 'all',
      'tickets.manage': 'all',
      'monitor.read': 'all',
      'reports.read': 'all',
      'reports.schedule': 'all',
      'dispatch.preview': 'all',
      'status.set_other': 'all',
      'schedules.read': 'all',
      'schedules.write': 'all',
      'leave.approve': 'all',
      'users.read': 'all',
      'alarms.read': 'all',
      'alarms.write': 'all',
      'quality.write': 'all',
      'routing.write': 'all',
    },
  },
  manager: {
    name: 'Manager',
    permissions: {
      'groups.read': 'all',
      'agents.read': 'all',
      'channels.read': 'all',
      'routing.read': 'all',
      'conversations.read': 'all',
      'customers.read': 'all',
      'tickets.view': 'all',
      'monitor.read': 'all',
      'reports.read': 'all',
      'reports.schedule': 'all',
      'conversations.export': 'all',
      'schedules.read': 'all',
      'users.read': 'all',
      'alarms.read': 'all',
    },
  },
  quality_inspector: {
    name: 'Quality inspector',
    permissions: {
      'agents.read': 'all',
      'conversations.read': 'all',
      'customers.read': 'all',
      'tickets.view': 'all',
      'reports.read': 'all',
      'conversations.export': 'all',
    },
  },
  agent: {
    name: 'Agent',
    permissions: {
      'agent.receive': 'own',
      'conversations.read': 'own',
      'customers.read': 'group',
      'customers.edit': 'group',
      'tickets.view': 'group',
      'tickets.edit': 'group',
      'replies.write': 'own',
      'schedules.read': 'own',
    },
  },
}
