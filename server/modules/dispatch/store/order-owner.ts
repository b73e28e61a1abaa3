import type { Sql } from '@/server/platform/db/pool'

/** Whose order this is; somebody else's order has no owner for this customer. */
export async function findOrderOwner(
  sql: Sql,
  externalId: string,
  customerId: string | null,
): Promise<string | null> {
  const { rows } = await sql.query<{ id: string | null }>({
    name: 'order_owner',
    text: `select owner_agent_id as id from orders where external_id = $1
      and (customer_id is null or $2::uuid is null or customer_id = $2)`,
    values: [externalId, customerId],
  })
  return rows[0]?.id ?? null
}

/** The group in which the owner serves: the matched one if they are in it, else the one of their highest level. */
export async function findOwnersGroup(
  sql: Sql,
  agentId: string,
  matchedGroupId: string,
): Promise<string | null> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'owners_group',
    text: `select m.group_id as id from group_members m join skill_groups g on g.id = m.group_id
      where m.agent_id = $1 and g.disabled_at is null
      order by (m.group_id = $2::uuid) desc, m.level desc, m.group_id limit 1`,
    values: [agentId, matchedGroupId],
  })
  return rows[0]?.id ?? null
}
