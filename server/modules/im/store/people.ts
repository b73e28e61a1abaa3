import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import type { ImAgentLink } from '../contract'

export type ImCustomer = {
  id: string
  channelId: string
  imUserId: string
  customerId: string | null
  language: string | null
  greetedAt: Date | null
  pending: string | null
  shadowId: string | null
  shadowSecret: Buffer | null
  shadowMadeAt: Date | null
}

const COLUMNS = `id, channel_id as "channelId", im_user_id as "imUserId", customer_id as "customerId", language,
  greeted_at as "greetedAt", pending, shadow_id as "shadowId", shadow_secret as "shadowSecret", shadow_made_at as "shadowMadeAt"`

/** The user of the IM as it is known here, made when new. */
export async function ensureImCustomer(sql: Sql, channelId: string, imUserId: string): Promise<ImCustomer> {
  await sql.query(
    `insert into im_customers(id, channel_id, im_user_id) values ($1, $2, $3)
     on conflict (channel_id, im_user_id) do nothing`,
    [newId(), channelId, imUserId],
  )
  const { rows } = await sql.query<ImCustomer>(
    `select ${COLUMNS} from im_customers where channel_id = $1 and im_user_id = $2`,
    [channelId, imUserId],
  )
  return rows[0] as ImCustomer
}

export async function findImCustomer(sql: Sql, id: string): Promise<ImCustomer | null> {
  const { rows } = await sql.query<ImCustomer>(`select ${COLUMNS} from im_customers where id = $1`, [id])
  return rows[0] ?? null
}

export async function findByShadow(
  sql: Sql,
  channelId: string,
  shadowId: string,
): Promise<ImCustomer | null> {
  const { rows } = await sql.query<ImCustomer>(
    `select ${COLUMNS} from im_customers where channel_id = $1 and shadow_id = $2`,
    [channelId, shadowId],
  )
  return rows[0] ?? null
}

export async function noteImCustomer(
  sql: Sql,
  id: string,
  { customerId, language }: { customerId: string; language: string },
): Promise<void> {
  await sql.query('update im_customers set customer_id = $2, language = $3 where id = $1', [
    ...[id, customerId, language],
  ])
}

/** The menu was shown, and what was written before it; null: it is over. */
export async function setGreeted(
  sql: Sql,
  id: string,
  greeted: { at: Date; pending: string | null } | null,
): Promise<void> {
  await sql.query('update im_customers set greeted_at = $2, pending = $3 where id = $1', [
    ...[id, greeted?.at ?? null, greeted?.pending ?? null],
  ])
}

/** Settled before the IM is asked to make it, so that a second try makes the same one. */
export async function planShadow(
  sql: Sql,
  id: string,
  { shadowId, secret }: { shadowId: string; secret: Buffer },
): Promise<void> {
  await sql.query(
    'update im_customers set shadow_id = $2, shadow_secret = $3 where id = $1 and shadow_id is null',
    [id, shadowId, secret],
  )
}

export async function noteShadowMade(sql: Sql, id: string, at: Date): Promise<void> {
  await sql.query('update im_customers set shadow_made_at = coalesce(shadow_made_at, $2) where id = $1', [
    ...[id, at],
  ])
}

export async function listAgentLinks(sql: Sql, channelId: string): Promise<ImAgentLink[]> {
  const { rows } = await sql.query<ImAgentLink>(
    `select agent_id as "agentId", im_user_id as "imUserId", receives from im_agents where channel_id = $1
     order by im_user_id`,
    [channelId],
  )
  return rows
}

/** One change of the links at a time; false: the channel is not connected. */
export async function lockLinks(sql: Sql, channelId: string): Promise<boolean> {
  const { rowCount } = await sql.query('select 1 from im_connections where channel_id = $1 for update', [
    channelId,
  ])
  return rowCount === 1
}

export async function replaceAgentLinks(
  sql: Sql,
  channelId: string,
  links: readonly ImAgentLink[],
): Promise<void> {
  await sql.query('delete from im_agents where channel_id = $1', [channelId])
  await sql.query(
    `insert into im_agents(channel_id, agent_id, im_user_id, receives)
     select $1, a, u, r from unnest($2::uuid[], $3::text[], $4::boolean[]) as x(a, u, r)`,
    [
      channelId,
      links.map(({ agentId }) => agentId),
      links.map(({ imUserId }) => imUserId),
      links.map(({ receives }) => receives),
    ],
  )
}

/** Ids among these that are no agents. */
export async function listUnknownAgents(sql: Sql, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'select id from unnest($1::uuid[]) as x(id) where not exists (select 1 from agents a where a.id = x.id)',
    [ids],
  )
  return rows.map(({ id }) => id)
}

export async function findAgentOfIm(sql: Sql, channelId: string, imUserId: string): Promise<string | null> {
  const { rows } = await sql.query<{ agentId: string }>(
    'select agent_id as "agentId" from im_agents where channel_id = $1 and im_user_id = $2',
    [channelId, imUserId],
  )
  return rows[0]?.agentId ?? null
}

/** Agents who count as connected through the IM. */
export async function listReceivers(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select distinct a.id from im_agents i join im_connections w on w.channel_id = i.channel_id and w.enabled
       join agents a on a.id = i.agent_id and a.enabled and a.receives
       join users u on u.id = a.id and u.disabled_at is null
     where i.receives`,
  )
  return rows.map(({ id }) => id)
}

/** Who can be linked, by name. */
export async function listAgentChoices(sql: Sql): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql.query<{ id: string; name: string }>(
    `select a.id, u.name from agents a join users u on u.id = a.id
     where u.disabled_at is null order by u.name, a.id limit 2000`,
  )
  return rows
}
