import { pool } from '@/server/platform/db/pool'
import type { ChannelFilter, ChannelRow } from '../contract'

/** A row of the list, and beside it what its warnings are drawn from. */
export type ListedChannel = Omit<ChannelRow, 'warnings'> & {
  allowedOrigins: string[]
  groupMembers: number
  groupDisabled: boolean
  hours: { timeZone: string; weekly: unknown; exceptions: unknown } | null
}

const state = `case when c.disabled_at is not null then 'disabled' else 'active' end`

/** $1 search, $2 state, $3 kind; null = not filtered. */
const where = `
  ($1::text is null or c.name ilike $1 or c.public_key ilike $1 or array_to_string(c.site_ids, ' ') ilike $1
    or array_to_string(c.project_types, ' ') ilike $1)
  and ($2::text is null or ${state} = $2)
  and ($3::text is null or c.kind = $3)`

const order = {
  name: 'lower(c.name)',
  kind: `array_position(array['web','app','api','im'], c.kind)`,
  language: 'c.language',
  group: 'lower(g.name)',
  hours: `lower(coalesce(k.name, ''))`,
  open: 'o.open',
  state,
} as const

export async function listChannels(
  filter: ChannelFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: ListedChannel[]; total: number }> {
  const direction = filter.direction === 'desc' ? 'desc' : 'asc'
  const search = filter.search ? `%${filter.search.replace(/[\\%_]/g, '\\$&')}%` : null
  const values = [search, filter.state ?? null, filter.kind ?? null]
  const [page, count] = await Promise.all([
    pool().query<ListedChannel>(
      `with running as materialized (
        select channel_id, count(*)::int as n from conversations where ended_at is null group by channel_id)
      select c.id, c.name, c.kind, c.language, c.public_key as "publicKey", c.version, c.site_ids as "siteIds",
        c.allowed_origins as "allowedOrigins", ${state} as state, g.name as "groupName",
        g.disabled_at is not null as "groupDisabled", m.members as "groupMembers", k.name as "calendarName",
        case when k.id is not null then jsonb_build_object('timeZone', k.time_zone, 'weekly', k.weekly,
          'exceptions', k.exceptions) end as hours, o.open
      from channels c join skill_groups g on g.id = c.default_group_id left join calendars k on k.id = c.calendar_id
      cross join lateral (select count(*)::int as members from group_members gm join agents a on a.id = gm.agent_id
        where gm.group_id = g.id and a.enabled) m
      cross join lateral (select coalesce((select n from running r where r.channel_id = c.id), 0) as open) o
      where ${where} order by ${order[filter.sort]} ${direction}, lower(c.name), c.id limit $4 offset $5`,
      [...values, limit, offset],
    ),
    pool().query<{ total: number }>(`select count(*)::int as total from channels c where ${where}`, values),
  ])
  return { rows: page.rows, total: count.rows[0]?.total ?? 0 }
}
