import { Client } from 'pg'
import { generateHistory } from '@/prisma/generate/generate'

/** How large a history is: the whole of it, not what is added. */
export type PastSize = { conversations: number; messages: number }

/** Makes the history larger by what is missing to the size: a year, the same people in each part. */
export async function growPast(
  databaseUrl: string,
  had: PastSize,
  size: PastSize,
  say: (line: string) => void,
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const conversations = size.conversations - had.conversations
  const messages = size.messages - had.messages
  let told = performance.now()
  try {
    const asked = { conversations, messages, days: 400, seed: `bench-${size.messages}` }
    await generateHistory(client, asked, Date.now(), {
      progress: (now) => {
        if (performance.now() - told < 30_000) return
        told = performance.now()
        say(
          `history up to ${now.date}: ${now.messages.toLocaleString('en')} of ${messages.toLocaleString('en')}`,
        )
      },
    })
    await client.query('vacuum (analyze)')
  } finally {
    await client.end()
  }
}

/**
 * The present on top of it: a hundred agents online with four conversations each, and 60 customers who wait in
 * front of the full desks.
 */
export async function addPresent(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('begin')
    for (const statement of present) await client.query(statement)
    await client.query('commit')
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

const present = [
  `create temporary table desk on commit drop as
     select m.agent_id, min(m.group_id::text)::uuid as group_id, row_number() over (order by m.agent_id)::int as n
     from group_members m join users u on u.id = m.agent_id where u.email like '%@generated.example' group by 1 limit 100`,
  `update agents a set status = 'online', status_source = 'choice', status_reason = null, choice = 'online',
     choice_at = now(), status_since = now() - interval '2 hours', lease_until = now() + interval '1 day', current_count = 4
     from desk d where a.id = d.agent_id`,
  `insert into agent_status_spans(id, agent_id, status, source, from_at)
     select gen_random_uuid(), agent_id, 'online', 'choice', now() - interval '2 hours' from desk`,
  `create temporary table now_open on commit drop as
     select gen_random_uuid() as id, gen_random_uuid() as customer_id, gen_random_uuid() as thread_id, d.agent_id, d.group_id,
       now() - make_interval(mins => (d.n + 17 * k) % 90 + 1) as at from desk d, generate_series(1, 4) k
     union all select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), null, d.group_id,
       now() - make_interval(secs => 7 * d.n) from desk d where d.n <= 60`,
  `insert into customers(id, name) select customer_id, 'Customer' from now_open`,
  `insert into threads(id, customer_id, initiator, topic) select thread_id, customer_id, 'customer', 'general' from now_open`,
  `insert into conversations(id, thread_id, customer_id, channel_id, group_id, first_group_id, agent_id, status, creation_type,
       entered_at, created_at, first_assigned_at, assigned_at, awaiting_since, last_seq)
     select o.id, thread_id, customer_id, (select id from channels order by created_at, id limit 1), group_id, group_id, agent_id,
       case when agent_id is null then 'queued' else 'awaiting_agent' end, case when agent_id is not null then 'direct' end,
       at, at, case when agent_id is not null then at end, case when agent_id is not null then at end,
       case when agent_id is not null then at end, 0 from now_open o`,
  `insert into assignments(id, conversation_id, agent_id, group_id, reason, holds_place, started_at)
     select gen_random_uuid(), id, agent_id, group_id, 'dispatch', true, at from now_open where agent_id is not null`,
  `insert into queue_entries(conversation_id, group_id, neg_priority, entered_at)
     select id, group_id, 0, at from now_open where agent_id is null`,
  `select refresh_sort_keys(agent_id) from desk`,
]
