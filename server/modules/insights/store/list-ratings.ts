import type { Sql } from '@/server/platform/db/pool'
import type { RatingRow } from '../contract'
import { type FactQuery, factParameters, selectFacts } from './select-facts'

type Asked = FactQuery & { commented: boolean; score: number | null; offset: number; limit: number }
type Kept = Omit<RatingRow, 'tags'> & { tags: string[] }
type Row = Omit<Kept, 'at' | 'followedUpAt'> & { at: Date; followedUpAt: Date | null; total: number }

/** The facts of `stars`, the latest first, with their words. */
export async function selectRatings(sql: Sql, asked: Asked): Promise<{ rows: Kept[]; total: number }> {
  const list = `f.conversation_id, f.agent_id, f.group_id, f.at, f.score, f.tags, count(*) over ()::int as total`
  const tail = `and ($11::int is null or f.score = $11) and (not $12::boolean or exists (select from ratings r
      where r.conversation_id = f.conversation_id and btrim(coalesce(r.comment, '')) <> ''))
    order by f.at desc, f.conversation_id limit $9 offset $10`
  const found = await sql.query<Row>(
    `select x.conversation_id as "conversationId", c.number, x.at, x.score, x.tags, r.comment, cu.name as customer,
       u.name as agent, g.name as "group", r.followed_up_at as "followedUpAt", b.name as "followedUpBy",
       r.follow_up_note as "followUpNote", x.total
     from (${selectFacts('stars', null, list, tail)}) x
     join ratings r on r.conversation_id = x.conversation_id join conversations c on c.id = x.conversation_id
     join customers cu on cu.id = c.customer_id left join users u on u.id = x.agent_id
     left join skill_groups g on g.id = x.group_id left join users b on b.id = r.followed_up_by
     order by x.at desc, x.conversation_id`,
    [...factParameters(asked), asked.limit, asked.offset, asked.score, asked.commented],
  )
  const rows = found.rows.map(({ total: _, at, followedUpAt, number, ...row }): Kept => {
    return { ...row, number: Number(number), at: at.getTime(), followedUpAt: followedUpAt?.getTime() ?? null }
  })
  return { rows, total: found.rows[0]?.total ?? 0 }
}
