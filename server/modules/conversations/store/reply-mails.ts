import type { Sql } from '@/server/platform/db/pool'

export type Batch = { conversationId: string; afterSeq: number; untilSeq: number; recipient: string }

type Looking = {
  /** Answers younger than this wait: the agent may still be writing, the customer may still be reading. */
  settledBefore: Date
  /** Older than this is not looked for any more. */
  since: Date
  /** Conversations whose customer is looking at them here. */
  connected: string[]
}

/**
 * Messages that were left and have answers which nobody has read or mailed yet, with an address to send them
 * to. Reads only conversations that are open or ended lately, never in the way of a message.
 */
export async function listUnmailed(sql: Sql, looking: Looking): Promise<Batch[]> {
  const { rows } = await sql.query<Batch>({
    name: 'unmailed_replies',
    text: `with o as (
        select id from conversations where ended_at is null and creation_type = 'offline'
        union all select id from conversations where ended_at >= $2 and creation_type = 'offline')
      select c.id as "conversationId", m.seq as "untilSeq", greatest(coalesce(r.seq, 0), c.customer_read_seq) as "afterSeq",
        coalesce(c.contact->>'email', cu.email) as recipient
      from o join conversations c on c.id = o.id join customers cu on cu.id = c.customer_id
        cross join lateral (select m.seq, m.created_at from messages m where m.conversation_id = c.id and m.sender_kind = 'agent'
          and m.kind not in ('note', 'system') and m.recalled_at is null order by m.seq desc limit 1) m
        left join lateral (select max(until_seq) as seq from reply_mails r where r.conversation_id = c.id) r on true
      where m.created_at >= $2 and m.created_at < $1 and m.seq > greatest(coalesce(r.seq, 0), c.customer_read_seq)
        and coalesce(c.contact->>'email', cu.email) is not null and not c.id = any($3::uuid[])
      order by m.created_at limit 200`,
    values: [looking.settledBefore, looking.since, looking.connected],
  })
  return rows
}

/** False when another process has written down a batch of this conversation that reaches as far. */
export async function insertBatch(sql: Sql, batch: Batch, at: Date): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into reply_mails(conversation_id, until_seq, after_seq, recipient, created_at)
     select $1::uuid, $2::bigint, $3::bigint, $4, $5::timestamptz
     where not exists (select 1 from reply_mails where conversation_id = $1 and until_seq >= $2)
     on conflict do nothing`,
    [batch.conversationId, batch.untilSeq, batch.afterSeq, batch.recipient, at],
  )
  return rowCount === 1
}

export type Outgoing = Batch & {
  number: number
  language: string | null
  channelKey: string
  readMeanwhile: boolean
}

/**
 * Marks the batch as tried, once: null when it was sent, or when an earlier attempt ended without anybody
 * knowing whether the mail server took it.
 */
export async function beginBatch(
  sql: Sql,
  key: { conversationId: string; untilSeq: number },
  at: Date,
): Promise<Outgoing | null> {
  const { rows } = await sql.query<Outgoing>(
    `update reply_mails r set tried_at = $3
     from conversations c join customers cu on cu.id = c.customer_id join channels ch on ch.id = c.channel_id
     where r.conversation_id = $1 and r.until_seq = $2 and r.tried_at is null and r.sent_at is null
       and c.id = r.conversation_id
     returning r.conversation_id as "conversationId", r.until_seq as "untilSeq", r.after_seq as "afterSeq",
       r.recipient, c.number, coalesce(c.language, cu.language, ch.language) as language,
       ch.public_key as "channelKey", c.customer_read_seq >= r.until_seq as "readMeanwhile"`,
    [key.conversationId, key.untilSeq, at],
  )
  return rows[0] ?? null
}

/** How it ended; `again` forgets the attempt, so that the next one may begin. */
export async function endBatch(
  sql: Sql,
  key: { conversationId: string; untilSeq: number },
  end: { sentAt?: Date; failure?: string; again?: boolean },
): Promise<void> {
  await sql.query(
    `update reply_mails set sent_at = $3, failure = $4, tried_at = case when $5 then null else tried_at end
     where conversation_id = $1 and until_seq = $2`,
    [key.conversationId, key.untilSeq, end.sentAt ?? null, end.failure ?? null, end.again ?? false],
  )
}

export async function listAnswers(
  sql: Sql,
  batch: Batch,
): Promise<{ by: string; text: string; attachment: string | null }[]> {
  const { rows } = await sql.query<{ by: string; text: string; attachment: string | null }>(
    `select coalesce(a.public_name, '') as by, m.text, f.name as attachment
     from messages m left join agents a on a.id = m.sender_id left join attachments f on f.id = m.attachment_id
     where m.conversation_id = $1 and m.seq > $2 and m.seq <= $3 and m.sender_kind = 'agent'
       and m.kind not in ('note', 'system') and m.recalled_at is null order by m.seq limit 100`,
    [batch.conversationId, batch.afterSeq, batch.untilSeq],
  )
  return rows
}
