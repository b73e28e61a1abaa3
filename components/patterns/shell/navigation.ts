import {
  IconActivity,
  IconAlarm,
  IconBeach,
  IconBellCog,
  IconBinaryTree,
  IconBook2,
  IconCalendarTime,
  IconCalendarUser,
  IconCalendarWeek,
  IconChartBar,
  IconChecklist,
  IconClockCheck,
  IconCoffee,
  IconFileDiff,
  IconHistory,
  IconLogin2,
  IconMail,
  IconMessageBolt,
  IconMessages,
  IconPlugConnected,
  IconRocket,
  IconRoute,
  IconScale,
  IconSettings,
  IconShieldLock,
  IconStar,
  IconStopwatch,
  IconSunrise,
  IconTemplate,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
} from '@tabler/icons-react'
import type { Permission } from '@/server/access'

/**
 * Every place of the console, in the order of the rail. A place appears for those who hold its permission.
 */
const all = [
  {
    key: 'workspace',
    href: '/workspace',
    icon: IconMessages,
    permission: 'agent.receive',
    section: null,
  },
  {
    key: 'myDay',
    href: '/my-day',
    icon: IconSunrise,
    permission: 'agent.receive',
    section: null,
  },
  {
    key: 'monitor',
    href: '/monitor',
    icon: IconActivity,
    permission: 'monitor.read',
    section: null,
  },
  {
    key: 'reports',
    href: '/reports',
    icon: IconChartBar,
    permission: 'reports.read',
    section: null,
  },
  {
    key: 'alarms',
    href: '/alarms',
    icon: IconAlarm,
    permission: 'alarms.read',
    section: null,
  },
  {
    key: 'schedule',
    href: '/schedule',
    icon: IconCalendarWeek,
    permission: 'schedules.write',
    section: null,
  },
  {
    key: 'mySchedule',
    href: '/schedule/mine',
    icon: IconCalendarUser,
    permission: 'agent.receive',
    section: null,
  },
  {
    key: 'agents',
    href: '/admin/agents',
    icon: IconUsers,
    permission: 'users.read',
    section: 'service',
  },
  {
    key: 'groups',
    href: '/admin/groups',
    icon: IconUsersGroup,
    permission: 'groups.read',
    section: 'service',
  },
  {
    key: 'routing',
    href: '/admin/routing',
    icon: IconRoute,
    permission: 'routing.read',
    section: 'service',
  },
  {
    key: 'capacity',
    href: '/admin/capacity',
    icon: IconScale,
    permission: 'groups.read',
    section: 'service',
  },
  {
    key: 'channels',
    href: '/admin/channels',
    icon: IconPlugConnected,
    permission: 'channels.read',
    section: 'service',
  },
  {
    key: 'hours',
    href: '/admin/hours',
    icon: IconCalendarTime,
    permission: 'channels.read',
    section: 'service',
  },
  {
    key: 'categories',
    href: '/admin/categories',
    icon: IconBinaryTree,
    permission: 'channels.read',
    section: 'service',
  },
  {
    key: 'wrapUps',
    href: '/admin/wrap-ups',
    icon: IconChecklist,
    permission: 'channels.read',
    section: 'service',
  },
  {
    key: 'thresholds',
    href: '/admin/thresholds',
    icon: IconStopwatch,
    permission: 'channels.read',
    section: 'service',
  },
  {
    key: 'shiftTemplates',
    href: '/schedule/templates',
    icon: IconTemplate,
    permission: 'schedules.write',
    section: 'work',
  },
  {
    key: 'leave',
    href: '/schedule/leave',
    icon: IconBeach,
    permission: 'leave.approve',
    section: 'work',
  },
  {
    key: 'adherence',
    href: '/schedule/adherence',
    icon: IconClockCheck,
    permission: 'monitor.read',
    section: 'work',
  },
  {
    key: 'quickReplies',
    href: '/admin/quick-replies',
    icon: IconMessageBolt,
    permission: 'replies.write',
    section: 'work',
  },
  {
    key: 'knowledge',
    href: '/admin/knowledge',
    icon: IconBook2,
    permission: 'knowledge.manage',
    section: 'work',
  },
  {
    key: 'busyReasons',
    href: '/admin/busy-reasons',
    icon: IconCoffee,
    permission: 'settings.write',
    section: 'work',
  },
  {
    key: 'ratingTags',
    href: '/admin/rating',
    icon: IconStar,
    permission: 'settings.write',
    section: 'work',
  },
  {
    key: 'alarmRules',
    href: '/admin/alarms',
    icon: IconBellCog,
    permission: 'alarms.write',
    section: 'work',
  },
  {
    key: 'roles',
    href: '/admin/roles',
    icon: IconShieldLock,
    permission: 'roles.read',
    section: 'system',
  },
  {
    key: 'signIn',
    href: '/admin/sign-in',
    icon: IconLogin2,
    permission: 'settings.write',
    section: 'system',
  },
  {
    key: 'settings',
    href: '/admin/settings',
    icon: IconSettings,
    permission: 'settings.write',
    section: 'system',
  },
  {
    key: 'mail',
    href: '/admin/mail',
    icon: IconMail,
    permission: 'settings.write',
    section: 'system',
  },
  {
    key: 'webhooks',
    href: '/admin/webhooks',
    icon: IconWebhook,
    permission: 'settings.write',
    section: 'system',
  },
  {
    key: 'audit',
    href: '/admin/audit',
    icon: IconHistory,
    permission: 'audit.read',
    section: 'system',
  },
  {
    key: 'configuration',
    href: '/admin/configuration',
    icon: IconFileDiff,
    permission: 'configuration.transfer',
    section: 'system',
  },
  {
    key: 'guide',
    href: '/admin/guide',
    icon: IconRocket,
    permission: 'configuration.transfer',
    section: 'system',
  },
] as const satisfies { permission: Permission; [field: string]: unknown }[]

export type Place = (typeof all)[number]

export function placesFor(allowed: (permission: Permission) => boolean): Place[] {
  return all.filter((place) => allowed(place.permission))
}

export type Section = { key: Place['section']; places: Place[] }

/** The places under their headings; a heading without places is not there. */
export function sectionsOf(places: readonly Place[]): Section[] {
  const keys = [...new Set(places.map(({ section }) => section))]
  return keys.map((key) => ({ key, places: places.filter(({ section }) => section === key) }))
}
