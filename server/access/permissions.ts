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
  'customers.read',
  'monitor.read',
  'reports.read',
  'dispatch.preview',
  'status.set_other',
  'alarms.read',
  'alarms.write',
  /** Publish quality numbers. */
  'quality.write',
  'audit.read',
  'users.read',
  'users.write',
  'settings.write',
] as const

export type Permission = (typeof permissions)[number]

/** own: what carries one's own id; group: one's groups and those below them; all: everything. */
export const scopes = ['own', 'group', 'all'] as const
export type Scope = (typeof scopes)[number]

export type PermissionMap = Partial<Record<Permission, Scope>>
