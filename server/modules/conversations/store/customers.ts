import { batchedRead } from '@/server/platform/db/batched-read'
import { pool, type Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { visitorName } from '../domain/visitor-name'
import { standingOf } from './customer-standing'

export type CustomerProfile = {
  name?: string | undefined
  email?: string | undefined
  phone?: string | undefined
  language?: string | undefined
  vipLevel?: number | undefined
}

export type CustomerRow = {
  id: string
  name: string
  externalId: string | null
  email: string | null
  phone: string | null
}

/** The customer known under the id that the embedding site signed, made when new; the profile is kept current. */
export async function upsertKnown(
  sql: Sql,
  externalId: string,
  profile: CustomerProfile,
  at: Date,
): Promise<CustomerRow> {
  const { rows } = await sql.query<CustomerRow>(
    `insert into customers(id, external_id, name, email, phone, language, vip_level, created_at, last_seen_at)
     values ($1, $2, coalesce($3, $2), $4, $5, $6, coalesce($7::int, 0), $8, $8)
     on conflict (external_id) do update set name = coalesce($3, customers.name), email = coalesce($4, customers.email),
       phone = coalesce($5, customers.phone), language = coalesce($6, customers.language),
       vip_level = coalesce($7::int, customers.vip_level), last_seen_at = $8 where customers.merged_into_id is null
     returning id, name, external_id as "externalId", email, phone`,
    [
      newId(),
      externalId,
      profile.name ?? null,
      profile.email ?? null,
      profile.phone ?? null,
      profile.language ?? null,
      profile.vipLevel ?? null,
      at,
    ],
  )
  return rows[0] ?? survivorSeen(sql, { externalId }, at)
}

/**
 * Whom somebody who was merged has become. What is told of the one says nothing new of the other: it is as old
 * as the token, and may be a visitor's own words.
 */
async function survivorSeen(
  sql: Sql,
  by: { id?: string; externalId?: string },
  at: Date,
): Promise<CustomerRow> {
  const { rows } = await sql.query<CustomerRow>(
    `update customers set last_seen_at = $3
     where id = (select merged_into_id from customers where id = $1::uuid or external_id = $2)
     returning id, name, external_id as "externalId", email, phone`,
    [by.id ?? null, by.externalId ?? null, at],
  )
  if (!rows[0]) throw new Error('the customer was neither found nor made')
  return rows[0]
}

/** An anonymous visitor: the one remembered, or a new one. */
export async function upsertAnonymous(
  sql: Sql,
  rememberedId: string | null,
  profile: CustomerProfile,
  at: Date,
): Promise<CustomerRow> {
  if (rememberedId) {
    const { rows } = await sql.query<CustomerRow>(
      `update customers set name = coalesce($2, name), email = coalesce($3, email), phone = coalesce($4, phone),
         language = coalesce($5, language), vip_level = coalesce($7::int, vip_level), last_seen_at = $6
       where id = $1 and external_id is null and merged_into_id is null and erased_at is null
       returning id, name, external_id as "externalId", email, phone`,
      [
        rememberedId,
        profile.name ?? null,
        profile.email ?? null,
        profile.phone ?? null,
        profile.language ?? null,
        at,
        profile.vipLevel ?? null,
      ],
    )
    if (rows[0]) return rows[0]
    const standing = await standingOf(sql, rememberedId)
    if (standing && standing.id !== rememberedId) return survivorSeen(sql, { id: rememberedId }, at)
  }
  const id = newId()
  const { rows } = await sql.query<CustomerRow>(
    `insert into customers(id, name, email, phone, language, vip_level, created_at, last_seen_at)
     values ($1, coalesce($2, ''), $3, $4, $5, coalesce($6::int, 0), $7, $7) returning id, name, external_id as "externalId", email, phone`,
    [
      id,
      profile.name ?? visitorName(id, profile.language),
      profile.email ?? null,
      profile.phone ?? null,
      profile.language ?? null,
      profile.vipLevel ?? null,
      at,
    ],
  )
  return rows[0] as CustomerRow
}

/** What a customer tells of how to be reached completes the profile; what is known already stays. */
export async function completeContact(
  sql: Sql,
  customerId: string,
  contact: { email?: string | undefined; phone?: string | undefined },
): Promise<void> {
  await sql.query(
    'update customers set email = coalesce(email, $2), phone = coalesce(phone, $3) where id = $1',
    [customerId, contact.email ?? null, contact.phone ?? null],
  )
}

/** The last entry per channel, kept in the customer's profile. */
export async function saveCustomerEntry(
  sql: Sql,
  customerId: string,
  channelId: string,
  entry: object,
): Promise<void> {
  await sql.query(
    `update customers set profile = jsonb_set(profile, '{entries}', coalesce(profile->'entries', '{}'::jsonb) || jsonb_build_object($2::text, $3::jsonb))
     where id = $1 and profile->'entries'->$2::text is distinct from $3::jsonb`,
    [customerId, channelId, JSON.stringify(entry)],
  )
}

type StoredEntry = Record<string, string | null>

/** The last entry on this channel. */
export const findCustomerEntry = async (customerId: string, channelId: string): Promise<StoredEntry | null> =>
  (await entryNow(`${customerId} ${channelId}`)) ?? null

const entryNow = batchedRead('customer.entry', async (keys) => {
  const pairs = keys.map((key) => key.split(' '))
  const { rows } = await pool().query<{ key: string; entry: StoredEntry }>({
    name: 'customer_entries',
    text: `select k.customer || ' ' || k.channel as key, c.profile->'entries'->(k.channel) as entry
      from unnest($1::uuid[], $2::text[]) k(customer, channel) join customers c on c.id = k.customer`,
    values: [pairs.map(([customer]) => customer), pairs.map(([, channel]) => channel)],
  })
  return new Map(rows.map(({ key, entry }) => [key, entry]))
})
