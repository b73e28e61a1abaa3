import { pool } from '@/server/platform/db/pool'
import type { NodeConversations, Tree } from '../contract'

const tables = {
  category: { nodes: 'categories', column: 'category_id' },
  wrap_up: { nodes: 'wrap_ups', column: 'wrap_up_id' },
} as const satisfies Record<Tree, object>

type Asked = {
  tree: Tree
  id: string
  /** Begun at or after; null = ever. */
  since: Date | null
  /** Only of these groups; null = of all. */
  groupIds: readonly string[] | null
  limit: number
  offset: number
}

/** Conversations that name a node or one below it, the newest first. */
export async function listNodeConversations(asked: Asked): Promise<NodeConversations> {
  const { nodes, column } = tables[asked.tree]
  const { rows } = await pool().query<NodeConversations['rows'][number] & { total: number }>(
    `with recursive b as (select id from ${nodes} where id = $1
        union select n.id from ${nodes} n join b on n.parent_id = b.id where n.merged_into_id is null)
     select c.id, c.number, cu.name as customer, a.public_name as agent, c.created_at as "openedAt",
       coalesce(n.names->>'en', n.names->>'zh', '') as node, count(*) over ()::int as total
     from conversations c join customers cu on cu.id = c.customer_id join ${nodes} n on n.id = c.${column}
       left join agents a on a.id = c.agent_id
     where c.${column} in (select id from b) and ($2::timestamptz is null or c.created_at >= $2)
       and ($3::uuid[] is null or c.group_id = any($3))
     order by c.created_at desc, c.id desc limit $4 offset $5`,
    [asked.id, asked.since, asked.groupIds, asked.limit, asked.offset],
  )
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ total: _, ...row }) => ({ ...row, openedAt: new Date(row.openedAt).toISOString() })),
  }
}
