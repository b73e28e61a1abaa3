import type { GroupBy } from '../contract'
import { type Family, kindsOf } from '../contract'
import { families } from './families'

/**
 * Whose facts; null lets everything through. Groups come with their descendants. Where facts have an agent but no
 * group, those of the groups' members count.
 */
export type FactFilter = {
  groupIds: string[] | null
  agentIds: string[] | null
  channelIds: string[] | null
}

export type FactQuery = { from: Date; until: Date; now: Date; timeZone: string; filter: FactFilter }

const columns: Record<'agent' | 'group' | 'channel' | 'category' | 'wrap_up', string> = {
  agent: 'f.agent_id::text',
  group: 'up.ancestor_id::text',
  channel: 'f.channel_id::text',
  category: 'f.category_id::text',
  wrap_up: 'f.wrap_up_id::text',
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
export function canFilter(family: Family, { groupIds, agentIds, channelIds }: FactFilter): boolean {
  const kinds = kindsOf[family]
  if (agentIds !== null && !kinds.includes('agent')) return false
  if (channelIds !== null && !kinds.includes('channel')) return false
  return groupIds === null || kinds.includes('group') || family === 'presence'
}

/** The facts that pass the filters, as `f`. Takes $1 to $7; the caller's own parameters begin at $8. */
export function selectFacts(family: Family, by: GroupBy | null, list: string, rest: string): string {
  const join = by === 'group' ? 'join up on up.group_id = f.group_id' : ''
  const groupFilter =
    family === 'presence'
      ? 'f.agent_id in (select m.agent_id from group_members m where m.group_id = any($5))'
      : 'f.group_id = any($5)'
  return `with recursive ${ancestors}, f as materialized (${families[family].facts})
    select ${list} from f ${join}
    where $3::timestamptz is not null and $4::text is not null and ($5::uuid[] is null or ${groupFilter})
      and ($6::uuid[] is null or f.agent_id = any($6)) and ($7::uuid[] is null or f.channel_id = any($7)) ${rest}`
}

export function factParameters({ from, until, now, timeZone, filter }: FactQuery): unknown[] {
  return [from, until, now, timeZone, filter.groupIds, filter.agentIds, filter.channelIds]
}
