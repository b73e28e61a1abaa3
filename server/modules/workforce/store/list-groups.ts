import { pool } from '@/server/platform/db/pool'
import type { GroupFilter, GroupRow, GroupState } from '../contract'
import type { GroupWarning } from '../domain/shares'

type Range = { limit: number; offset: number }
/** Numbers of so many groups are looked up one by one; of more, or where they decide the order, all at once. */
const PAGE = 200

/** Scope of the reader: null = every group. */
export async function listGroups(
  filter: GroupFilter,
  scope: readonly string[] | null,
  { limit, offset }: Range,
): Promise<{ rows: GroupRow[]; total: number }> {
  const whole = limit > PAGE || ['members', 'online', 'used'].includes(filter.sort)
  const { text, values } = groupsQuery(filter, scope, whole)
  const [page, count] = await Promise.all([
    pool().query<SqlRow>(`${text} limit ${Number(limit)} offset ${Number(offset)}`, values),
    pool().query<{ total: number }>(
      `select count(*)::int as total from skill_groups g where ${where}`,
      values,
    ),
  ])
  return { rows: page.rows.map(toRow), total: count.rows[0]?.total ?? 0 }
}

const state = `case when g.disabled_at is not null then 'disabled' when g.intake_paused then 'paused' else 'active' end`

/** $1 search, $2 state, $3 member, $4 scope; null = not filtered. */
const where = `
  ($1::text is null or g.name ilike $1 or g.description ilike $1)
  and ($2::text is null or ${state} = $2)
  and ($3::uuid is null or exists (select 1 from group_members s where s.group_id = g.id and s.agent_id = $3))
  and ($4::uuid[] is null or g.id = any($4))`

const order = {
  name: 'lower(g.name)',
  members: 'm.members',
  online: 'm.online',
  used: 'm.used',
  queue: 'q.waiting',
  serviceLevel: 'g.service_level_seconds',
  state: `array_position(array['active','paused','disabled'], ${state})`,
} as const

const numbers = `count(gm.agent_id)::int as members,
  count(*) filter (where a.enabled)::int as enabled,
  coalesce(sum(gm.quality) filter (where a.enabled), 0)::int as quality,
  coalesce(sum(least(a.capacity, gm.capacity)) filter (where a.enabled), 0)::int as all_places,
  count(*) filter (where a.status = 'online')::int as online,
  coalesce(sum(gm.current_count) filter (where a.status <> 'offline'), 0)::int as used,
  coalesce(sum(least(a.capacity, gm.capacity)) filter (where a.status <> 'offline'), 0)::int as places`
const pageNumbers = `cross join lateral (select ${numbers}
  from group_members gm join agents a on a.id = gm.agent_id where gm.group_id = g.id) m`
const wholeNumbers = `join (select w.id as group_id, ${numbers}
  from skill_groups w left join group_members gm on gm.group_id = w.id left join agents a on a.id = gm.agent_id
  group by w.id) m on m.group_id = g.id`

/** Numbers of now stand beside the settings; places count members who are online or busy. */
export function groupsQuery(filter: GroupFilter, scope: readonly string[] | null, whole: boolean) {
  const direction = filter.direction === 'desc' ? 'desc' : 'asc'
  const text = `
    select g.id, g.name, g.description, g.version, g.service_level_seconds, p.name as parent_name,
      ${state} as state, m.*, q.waiting as queue,
      case when q.waiting > (g.settings->>'queueWarnLength')::int then 'length'
        when q.since < now() - make_interval(secs => (g.settings->>'queueWarnSeconds')::int) then 'wait' end as queue_warning
    from skill_groups g
    left join skill_groups p on p.id = g.parent_id
    ${whole ? wholeNumbers : pageNumbers}
    cross join lateral (select count(*)::int as waiting, min(e.entered_at) as since from queue_entries e where e.group_id = g.id) q
    where ${where}
    order by ${order[filter.sort]} ${direction}, lower(g.name), g.id`
  const search = filter.search ? `%${filter.search.replace(/[\\%_]/g, '\\$&')}%` : null
  return { text, values: [search, filter.state ?? null, filter.memberId ?? null, scope && [...scope]] }
}

type SqlRow = {
  id: string
  name: string
  description: string
  version: number
  service_level_seconds: number
  parent_name: string | null
  state: GroupState
  members: number
  enabled: number
  quality: number
  all_places: number
  online: number
  used: number
  places: number
  queue: number
  queue_warning: 'length' | 'wait' | null
}

function toRow(row: SqlRow): GroupRow {
  const { id, name, description, version, state: current, members, online, used, places, queue } = row
  return {
    ...{ id, name, description, version, state: current, members, online, used, places, queue },
    parentName: row.parent_name,
    queueWarning: row.queue_warning,
    serviceLevelSeconds: row.service_level_seconds,
    warnings: current === 'disabled' ? [] : warningsOf(row),
  }
}

/** The rule of domain/shares.ts over sums. */
function warningsOf({ members, enabled, quality, all_places }: SqlRow): GroupWarning[] {
  if (members === 0) return ['no_members']
  if (enabled === 0) return ['all_disabled']
  const warnings: GroupWarning[] = []
  if (quality === 0) warnings.push('quality_zero')
  if (all_places === 0) warnings.push('no_places')
  return warnings
}
