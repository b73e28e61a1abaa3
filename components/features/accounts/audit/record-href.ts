import type { AuditView } from '@/server/modules/accounts/contract'

const opened: Record<string, string> = {
  skill_group: '/admin/groups',
  channel: '/admin/channels',
  calendar: '/admin/hours',
  user: '/admin/agents',
  agent: '/admin/agents',
  alarm_rule: '/admin/alarms',
  role: '/admin/roles',
  report_schedule: '/reports/scheduled',
  webhook: '/admin/webhooks',
  article: '/admin/knowledge',
  bot: '/admin/bot',
  procedure: '/admin/procedures',
}
const pages: Record<string, string> = {
  routing_rule: '/admin/routing',
  routing_order: '/admin/routing',
  dispatch_settings: '/admin/routing',
  busy_reason: '/admin/busy-reasons',
  category: '/admin/categories',
  wrap_up: '/admin/wrap-ups',
  quick_reply: '/admin/quick-replies',
  rating_tags: '/admin/rating',
  organization: '/admin/thresholds',
  retention: '/admin/settings?tab=retention',
}

const settingsPages: Record<string, string> = { mail: '/admin/mail', signIn: '/admin/sign-in' }

/** Where the record of an entry is looked at; null where there is no such place. */
export function recordHref({ entity, entityId }: Pick<AuditView, 'entity' | 'entityId'>): string | null {
  if (entity === 'conversation' || entity === 'rating') return `/conversations/${entityId}`
  if (entity === 'customer') return entityId === 'list' ? '/customers' : `/customers/${entityId}`
  if (entity === 'settings') return settingsPages[entityId] ?? `/admin/settings?tab=${entityId}`
  if (entity === 'custom_report') return `/reports/custom?report=${entityId}`
  const page = opened[entity]
  if (page) return `${page}?open=${entityId}`
  return pages[entity] ?? null
}
