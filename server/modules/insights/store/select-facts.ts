import type { GroupBy } from '../contract'
import { countsMembers, type Family, kindsOf, waitBands } from '../contract'
import { families } from './families'

/**
 * Whose facts; null lets everything through. Groups come with their descendants. Where facts have an agent but no
 * group, those of the groups' members count.
 */
export type FactFilter = {
  groupIds: string[] | null
  agentIds: string[] | null
  channelIds: string[] | null
  /** Not given: all. */
  categoryIds?: string[] | null
}

export type FactQuery = { from: Date; until: Date; now: Date; timeZone: string; filter: FactFilter }

type Column = Exclude<GroupBy, 'hour' | 'day' | 'week' | 'month' | 'weekday' | 'weekday_hour'>
const columns: Record<Column, string> = {
  agent: 'f.agent_id::text',
  group: 'up.ancestor_id::text',
  channel: 'f.channel_id::text',
  category: 'f.category_id::text',
  wrap_up: 'f.wrap_up_id::text',
  status: `case f.kind when 'online' then 'online' when 'busy' then 'busy:' || coalesce(f.reason, '') end`,
  score: 'f.score::text',
  tag: 'tagged.tag',
  wait: `width_bucket((f.wait_ms - 1)::bigint, array[${waitBands.join()}]::bigint[])::text`,
  alarm: 'f.kind',
}

const local = `(f.at at time zone $4)`

export function cellExpression(by: GroupBy): string {
  switch (by) {
    case 'hour':
      return `to_char(${local}, 'HH24')`
    case 'day':
      return `to_char(${local}, 'YYYY-MM-DD')`
    case 'week':
      return `to_char(date_trunc('week', ${local}), 'YYYY-MM-DD')`
    case 'month':
      return `to_char(${local}, 'YYYY-MM')`
    case 'weekday':
      return `to_char(${local}, 'ID')`
    case 'weekday_hour':
      return `to_char(${local}, 'ID-HH24')`
    default:
      return columns[by]
  }
}

/** A group's facts are also those of every group above it. */
export const ancestors = `up as (
  select id as group_id, id as ancestor_id, 0 as depth from skill_groups
  union all
  select up.group_id, g.parent_id, up.depth + 1 from up join skill_groups g on g.id = up.ancestor_id
  where g.parent_id is not null and up.depth < 20)`

/** The filters that these facts know; null: one is set that they cannot answer. */
export function canFilter(
  family: Family,
  { groupIds, agentIds, channelIds, categoryIds }: FactFilter,
): boolean {
  const kinds = kindsOf[family]
  if (agentIds !== null && !kinds.includes('agent')) return false
  if (channelIds !== null && !kinds.includes('channel')) return false
  if (categoryIds && !kinds.includes('category')) return false
  return groupIds === null || kinds.includes('group') || countsMembers(family)
}

/** Facts that count in several cells: in each group above theirs, in each of a rating's tags. */
const joins: Partial<Record<GroupBy, string>> = {
  group: 'join up on up.group_id = f.group_id',
  tag: 'cross join lateral unnest(f.tags) tagged(tag)',
}
export const countsAgain = (by: GroupBy): boolean => joins[by] !== undefined

function factsFor(family: Family, by: GroupBy | null): string {
  const { facts, byDay } = families[family]
  return byDay && by !== 'hour' && by !== 'weekday_hour' ? byDay : facts
}

/** The facts that pass the filters, as `f`. Takes $1 to $8; the caller's own parameters begin at $9. */
export function selectFacts(family: Family, by: GroupBy | null, list: string, rest: string): string {
  const join = by === null ? '' : (joins[by] ?? '')
  const groupFilter = countsMembers(family)
    ? 'f.agent_id in (select m.agent_id from group_members m where m.group_id = any($5))'
    : 'f.group_id = any($5)'
  return `with recursive ${ancestors}, f as materialized (${factsFor(family, by)})
    select ${list} from f ${join}
    where $3::timestamptz is not null and $4::text is not null and ($5::uuid[] is null or ${groupFilter})
      and ($6::uuid[] is null or f.agent_id = any($6)) and ($7::uuid[] is null or f.channel_id = any($7))
      and ($8::uuid[] is null or f.category_id = any($8)) ${rest}`
}

export function factParameters({ from, until, now, timeZone, filter }: FactQuery): unknown[] {
  const { groupIds, agentIds, channelIds, categoryIds = null } = filter
  return [from, until, now, timeZone, groupIds, agentIds, channelIds, categoryIds]
}
