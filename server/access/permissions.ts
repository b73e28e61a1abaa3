/** Everything that can be allowed. Every procedure and endpoint names one of these. */
export const permissions = [
  /** Receive conversations and answer them. */
  'agent.receive',
  'groups.read',
  'groups.write',
  'agents.read',
  'agents.write',
  'channels.read',
  'channels.write',
  'routing.read',
  'routing.write',
  'conversations.read',
  /** Write in, transfer, take over or end a conversation that somebody else holds. */
  'conversations.write_any',
  /** Take a waiting customer out of the queue by hand. */
  'conversations.pick',
  /** Give a conversation to an agent who is full or not online, on purpose. */
  'conversations.over_limit',
  /** Watch silently, whisper, join, take over, re-assign in bulk. */
  'conversations.supervise',
  'conversations.export',
  /** Quick replies and macros: own, those of one's groups, or those for all. */
  'replies.write',
  /** Write, publish and import the articles of the knowledge base. */
  'knowledge.manage',
  'customers.read',
  /** Change what is known of a customer: fields, tags, VIP level, notes. */
  'customers.edit',
  /** Merge customers, block them, take them in from a file. */
  'customers.manage',
  /** Take out what is stored of customers, as a list or all of one. */
  'customers.export',
  /** Erase a customer everywhere, for good. */
  'customers.erase',
  /** See what a message said before card and identity numbers in it were masked; each look is on record. */
  'customers.unmask',
  /** Tickets and call-backs: those one has to do with, those of one's groups, or all. */
  'tickets.view',
  /** Open, change and answer them. */
  'tickets.edit',
  /** Delete them. */
  'tickets.manage',
  'monitor.read',
  'reports.read',
  /** Have reports sent by mail or webhook, at fixed times. */
  'reports.schedule',
  'dispatch.preview',
  'status.set_other',
  'alarms.read',
  'alarms.write',
  /** Publish quality numbers. */
  'quality.write',
  /** The roster: one's own, that of one's groups, or all of it. */
  'schedules.read',
  /** Plan and publish rosters, templates and rotations. */
  'schedules.write',
  /** Decide on leave and on shifts that two agents swap. */
  'leave.approve',
  'audit.read',
  /** Erase the personal values that stand beside the audit log. */
  'audit.erase',
  /** People who sign in: invite, change, disable. */
  'users.read',
  'users.write',
  /** Define roles and say who holds which; nobody can give what they lack. */
  'roles.read',
  'roles.write',
  /** Export the configuration as a file, compare and apply one; remove the demo. */
  'configuration.transfer',
  'settings.write',
] as const

export type Permission = (typeof permissions)[number]

/** own: what carries one's own id; group: one's groups and those below them; all: everything. */
export const scopes = ['own', 'group', 'all'] as const
export type Scope = (typeof scopes)[number]

export type PermissionMap = Partial<Record<Permission, Scope>>

const own = ['own'] as const
const everywhere = ['all'] as const
const byGroup = ['group', 'all'] as const
const byOwner = ['own', 'group', 'all'] as const

/** Which scopes a permission knows: what is one for the whole organisation is held in full or not at all. */
export const scopesOf: Record<Permission, readonly Scope[]> = {
  'agent.receive': own,
  'groups.read': byGroup,
  'groups.write': byGroup,
  'agents.read': byGroup,
  'agents.write': byGroup,
  'channels.read': everywhere,
  'channels.write': everywhere,
  'routing.read': everywhere,
  'routing.write': everywhere,
  'conversations.read': byOwner,
  'conversations.write_any': byGroup,
  'conversations.pick': byGroup,
  'conversations.over_limit': byGroup,
  'conversations.supervise': byGroup,
  'conversations.export': byOwner,
  'replies.write': byOwner,
  'knowledge.manage': everywhere,
  'customers.read': byGroup,
  'customers.edit': byGroup,
  'customers.manage': everywhere,
  'customers.export': everywhere,
  'customers.erase': everywhere,
  'customers.unmask': everywhere,
  'tickets.view': byOwner,
  'tickets.edit': byOwner,
  'tickets.manage': byGroup,
  'monitor.read': byGroup,
  'reports.read': byGroup,
  'reports.schedule': everywhere,
  'dispatch.preview': everywhere,
  'status.set_other': byGroup,
  'alarms.read': byGroup,
  'alarms.write': everywhere,
  'quality.write': byGroup,
  'schedules.read': byOwner,
  'schedules.write': byGroup,
  'leave.approve': byGroup,
  'audit.read': everywhere,
  'audit.erase': everywhere,
  'users.read': everywhere,
  'users.write': everywhere,
  'roles.read': everywhere,
  'roles.write': everywhere,
  'configuration.transfer': everywhere,
  'settings.write': everywhere,
}

/** How the matrix of roles is divided; every permission stands in exactly one part. */
export const permissionParts = {
  conversations: [
    'agent.receive',
    'conversations.read',
    'conversations.write_any',
    'conversations.pick',
    'conversations.over_limit',
    'conversations.supervise',
    'conversations.export',
    'replies.write',
    'knowledge.manage',
    'customers.read',
    'customers.edit',
    'customers.manage',
    'customers.export',
    'customers.erase',
    'customers.unmask',
    'tickets.view',
    'tickets.edit',
    'tickets.manage',
  ],
  insight: ['monitor.read', 'reports.read', 'reports.schedule', 'alarms.read', 'alarms.write'],
  team: [
    'agents.read',
    'agents.write',
    'status.set_other',
    'schedules.read',
    'schedules.write',
    'leave.approve',
  ],
  service: [
    'groups.read',
    'groups.write',
    'channels.read',
    'channels.write',
    'routing.read',
    'routing.write',
    'dispatch.preview',
    'quality.write',
  ],
  system: [
    'users.read',
    'users.write',
    'roles.read',
    'roles.write',
    'settings.write',
    'audit.read',
    'audit.erase',
    'configuration.transfer',
  ],
} as const satisfies Record<string, readonly Permission[]>
export type PermissionPart = keyof typeof permissionParts
