import type { Sql } from '@/server/platform/db/pool'
import type { CustomerConversation, CustomerView } from '../contract'

type Facts = Pick<
  CustomerView,
  'blockedReason' | 'blockedBy' | 'formerIds' | 'openConversations' | 'orders'
> & { erasedAt: Date | null }

/** What the profile shows beside the row of the list. */
export async function findFacts(sql: Sql, id: string): Promise<Facts | null> {
  const { rows } = await sql.query<Facts>(
    `select cu.blocked_reason as "blockedReason", u.name as "blockedBy", cu.erased_at as "erasedAt",
       (select count(*)::int from conversations c where c.customer_id = cu.id and c.ended_at is null) as "openConversations",
       (select count(*)::int from orders o where o.customer_id = cu.id) as orders,
       coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'externalId', m.external_id) order by m.merged_at)
         from customers m where m.merged_into_id = cu.id), '[]') as "formerIds"
     from customers cu left join users u on u.id = cu.blocked_by where cu.id = $1`,
    [id],
  )
  return rows[0] ?? null
}

type Row = Omit<CustomerConversation, 'createdAt' | 'endedAt'> & { createdAt: Date; endedAt: Date | null }

export async function listConversationsOf(
  sql: Sql,
  customerId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: CustomerConversation[]; total: number }> {
  const [page, count] = await Promise.all([
    sql.query<Row>(
      `select c.id, c.number, c.status, ch.name as channel, g.name as "group", u.name as agent, t.topic,
         c.created_at as "createdAt", c.ended_at as "endedAt", r.score, left(c.last_message_text, 160) as excerpt
       from conversations c join channels ch on ch.id = c.channel_id join threads t on t.id = c.thread_id
         left join skill_groups g on g.id = c.group_id left join users u on u.id = c.agent_id
         left join ratings r on r.conversation_id = c.id
       where c.customer_id = $1 order by c.created_at desc, c.id limit $2 offset $3`,
      [customerId, limit, offset],
    ),
    sql.query<{ n: number }>('select count(*)::int as n from conversations where customer_id = $1', [
      customerId,
    ]),
  ])
  const rows = page.rows.map(({ createdAt, endedAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }))
  return { rows, total: count.rows[0]?.n ?? 0 }
}
