import { type OrganizationSettings, storedOrganizationSettings } from '@/server/modules/accounts/contract'
import {
  type ChannelSettings,
  channelSettings,
  type ServiceHours,
  serviceHours,
} from '@/server/modules/channels/contract'
import { type GroupServiceSettings, storedGroupServiceSettings } from '@/server/modules/workforce/contract'
import { batchedRead } from '@/server/platform/db/batched-read'
import type { Sql } from '@/server/platform/db/pool'
import { pool } from '@/server/platform/db/pool'
import { singleton } from '@/server/platform/singleton'
import { ruleConditions } from '../contract'
import type { RoutingRule } from '../domain/types'

export type ChannelConfig = {
  id: string
  publicKey: string
  /** Served too until it is given up. */
  publicKeyOld: string | null
  name: string
  kind: string
  language: string
  siteIds: string[]
  projectTypes: string[]
  allowedOrigins: string[]
  color: string
  greeting: Record<string, string>
  hours: ServiceHours | null
  defaultGroupId: string
  identitySecret: string | null
  identitySecretOld: string | null
  identityForced: boolean
  confirmClosing: boolean
  thresholds: Record<string, number>
  settings: ChannelSettings
  disabled: boolean
}

/** An external IM has no window to ask in. */
const unasked: Pick<ChannelSettings, 'form' | 'contact'> = { form: [], contact: 'none' }

export type GroupConfig = {
  id: string
  name: string
  paused: boolean
  disabled: boolean
  hours: ServiceHours | null
  offlineMode: 'even' | 'quality'
  maxQueueLength: number | null
  maxWaitSeconds: number | null
  overflowGroupId: string | null
  settings: GroupServiceSettings
  thresholds: Record<string, number>
}

export type CategoryConfig = {
  id: string
  parentId: string | null
  names: Record<string, string>
  position: number
  disabled: boolean
}

/** Everything that routing reads and a person configures, as of one version. */
export type Configuration = {
  version: number
  organization: { name: string; timeZone: string; defaultLanguage: string; settings: OrganizationSettings }
  channels: Map<string, ChannelConfig>
  /** By its key, and by the one before it while that is accepted. */
  channelsByKey: Map<string, ChannelConfig>
  groups: Map<string, GroupConfig>
  categories: Map<string, CategoryConfig>
  rules: RoutingRule[]
}

const hoursOf = (weekly: unknown, exceptions: unknown, timeZone: string | null): ServiceHours | null =>
  timeZone === null ? null : serviceHours.parse({ timeZone, weekly, exceptions })

async function read(sql: Sql): Promise<Configuration> {
  const [org, channels, groups, categories, rules] = await Promise.all([
    sql.query(`select name, time_zone as "timeZone", default_language as "defaultLanguage", settings,
      config_version as version from organization`),
    sql.query(`select c.id, public_key as "publicKey",
      public_key_old as "publicKeyOld", c.name, kind, language, site_ids as "siteIds",
      project_types as "projectTypes", allowed_origins as "allowedOrigins", color, greeting,
      default_group_id as "defaultGroupId", identity_secret as "identitySecret",
      identity_secret_old as "identitySecretOld", identity_forced as "identityForced",
      confirm_closing as "confirmClosing", thresholds, settings, disabled_at is not null as disabled,
      k.weekly, k.exceptions, k.time_zone as "timeZone" from channels c left join calendars k on k.id = c.calendar_id`),
    sql.query(`select g.id, g.name, intake_paused as paused, disabled_at is not null as disabled,
      offline_mode as "offlineMode", max_queue_length as "maxQueueLength", max_wait_seconds as "maxWaitSeconds",
      overflow_group_id as "overflowGroupId", thresholds, settings, k.weekly, k.exceptions, k.time_zone as "timeZone"
      from skill_groups g left join calendars k on k.id = g.calendar_id`),
    sql.query(`select id, parent_id as "parentId", names, position, disabled_at is not null as disabled
      from categories order by position, id`),
    sql.query(`select id, position, name, enabled, conditions, group_id as "groupId", priority_boost as "priorityBoost"
      from routing_rules order by position`),
  ])
  const organization = org.rows[0]
  const withHours = <T>(rows: (T & { weekly: unknown; exceptions: unknown; timeZone: string | null })[]) =>
    rows.map(({ weekly, exceptions, timeZone, ...rest }) => ({
      ...rest,
      hours: hoursOf(weekly, exceptions, timeZone),
    }))
  const channelList = (withHours(channels.rows) as unknown as ChannelConfig[]).map((channel) => ({
    ...channel,
    settings: { ...channelSettings.strip().parse(channel.settings), ...(channel.kind === 'im' && unasked) },
  }))
  const groupList = withHours(groups.rows).map((row) => ({
    ...row,
    settings: storedGroupServiceSettings.parse((row as { settings?: unknown }).settings ?? {}),
  })) as unknown as GroupConfig[]
  return {
    version: organization?.version ?? 0,
    organization: {
      ...(organization ?? { name: '', timeZone: 'UTC', defaultLanguage: 'en' }),
      settings: storedOrganizationSettings.parse(organization?.settings ?? {}),
    },
    channels: new Map(channelList.map((c) => [c.id, c])),
    channelsByKey: new Map(
      channelList.flatMap((c) =>
        [c.publicKey, c.publicKeyOld].flatMap((key) => (key === null ? [] : [[key, c] as const])),
      ),
    ),
    groups: new Map(groupList.map((g) => [g.id, g])),
    categories: new Map((categories.rows as CategoryConfig[]).map((c) => [c.id, c])),
    rules: rules.rows.map((r) => ({ ...r, conditions: ruleConditions.parse(r.conditions) })),
  }
}

const cache = () =>
  singleton('dispatch.configuration', () => ({ current: null as Configuration | null, checkedAt: 0 }))
/** How old the version check may be for reads that need not be exact, such as opening hours on a page. */
const TRUST_MS = 1_000

const versionNow = batchedRead('dispatch.version', async ([key]) => {
  const { rows } = await pool().query<{ version: number }>({
    name: 'config_version',
    text: 'select config_version as version from organization',
  })
  return new Map(rows.map(({ version }) => [key ?? '', version]))
})

/** The configuration as of the present version; read again only when the version has moved. */
export async function loadConfiguration(fresh = false): Promise<Configuration> {
  const kept = cache()
  if (kept.current && !fresh && Date.now() - kept.checkedAt < TRUST_MS) return kept.current
  const version = (await versionNow('')) ?? 0
  if (!kept.current || kept.current.version !== version) kept.current = await read(pool())
  kept.checkedAt = Date.now()
  return kept.current
}

export function forgetConfiguration(): void {
  cache().current = null
}
