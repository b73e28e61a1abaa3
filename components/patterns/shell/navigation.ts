import {
  IconActivity,
  IconAddressBook,
  IconAlarm,
  IconCalendarUser,
  IconCalendarWeek,
  IconChartBar,
  IconMessages,
  IconPhoneCall,
  IconSunrise,
  IconTicket,
} from '@tabler/icons-react'
import type { Permission } from '@/server/access'
import { administrationPlaces } from './administration-places'

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
    key: 'customers',
    href: '/customers',
    icon: IconAddressBook,
    permission: 'customers.read',
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
    key: 'tickets',
    href: '/tickets',
    icon: IconTicket,
    permission: 'tickets.view',
    section: null,
  },
  {
    key: 'callBacks',
    href: '/call-backs',
    icon: IconPhoneCall,
    permission: 'tickets.view',
    section: null,
  },
  ...administrationPlaces,
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
