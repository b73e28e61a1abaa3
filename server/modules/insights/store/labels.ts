import type { Sql } from '@/server/platform/db/pool'
import type { GroupBy, Label } from '../contract'

const queries: Partial<Record<GroupBy, string>> = {
  agent: 'select a.id::text, to_json(u.name) as label from agents a join users u on u.id = a.id',
  group: 'select id::text, to_json(name) as label from skill_groups',
  channel: 'select id::text, to_json(name) as label from channels',
  category: 'select id::text, names as label from categories',
  wrap_up: 'select id::text, names as label from wrap_ups',
}

/** Names of all cells that may occur in a grouping; none for groupings by time. */
export async function loadLabels(sql: Sql, by: GroupBy): Promise<Map<string, Label>> {
  const text = queries[by]
  if (text === undefined) return new Map()
  const { rows } = await sql.query<{ id: string; label: Label }>(text)
  return new Map(rows.map(({ id, label }) => [id, label]))
}

/** The given groups and all below them. */
export async function withDescendants(sql: Sql, groupIds: string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `with recursive down as (
       select id, 0 as depth from skill_groups where id = any($1)
       union all select g.id, down.depth + 1 from skill_groups g join down on g.parent_id = down.id where down.depth < 20)
     select distinct id from down`,
    [groupIds],
  )
  return rows.map((row) => row.id)
}

/** The given categories and all below them. */
export async function withCategoriesBelow(sql: Sql, categoryIds: string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `with recursive down as (
       select id, 0 as depth from categories where id = any($1)
       union all select c.id, down.depth + 1 from categories c join down on c.parent_id = down.id where down.depth < 20)
     select distinct id from down`,
    [categoryIds],
  )
  return rows.map((row) => row.id)
}

export async function loadTimeZone(sql: Sql): Promise<string> {
  const { rows } = await sql.query<{ timeZone: string }>('select time_zone as "timeZone" from organization')
  return rows[0]?.timeZone ?? 'UTC'
}

/** When the first customer on record came. */
export async function loadRecordsFrom(sql: Sql): Promise<number | null> {
  const { rows } = await sql.query<{ at: Date | null }>('select min(entered_at) as at from conversations')
  return rows[0]?.at?.getTime() ?? null
}

/** What filters can choose from. */
export async function loadChoices(sql: Sql): Promise<{
  timeZone: string
  groups: { id: string; name: string; parentId: string | null }[]
  agents: { id: string; name: string; groupIds: string[] }[]
  channels: { id: string; name: string }[]
  categories: { id: string; names: Record<string, string>; parentId: string | null }[]
}> {
  const [timeZone, groups, agents, channels, categories] = await Promise.all([
    loadTimeZone(sql),
    sql.query(
      'select id, name, parent_id as "parentId" from skill_groups where disabled_at is null order by name',
    ),
    sql.query(`select a.id, u.name, array(select group_id from group_members m where m.agent_id = a.id) as "groupIds"
      from agents a join users u on u.id = a.id order by u.name`),
    sql.query('select id, name from channels where disabled_at is null order by name'),
    sql.query(`select id, names, parent_id as "parentId" from categories where disabled_at is null
      and merged_into_id is null order by position, id`),
  ])
  return {
    timeZone,
    groups: groups.rows,
    agents: agents.rows,
    channels: channels.rows,
    categories: categories.rows,
  }
}
