import type { QueueView } from '@/server/http/v1/contract'
import type { Sql } from '@/server/platform/db/pool'

const CHOICE = `case when q.choice = 'offered' then json_build_object('group', (select json_build_object('id', g.id, 'name', g.name)
  from skill_groups g where g.id = q.choice_group_id)) end as choice`

export type Place = {
  conversationId: string
  customerId: string
  groupId: string
  position: number
  choice: QueueView['choice']
}

/** Places of these conversations, by counting who stands ahead. */
export async function findPlaces(sql: Sql, conversationIds: string[]): Promise<Place[]> {
  const { rows } = await sql.query<Place>({
    name: 'queue_place',
    text: `select q.conversation_id as "conversationId", c.customer_id as "customerId", q.group_id as "groupId", ${CHOICE},
        1 + (select count(*)::int from queue_entries o where o.group_id = q.group_id
          and (o.neg_priority, o.entered_at, o.conversation_id) < (q.neg_priority, q.entered_at, q.conversation_id)) as position
      from queue_entries q join conversations c on c.id = q.conversation_id where q.conversation_id = any($1)`,
    values: [conversationIds],
  })
  return rows
}

/** All places of one group for the conversations that somebody looks at, in one pass over the queue. */
export async function listPlaces(sql: Sql, groupId: string, conversationIds: string[]): Promise<Place[]> {
  const { rows } = await sql.query<Place>({
    name: 'queue_places',
    text: `select q.conversation_id as "conversationId", c.customer_id as "customerId", $1::uuid as "groupId", q.position, ${CHOICE}
      from (select conversation_id, choice, choice_group_id, row_number() over (order by neg_priority, entered_at, conversation_id)::int as position
        from queue_entries where group_id = $1) q join conversations c on c.id = q.conversation_id
      where q.conversation_id = any($2)`,
    values: [groupId, conversationIds],
  })
  return rows
}

export type Pace = {
  recent: Date[]
  queueingSince: Date | null
  places: number
  meanHoldingMs: number | null
}

/** What the estimate of a wait goes by: see domain/estimate-wait.ts. */
export async function loadPace(sql: Sql, groupId: string, from: Date): Promise<Pace> {
  const { rows } = await sql.query<Pace>({
    name: 'queue_pace',
    text: `select
        coalesce((select array_agg(s.started_at) from assignments s join conversations c on c.id = s.conversation_id
          where s.group_id = $1 and s.started_at > $2 and c.creation_type = 'queued'
            and s.started_at = c.first_assigned_at), '{}') as recent,
        (select min(entered_at) from queue_entries where group_id = $1) as "queueingSince",
        (select coalesce(sum(least(a.capacity, coalesce(m.capacity, a.capacity))), 0)::int from group_members m
          join agents a on a.id = m.agent_id where m.group_id = $1 and m.quality > 0 and a.status = 'online') as places,
        (select avg(extract(epoch from d.ended_at - d.first_assigned_at) * 1000)::float8 from (
          select ended_at, first_assigned_at from conversations where group_id = $1 and ended_at is not null
            and first_assigned_at is not null and creation_type <> 'offline'
            and entered_at > $2::timestamptz - interval '14 days'
          order by entered_at desc limit 200) d) as "meanHoldingMs"`,
    values: [groupId, from],
  })
  const row = rows[0]
  if (!row) throw new Error('the pace of the queue could not be read')
  return row
}
