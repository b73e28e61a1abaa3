import { pool } from '@/server/platform/db/pool'

type Facts = {
  group: { id: string; name: string } | null
  channel: { id: string; name: string; publicKey: string; color: string } | null
  agents: number
  isAgent: boolean
  answeredOnce: boolean
  demo: boolean
}

/** What stands, as the guide sees it; of a demo nothing counts. */
export async function findGuideFacts(userId: string): Promise<Facts> {
  const { rows } = await pool().query<Facts>(
    `with own_group as (select id, name from skill_groups g where disabled_at is null
         and not exists (select 1 from demo_records d where d.kind = 'skill_groups' and d.id = g.id)),
       own_channel as (select id, name, public_key as "publicKey", color, default_group_id, created_at from channels c
         where disabled_at is null
         and not exists (select 1 from demo_records d where d.kind = 'channels' and d.id = c.id))
     select
       (select to_jsonb(g) from own_group g order by (g.id in (select default_group_id from own_channel)) desc, id limit 1) as "group",
       (select to_jsonb(c) - 'default_group_id' - 'created_at' from own_channel c order by created_at limit 1) as channel,
       (select count(distinct m.agent_id)::int from group_members m join own_group g on g.id = m.group_id
          join agents a on a.id = m.agent_id and a.enabled
          join users u on u.id = a.id and u.disabled_at is null) as agents,
       exists (select 1 from agents a join group_members m on m.agent_id = a.id where a.id = $1 and a.enabled) as "isAgent",
       exists (select 1 from conversations c join own_channel o on o.id = c.channel_id
          where c.agent_messages > 0 and c.customer_messages > 0) as "answeredOnce",
       exists (select 1 from demo_records) as demo`,
    [userId],
  )
  return rows[0]!
}

export type LatestTest = {
  customerWrote: boolean
  answered: boolean
  status: string
  creationType: string | null
}

export async function findLatestConversation(channelId: string): Promise<LatestTest | null> {
  const { rows } = await pool().query<LatestTest>(
    `select status, creation_type as "creationType", agent_messages > 0 as answered,
       exists (select 1 from messages m where m.conversation_id = c.id and m.sender_kind = 'customer') as "customerWrote"
     from conversations c where channel_id = $1 order by created_at desc, id desc limit 1`,
    [channelId],
  )
  return rows[0] ?? null
}
