import type { Sql } from '@/server/platform/db/pool'
import type { BotChoice } from '../../conversations/contract'
import type { TurnOutcome, TurnReason, TurnSource } from '../contract'
import type { Heard } from '../domain/read-turn'

/** Where the bot begins; in the transaction that makes the conversation. */
export async function insertTalk(sql: Sql, conversationId: string): Promise<void> {
  await sql.query({
    name: 'bot_talk_begin',
    text: 'insert into bot_talks(conversation_id) values ($1) on conflict do nothing',
    values: [conversationId],
  })
}

/** Conversations in which an answer is owed and nobody is at it. */
export async function listOwed(sql: Sql, at: Date, limit: number): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'bot_talks_owed',
    text: `select c.id from conversations c join bot_talks b on b.conversation_id = c.id
      where c.status = 'with_bot' and (b.claimed_until is null or b.claimed_until <= $1)
        and (b.handing_over is not null or exists (select from messages m
          where m.conversation_id = c.id and m.seq > b.answered_seq and m.sender_kind = 'customer'))
      limit $2`,
    values: [at, limit],
  })
  return rows.map(({ id }) => id)
}

/** One process at a time works on an answer; it is another's when the first has died. */
export async function claimTalk(sql: Sql, conversationId: string, at: Date, until: Date): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'bot_talk_claim',
    text: `update bot_talks set claimed_until = $3 where conversation_id = $1 and (claimed_until is null or claimed_until <= $2)`,
    values: [conversationId, at, until],
  })
  return rowCount === 1
}

export async function releaseTalk(sql: Sql, conversationId: string): Promise<void> {
  await sql.query({
    name: 'bot_talk_release',
    text: 'update bot_talks set claimed_until = null where conversation_id = $1',
    values: [conversationId],
  })
}

export type Owed = {
  channelId: string
  customerId: string
  language: string | null
  categoryId: string | null
  answeredSeq: number
  misses: number
  handingOver: string | null
  heard: Heard[]
  /** What the customer wrote before, the oldest first. */
  earlier: string[]
}

type MessageRow = {
  seq: number
  kind: string
  text: string
  meta: { choice?: BotChoice } | null
  recalled: boolean
}

/** null when the bot does not have it any more. */
export async function readOwed(sql: Sql, conversationId: string): Promise<Owed | null> {
  const { rows } = await sql.query<Omit<Owed, 'heard' | 'earlier'>>({
    name: 'bot_talk_read',
    text: `select c.channel_id as "channelId", c.customer_id as "customerId", c.language, c.category_id as "categoryId",
        b.answered_seq::int as "answeredSeq", b.misses, b.handing_over as "handingOver"
      from conversations c join bot_talks b on b.conversation_id = c.id where c.id = $1 and c.status = 'with_bot'`,
    values: [conversationId],
  })
  const talk = rows[0]
  if (!talk) return null
  const { rows: messages } = await sql.query<MessageRow>({
    name: 'bot_talk_messages',
    text: `(select seq::int, kind, text, meta, recalled_at is not null as recalled from messages
        where conversation_id = $1 and sender_kind = 'customer' and seq <= $2 order by messages.seq desc limit 3)
      union all (select seq::int, kind, text, meta, recalled_at is not null from messages
        where conversation_id = $1 and sender_kind = 'customer' and seq > $2 order by messages.seq limit 50)
      order by seq`,
    values: [conversationId, talk.answeredSeq],
  })
  return {
    ...talk,
    heard: messages
      .filter(({ seq }) => seq > talk.answeredSeq)
      .map(({ meta, ...message }) => ({ ...message, choice: meta?.choice ?? null })),
    earlier: messages.filter(({ seq }) => seq <= talk.answeredSeq).map(({ text }) => text),
  }
}

/** Both rows locked, conversation first; whether it still stands where it was read. */
export async function lockTalk(sql: Sql, conversationId: string, answeredSeq: number): Promise<boolean> {
  const { rows } = await sql.query<{ status: string }>({
    name: 'bot_talk_lock_conversation',
    text: 'select status from conversations where id = $1 for no key update',
    values: [conversationId],
  })
  if (rows[0]?.status !== 'with_bot') return false
  const { rowCount } = await sql.query({
    name: 'bot_talk_lock',
    text: `select from bot_talks where conversation_id = $1 and answered_seq = $2 and handing_over is null for update`,
    values: [conversationId, answeredSeq],
  })
  return rowCount === 1
}

export type TurnRow = {
  conversationId: string
  fromSeq: number
  toSeq: number
  channelId: string
  outcome: TurnOutcome
  reason: TurnReason
  source: TurnSource
  replySeq: number | null
  articleId: string | null
  score: number | null
  language: string
  questionKey: string | null
  at: Date
}

export async function insertTurn(sql: Sql, turn: TurnRow): Promise<void> {
  await sql.query({
    name: 'bot_turn_insert',
    text: `insert into bot_turns(conversation_id, from_seq, to_seq, channel_id, outcome, reason, source, reply_seq,
      article_id, score, language, question_key, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    values: [
      ...[turn.conversationId, turn.fromSeq, turn.toSeq, turn.channelId, turn.outcome, turn.reason],
      ...[turn.source, turn.replySeq, turn.articleId, turn.score, turn.language, turn.questionKey, turn.at],
    ],
  })
}

export async function advanceTalk(
  sql: Sql,
  talk: { conversationId: string; answeredSeq: number; misses: number; handingOver: string | null },
): Promise<void> {
  await sql.query({
    name: 'bot_talk_advance',
    text: `update bot_talks set answered_seq = $2, misses = $3, handing_over = $4, claimed_until = null
      where conversation_id = $1`,
    values: [talk.conversationId, talk.answeredSeq, talk.misses, talk.handingOver],
  })
}

/** A human was asked for beside the messages; the first reason stays. */
export async function noteHandOver(sql: Sql, conversationId: string, reason: string): Promise<void> {
  await sql.query({
    name: 'bot_talk_hand_over',
    text: 'update bot_talks set handing_over = coalesce(handing_over, $2) where conversation_id = $1',
    values: [conversationId, reason],
  })
}

/** The article of a bot's message, told once whether it helped; null when it was told before or is none. */
export async function noteHelpful(
  sql: Sql,
  { conversationId, seq, helpful }: { conversationId: string; seq: number; helpful: boolean },
): Promise<{ articleId: string } | null> {
  const { rows } = await sql.query<{ articleId: string }>({
    name: 'bot_turn_helpful',
    text: `update bot_turns set helpful = $3 where conversation_id = $1 and reply_seq = $2 and helpful is null
      and article_id is not null returning article_id as "articleId"`,
    values: [conversationId, seq, helpful],
  })
  return rows[0] ?? null
}

export async function readVipLevel(sql: Sql, customerId: string): Promise<number> {
  const { rows } = await sql.query<{ level: number }>(
    'select vip_level as level from customers where id = $1',
    [customerId],
  )
  return rows[0]?.level ?? 0
}
