import { queryUntil } from '@/server/platform/db/cancellable'
import { dataSetColumns, firstContactDays, idleThresholdMs } from '../contract'
import { live, ms } from './family'

/**
 * One row per conversation in the order in which they began, a page at a time after the last one seen: however
 * long the period is, one page is in memory and one short statement at work. The definitions are those of the
 * facts behind the reports; data-set.int.test.ts holds them together.
 */
export type DataSetQuery = {
  from: Date
  until: Date
  language: string
  groupIds: string[] | null
  agentIds: string[] | null
  channelIds: string[] | null
  categoryIds: string[] | null
}
type Row = Record<string, string | number | boolean | null> & { page_at: Date; page_id: string }

const pageSize = 500
const at = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`
const named = (table: string) => `coalesce(${table}.names->>$9, ${table}.names->>'en')`
const list = (column: string) => `nullif(array_to_string(${column}, '; '), '')`
const person = (id: string) => `(select u.name from users u where u.id = ${id})`
const activeMs = `(select sum(least(${ms('gap.before', 'gap.at')}, ${idleThresholdMs})) from (
  select e.at, lag(e.at) over (order by e.at) as before from (
    select c.first_assigned_at as at union all select c.ended_at union all
    select m.created_at from messages m where m.conversation_id = c.id and not m.waiting
      and m.kind <> 'note' and m.sender_kind in ('customer', 'agent')
      and m.created_at between c.first_assigned_at and c.ended_at) e) gap
  where gap.before is not null)`
const ended = 'c.ended_at is not null and c.first_assigned_at is not null'
const afterWorkMs = `greatest(0, coalesce(${ms('c.ended_at', 'c.after_work_ended_at')}, 0))`
const waitMs = `case when c.creation_type = 'direct' then 0
  when c.creation_type = 'queued' then ${ms('c.entered_at', 'c.first_assigned_at')} end`
const asked = `t.initiator = 'customer'`

const expressions: Record<string, string> = {
  conversation_id: 'c.id',
  number: 'c.number::float8',
  thread_id: 'c.thread_id',
  topic: 't.topic',
  initiator: `case when ${asked} then 'customer' else 'agent' end`,
  customer_id: 'c.customer_id',
  customer_external_id: 'cu.external_id',
  vip_level: 'cu.vip_level',
  channel_id: 'c.channel_id',
  channel: 'ch.name',
  site_id: 'c.site_id',
  project_type: 'c.project_type',
  language: 'c.language',
  stage: 'c.stage',
  category_id: 'c.category_id',
  category: named('ca'),
  wrap_up_id: 'c.wrap_up_id',
  wrap_up: named('w'),
  tags: list('c.tags'),
  status: 'c.status',
  creation_type: 'c.creation_type',
  offline: `c.creation_type is not distinct from 'offline'`,
  bot: 'm.bot > 0',
  bot_only: 'c.entered_at is null and m.bot > 0',
  offered: `case when c.entered_at is not null and ${asked} then c.offered end`,
  wait_reason: 'c.wait_reason',
  priority: 'c.priority',
  first_group_id: 'coalesce(c.first_group_id, c.group_id)',
  first_group: 'fg.name',
  group_id: 'c.group_id',
  group: 'g.name',
  agent_id: 'c.agent_id',
  agent: person('c.agent_id'),
  first_reply_agent_id: 'c.first_reply_by',
  first_reply_agent: person('c.first_reply_by'),
  agents: list('a.names'),
  agent_count: 'coalesce(a.people, 0)::int',
  created_at: at('c.created_at'),
  entered_at: at('c.entered_at'),
  first_assigned_at: at('c.first_assigned_at'),
  first_reply_at: at('c.first_reply_at'),
  ended_at: at('c.ended_at'),
  ended_by: 'c.ended_by',
  end_reason: 'c.end_reason',
  abandoned: 'c.abandoned',
  queue_wait: `case when ${asked} and c.first_assigned_at is not null then ${waitMs} end`,
  abandoned_after: `case when c.abandoned then ${ms('c.entered_at', 'c.ended_at')} end`,
  in_time: `case when ${asked} and c.first_assigned_at is not null
    then (${waitMs}) <= coalesce(fg.service_level_seconds, 30) * 1000 end`,
  first_response_customer: `case when ${asked} then ${ms('c.entered_at', 'c.first_reply_at')} end`,
  first_response_agent: `case when ${asked} then (select ${ms('x.started_at', 'c.first_reply_at')} from assignments x
    where x.conversation_id = c.id and x.agent_id = c.first_reply_by and x.started_at <= c.first_reply_at
    order by x.started_at desc limit 1) end`,
  reply_rounds: 'r.rounds::int',
  reply_wait: 'r.wait_ms',
  duration: `case when ${ended} then a.held_ms end`,
  active_time: `case when ${ended} then m.active_ms end`,
  after_work: `case when ${ended} then ${afterWorkMs} end`,
  handle_time: `case when ${ended} then coalesce(m.active_ms, 0) + ${afterWorkMs} end`,
  customer_messages: 'c.customer_messages',
  agent_messages: 'c.agent_messages',
  bot_messages: 'm.bot::int',
  transfers: 'c.transfer_count',
  reopened: 'c.reopened_count',
  resolved_at_once: `case when ${ended} and ${live('c')} then c.reopened_count = 0 and not exists (
    select from conversations n where n.thread_id = c.thread_id and n.created_at > c.ended_at
      and n.created_at <= c.ended_at + interval '${firstContactDays} days') end`,
  rating: 'ra.score',
  rating_tags: list('ra.tags'),
  rated_at: at('ra.created_at'),
  rated_agent_id: 'ra.agent_id',
}

const within = `c.created_at >= $1 and c.created_at < $2 and ($3::uuid[] is null or c.group_id = any($3))
  and ($4::uuid[] is null or c.agent_id = any($4)) and ($5::uuid[] is null or c.channel_id = any($5))
  and ($6::uuid[] is null or c.category_id = any($6))`

// Sums of bigint are numeric, which comes as text.
const asNumber = (kind: string) => (kind === 'duration' ? '::float8' : '')
const page = `with page as materialized (
    select c.* from conversations c where ${within}
      and ($7::timestamptz is null or (c.created_at, c.id) > ($7, $8::uuid))
    order by c.created_at, c.id limit ${pageSize})
  select c.created_at as page_at, c.id as page_id,
    ${dataSetColumns.map(({ key, kind }) => `(${expressions[key]})${asNumber(kind)} as "${key}"`).join(', ')}
  from page c join threads t on t.id = c.thread_id join customers cu on cu.id = c.customer_id
  join channels ch on ch.id = c.channel_id
  left join categories ca on ca.id = c.category_id left join wrap_ups w on w.id = c.wrap_up_id
  left join skill_groups g on g.id = c.group_id
  left join skill_groups fg on fg.id = coalesce(c.first_group_id, c.group_id)
  left join ratings ra on ra.conversation_id = c.id
  left join lateral (select count(distinct x.agent_id) as people,
      sum(${ms('x.started_at', 'x.ended_at')})::float8 as held_ms,
      array_agg(x.name order by x.started_at, x.id) filter (where x.again = 1) as names
    from (select s.*, u.name, row_number() over (partition by s.agent_id order by s.started_at, s.id) as again
      from assignments s join users u on u.id = s.agent_id where s.conversation_id = c.id) x) a on true
  left join lateral (select count(*) as rounds, sum(${ms('r.asked_at', 'r.replied_at')})::float8 as wait_ms
    from reply_rounds r where r.conversation_id = c.id) r on true
  left join lateral (select (select count(*) from messages b where b.conversation_id = c.id
      and b.sender_kind = 'bot') as bot, ${activeMs}::float8 as active_ms) m on true
  order by c.created_at, c.id`

const filterValues = ({ from, until, groupIds, agentIds, channelIds, categoryIds }: DataSetQuery) => [
  ...[from, until, groupIds, agentIds, channelIds, categoryIds],
]

/** How many rows there will be, as it stands now. */
export async function countDataSet(query: DataSetQuery, signal: AbortSignal): Promise<number> {
  const text = `select count(*)::int as total from conversations c where ${within}`
  const values = filterValues(query)
  const { rows } = await queryUntil<{ total: number }>(signal, { text, values })
  return rows[0]?.total ?? 0
}

/** Rows in the order of `dataSetColumns`. Ends, in the database too, when the signal says so. */
export async function* readDataSet(
  query: DataSetQuery,
  signal: AbortSignal,
): AsyncGenerator<(string | number | boolean | null)[][]> {
  let after: [Date, string] | [null, null] = [null, null]
  for (;;) {
    const values: unknown[] = [...filterValues(query), ...after, query.language]
    const { rows }: { rows: Row[] } = await queryUntil<Row>(signal, {
      ...{ name: 'insights-data-set', text: page, values },
    })
    const last: Row | undefined = rows.at(-1)
    if (!last) return
    yield rows.map((row) => dataSetColumns.map(({ key }) => row[key] ?? null))
    if (rows.length < pageSize) return
    after = [last.page_at, last.page_id]
  }
}
