import type { Sql } from '@/server/platform/db/pool'
import type { DetailRow, GroupBy, MetricKey } from '../contract'
import { countsMembers, metrics } from '../contract'
import { families } from './families'
import { cellExpression, type FactQuery, factParameters, selectFacts } from './select-facts'

export type DetailQuery = FactQuery & {
  metric: MetricKey
  groupBy: GroupBy | null
  cell: string | null
  offset: number
  limit: number
}
type Row = Omit<DetailRow, 'at' | 'until'> & { at: Date; until: Date | null; total: number }

/** The facts behind one number, the latest first, with how many there are. */
export async function listDetails(
  sql: Sql,
  query: DetailQuery,
): Promise<{ rows: DetailRow[]; total: number }> {
  const { family } = metrics[query.metric]
  const { rows: where, value } = families[family].metrics[query.metric]!
  const inCell =
    query.cell === null || query.groupBy === null ? '' : `and ${cellExpression(query.groupBy)} = $11`
  const spans = countsMembers(family)
  const list = spans
    ? `null::uuid as conversation_id, f.agent_id, null::uuid as group_id, null::uuid as channel_id, min(f.at) as at,
       sum(${value})::float8 as value, max(f.until_at) as until_at, f.kind, f.reason, count(*) over ()::int as total`
    : `f.conversation_id, f.agent_id, f.group_id, f.channel_id, f.at, (${value})::float8 as value,
       null::timestamptz as until_at, ${family === 'alarm' ? 'f.kind' : 'null::text'} as kind, null::text as reason, count(*) over ()::int as total`
  // Time was cut at quarters of an hour to be counted; a person reads whole stretches.
  const order = spans
    ? 'group by f.span_id, f.agent_id, f.kind, f.reason order by min(f.at) desc'
    : 'order by f.at desc'
  const tail = `and (${where}) ${inCell} ${order}${spans ? ', f.agent_id' : ', f.conversation_id, f.agent_id'} limit $9 offset $10`
  const parameters = [...factParameters(query), query.limit, query.offset]
  if (inCell !== '') parameters.push(query.cell)
  const found = await sql.query<Row>(
    `select x.conversation_id as "conversationId", c.number, x.at, x.until_at as until, u.name as agent,
       g.name as "group", ch.name as channel, cu.name as customer, coalesce(x.kind, c.status) as status,
       coalesce(x.reason, c.end_reason) as reason, x.value, x.total
     from (${selectFacts(family, query.cell === null ? null : query.groupBy, list, tail)}) x
     left join conversations c on c.id = x.conversation_id left join customers cu on cu.id = c.customer_id
     left join users u on u.id = x.agent_id left join skill_groups g on g.id = x.group_id
     left join channels ch on ch.id = x.channel_id
     order by x.at desc, x.conversation_id, x.agent_id`,
    parameters,
  )
  const rows = found.rows.map(({ total: _, at, until, ...row }): DetailRow => {
    return { ...row, at: at.getTime(), until: until?.getTime() ?? null }
  })
  return { rows, total: found.rows[0]?.total ?? 0 }
}
