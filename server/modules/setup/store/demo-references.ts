import type { Sql } from '@/server/platform/db/pool'
import type { RecordRef, Reference } from '../domain/keep-records'

/** Conversations of one's own that stay, as one record that names all they name. */
export const OWN_CONVERSATIONS = '00000000-0000-0000-0000-000000000000'

/** $1: conversations held since on the demo's channels stay. */
const keptConversations = `select c.* from conversations c
  where not exists (select 1 from demo_records d where d.kind = 'conversations' and d.id = c.id)
    and ($1 or not exists (select 1 from demo_records d where d.kind = 'channels' and d.id = c.channel_id))`

const text = (list: string) => `jsonb_array_elements_text(coalesce(${list}, '[]'))`

const statement = `
  with k as materialized (${keptConversations}),
  named(from_kind, from_id, from_name, to_kind, to_id) as (
    select 'skill_groups', id, name, 'skill_groups', parent_id from skill_groups
    union all select 'skill_groups', id, name, 'skill_groups', overflow_group_id from skill_groups
    union all select 'skill_groups', id, name, 'calendars', calendar_id from skill_groups
    union all select 'channels', id, name, 'skill_groups', default_group_id from channels
    union all select 'channels', id, name, 'calendars', calendar_id from channels
    union all select 'channels', id, name, 'categories', (m->'action'->>'categoryId')::uuid
      from channels, jsonb_array_elements(coalesce(settings->'menu', '[]')) m
    union all select 'categories', id, coalesce(names->>'en', names->>'zh'), 'categories', p
      from categories, unnest(array[parent_id, merged_into_id]) p
    union all select 'wrap_ups', id, coalesce(names->>'en', names->>'zh'), 'wrap_ups', p
      from wrap_ups, unnest(array[parent_id, merged_into_id]) p
    union all select 'routing_rules', id, name, 'skill_groups', group_id from routing_rules
    union all select 'routing_rules', id, name, 'channels', v::uuid from routing_rules, ${text(`conditions->'channelIds'`)} v
    union all select 'routing_rules', id, name, 'categories', v::uuid from routing_rules, ${text(`conditions->'categoryIds'`)} v
    union all select 'quick_replies', id, shortcut, 'skill_groups', group_id from quick_replies
    union all select 'macros', id, name, 'skill_groups', group_id from macros
    union all select 'macros', id, name, 'skill_groups', (s->>'groupId')::uuid from macros, jsonb_array_elements(steps) s
    union all select 'macros', id, name, 'wrap_ups', (s->>'wrapUpId')::uuid from macros, jsonb_array_elements(steps) s
    union all select 'macros', id, name, 'quick_replies', (s->>'quickReplyId')::uuid from macros, jsonb_array_elements(steps) s
    union all select 'alarm_rules', id, coalesce(nullif(name, ''), kind), 'skill_groups', v::uuid
      from alarm_rules, ${text(`scope->'groupIds'`)} v
    union all select 'alarm_rules', id, coalesce(nullif(name, ''), kind), 'channels', v::uuid
      from alarm_rules, ${text(`scope->'channelIds'`)} v
    union all select 'users', u.id, u.name, 'skill_groups', m.group_id
      from group_members m join users u on u.id = m.agent_id
      where not exists (select 1 from demo_records d where d.kind = 'users' and d.id = u.id)
    union all select distinct 'conversations', $2::uuid, '', 'channels', channel_id from k
    union all select distinct 'conversations', $2::uuid, '', 'skill_groups', g from k, unnest(array[group_id, first_group_id]) g
    union all select distinct 'conversations', $2::uuid, '', 'categories', category_id from k
    union all select distinct 'conversations', $2::uuid, '', 'wrap_ups', wrap_up_id from k
    union all select distinct 'conversations', $2::uuid, '', 'users', a.agent_id
      from k join assignments a on a.conversation_id = k.id
    union all select distinct 'conversations', $2::uuid, '', 'users', p.user_id
      from k join conversation_participants p on p.conversation_id = k.id
    union all select distinct 'conversations', $2::uuid, '', 'users', a.agent_id
      from k join calls a on a.conversation_id = k.id
  )
  select from_kind as "fromKind", from_id as "fromId", from_name as "fromName", to_kind as "toKind", to_id as "toId"
  from named where to_id is not null`

type Row = { fromKind: string; fromId: string; fromName: string | null; toKind: string; toId: string }

export async function listReferences(sql: Sql, keepTests: boolean): Promise<Reference[]> {
  const { rows } = await sql.query<Row>(statement, [keepTests, OWN_CONVERSATIONS])
  return rows.map(({ fromKind, fromId, fromName, toKind, toId }) => ({
    from: { kind: fromKind, id: fromId, name: fromName ?? '' },
    to: { kind: toKind, id: toId },
  }))
}

/** All but customers and conversations, which are many. */
export async function listDemoRecords(sql: Sql): Promise<RecordRef[]> {
  const { rows } = await sql.query<RecordRef>(
    `select kind, id from demo_records where kind not in ('customers', 'conversations', 'organization')`,
  )
  return rows
}

/** Names of records, for people to read. */
export async function nameRecords(sql: Sql, refs: readonly RecordRef[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  const label: Record<string, string> = {
    categories: `coalesce(names->>'en', names->>'zh')`,
    wrap_ups: `coalesce(names->>'en', names->>'zh')`,
    quick_replies: 'shortcut',
    knowledge_articles: 'title',
  }
  for (const kind of new Set(refs.map((ref) => ref.kind))) {
    const ids = refs.filter((ref) => ref.kind === kind).map(({ id }) => id)
    const { rows } = await sql.query<{ id: string; name: string }>(
      `select id, ${label[kind] ?? 'name'} as name from ${kind} where id = any($1)`,
      [ids],
    )
    for (const { id, name } of rows) names.set(`${kind} ${id}`, name)
  }
  return names
}
