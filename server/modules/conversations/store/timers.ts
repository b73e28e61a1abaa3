import type { Sql } from '@/server/platform/db/pool'

/** The next sweep looks at this conversation: something has changed. */
export async function lookSoon(sql: Sql, conversationId: string, at: Date): Promise<void> {
  await sql.query({
    name: 'timer_look_soon',
    text: `insert into conversation_timers(conversation_id, kind, due_at) values ($1, 'next', $2)
      on conflict (conversation_id, kind) do update set due_at = excluded.due_at
      where conversation_timers.due_at > excluded.due_at`,
    values: [conversationId, at],
  })
}

/** Conversations to be looked at, locked until the transaction ends; those of another sweeper are left to it. */
export async function takeDue(sql: Sql, at: Date, limit: number): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'timers_take_due',
    text: `select conversation_id as id from conversation_timers where kind = 'next' and due_at <= $1
      order by due_at limit $2 for no key update skip locked`,
    values: [at, limit],
  })
  return rows.map((row) => row.id)
}

/** Sets when each is looked at again, in one statement; rows without a conversation that is open go. */
export async function setLooks(sql: Sql, looks: { id: string; at: number }[], gone: string[]): Promise<void> {
  if (looks.length > 0) {
    await sql.query({
      name: 'timers_set_looks',
      text: `update conversation_timers t set due_at = v.due_at
        from unnest($1::uuid[], $2::timestamptz[]) as v(id, due_at)
        where t.conversation_id = v.id and t.kind = 'next'`,
      values: [looks.map(({ id }) => id), looks.map((look) => new Date(look.at))],
    })
  }
  if (gone.length > 0) {
    await sql.query('delete from conversation_timers where conversation_id = any($1)', [gone])
  }
}

/** Open conversations without a row get one: whatever made them, their clocks run. */
export async function healTimers(sql: Sql, at: Date): Promise<number> {
  const { rowCount } = await sql.query(
    `insert into conversation_timers(conversation_id, kind, due_at)
     select c.id, 'next', $1 from conversations c where c.ended_at is null
       and not exists (select 1 from conversation_timers t where t.conversation_id = c.id and t.kind = 'next')
     on conflict do nothing`,
    [at],
  )
  return rowCount ?? 0
}

/** Live conversations whose holder has had no connection since `before`, where it may be given to others. */
export async function listLost(sql: Sql, before: Date): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'conversations_lost',
    text: `select s.conversation_id as id from agents a join assignments s on s.agent_id = a.id and s.ended_at is null
        join conversations c on c.id = s.conversation_id and c.live
        join skill_groups g on g.id = c.group_id and (g.settings ->> 'reassignOnAgentLost')::boolean
      where a.lease_until < $1 order by a.lease_until limit 500`,
    values: [before],
  })
  return rows.map((row) => row.id)
}
