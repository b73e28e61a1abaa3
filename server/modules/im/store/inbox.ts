import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'

export type Received = {
  channelId: string
  messageUid: string
  robotId: string
  sender: string
  body: object
  sentAt: Date
  receivedAt: Date
  dueAt: Date
}

/** False: this nonce was used within the tolerance. */
export async function takeNonce(
  sql: Sql,
  { channelId, nonce, until }: { channelId: string; nonce: string; until: Date },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    'insert into im_nonces(channel_id, nonce, until) values ($1, $2, $3) on conflict do nothing',
    [channelId, nonce, until],
  )
  return rowCount === 1
}

/** Keeps what the IM tells, each message once. @returns whether it was new */
export async function insertReceived(sql: Sql, row: Received): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into im_inbox(id, channel_id, message_uid, robot_id, sender, body, sent_at, received_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (channel_id, message_uid) do nothing`,
    [
      ...[newId(), row.channelId, row.messageUid, row.robotId, row.sender, JSON.stringify(row.body)],
      ...[row.sentAt, row.receivedAt, row.dueAt],
    ],
  )
  await sql.query('update im_connections set last_received_at = $2 where channel_id = $1', [
    ...[row.channelId, row.receivedAt],
  ])
  return rowCount === 1
}

export type Waiting = {
  id: string
  channelId: string
  messageUid: string
  robotId: string
  sender: string
  body: unknown
  /** What it was understood as by a try before. */
  act: unknown
  sentAt: Date
  attempts: number
}

/**
 * Takes the first that is due of each talk, in the order of the IM's clock; until `until` nobody else takes it
 * nor what stands behind it.
 */
export async function claimReceived(sql: Sql, at: Date, until: Date, limit: number): Promise<Waiting[]> {
  const { rows } = await sql.query<Waiting>({
    name: 'claim_im_inbox',
    text: `with heads as (
        select i.id from im_inbox i
        where i.due_at <= $1 and i.processed_at is null and i.given_up_at is null
          and not exists (select 1 from im_inbox p where p.channel_id = i.channel_id and p.robot_id = i.robot_id
            and p.sender = i.sender and (p.sent_at, p.received_at, p.id) < (i.sent_at, i.received_at, i.id)
            and p.processed_at is null and p.given_up_at is null)
        order by i.due_at limit $3)
      update im_inbox i set due_at = $2, attempts = i.attempts + 1 from heads h
      where i.id = h.id and i.due_at <= $1 and i.processed_at is null and i.given_up_at is null
      returning i.id, i.channel_id as "channelId", i.message_uid as "messageUid", i.robot_id as "robotId", i.sender,
        i.body, i.act, i.sent_at as "sentAt", i.attempts`,
    values: [at, until, limit],
  })
  return rows
}

export async function settleAct(sql: Sql, id: string, act: object): Promise<void> {
  await sql.query('update im_inbox set act = $2 where id = $1', [id, JSON.stringify(act)])
}

/** What was written stands in the conversation now, and nowhere twice. */
export async function noteProcessed(sql: Sql, id: string, at: Date): Promise<void> {
  await sql.query(
    'update im_inbox set processed_at = $2, body = null, act = null, last_error = null where id = $1',
    [...[id, at]],
  )
}

/** `next` null: given up. */
export async function noteUnread(
  sql: Sql,
  row: { id: string; error: string; at: Date; next: Date | null },
): Promise<void> {
  await sql.query(
    `update im_inbox set last_error = $2, due_at = coalesce($4, due_at),
       given_up_at = case when $4::timestamptz is null then $3::timestamptz end where id = $1`,
    [row.id, row.error.slice(0, 500), row.at, row.next],
  )
}

/** Ended rows from before `before`; nonces that are too old to be good. */
export async function forgetReceived(sql: Sql, at: Date, before: Date, limit: number): Promise<void> {
  await sql.query('delete from im_nonces where until < $1', [at])
  await sql.query(
    `delete from im_inbox where id in (select id from im_inbox
       where received_at < $1 and (processed_at is not null or given_up_at is not null) limit $2)`,
    [before, limit],
  )
  await sql.query(
    `delete from im_outbox where id in (select id from im_outbox
       where at < $1 and (sent_at is not null or given_up_at is not null) limit $2)`,
    [before, limit],
  )
}
