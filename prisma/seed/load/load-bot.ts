import { createHash } from 'node:crypto'
import type pg from 'pg'
import { botSettings } from '@/server/modules/bot/contract'
import { plainAnswer } from '@/server/modules/bot/domain/plain-answer'
import { plainQuestion } from '@/server/modules/bot/domain/read-turn'
import { type Chance, chanceOf } from '../chance'
import type { articles } from '../company/articles'
import { botChannel, botGreeting, botSays, unanswered } from '../company/bot'

export type StoredArticle = (typeof articles)[number] & { id: string }
type Line = { by: 'bot' | 'customer'; text: string; turn?: Turn; articleId?: string }
type Turn = { outcome: string; reason: string; question: string }
type Language = 'en' | 'zh'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const ALONE = 90
const HANDED_OVER = 40

/**
 * A channel whose bot answers first, with two weeks of it: conversations that ended with the bot, and earlier ones of
 * the web shop that are told as if the bot had had them before their agent. The newest hours are left alone.
 */
export async function loadBot(
  client: pg.ClientBase,
  articles: readonly StoredArticle[],
  now: Date,
): Promise<void> {
  const chance = chanceOf('bot')
  const channelId = chance.id(now.getTime())
  await storeChannel(client, channelId, articles, now)
  await storeAlone(client, channelId, articles, now, chance)
  await storeHandedOver(client, channelId, articles, chance)
}

async function storeChannel(
  client: pg.ClientBase,
  channelId: string,
  articles: readonly StoredArticle[],
  now: Date,
): Promise<void> {
  await client.query(
    `insert into channels(id, public_key, name, kind, language, site_ids, project_types, color, greeting, calendar_id,
       default_group_id, confirm_closing, settings)
     select $1, $2, $3, 'web', 'en', site_ids, project_types, $4, greeting, calendar_id, default_group_id, false, '{}'
     from channels where public_key = 'demo-web'`,
    [channelId, botChannel.publicKey, botChannel.name, botChannel.color],
  )
  const buttons = articles.slice(0, 4).map(({ id, titles }, at) => ({
    ...{ key: `q${at}`, label: titles, action: { kind: 'article' as const, articleId: id } },
  }))
  const settings = botSettings.parse({
    ...{ enabled: true, name: { en: 'Fern', zh: '小蕨' }, greeting: botGreeting, buttons },
  })
  await client.query('insert into channel_bots(channel_id, settings, updated_at) values ($1, $2, $3)', [
    ...[channelId, settings, now],
  ])
}

function greet(language: Language): Line {
  return { by: 'bot', text: botGreeting[language] }
}

/** A question of the article's own and its answer. */
function answered(article: StoredArticle, language: Language, chance: Chance): Line[] {
  const asked = article.questions.filter((one) => /\p{Script=Han}/u.test(one) === (language === 'zh'))
  const question = asked.length > 0 ? chance.pick(asked) : article.titles[language]
  const turn = { outcome: 'answered', reason: 'found', question }
  return [
    { by: 'customer', text: question },
    { by: 'bot', text: plainAnswer(article.texts[language]), turn, articleId: article.id },
  ]
}

function missed(language: Language, chance: Chance): Line[] {
  const question = chance.pick(unanswered[language])
  const turn = { outcome: 'missed', reason: 'nothing_found', question }
  return [
    { by: 'customer', text: question },
    { by: 'bot', text: botSays[language].miss, turn },
  ]
}

async function storeAlone(
  client: pg.ClientBase,
  channelId: string,
  articles: readonly StoredArticle[],
  now: Date,
  chance: Chance,
): Promise<void> {
  const { rows } = await client.query<{ id: string; language: string | null }>(
    'select id, language from customers order by id limit $1',
    [ALONE],
  )
  for (const customer of rows) {
    const language = customer.language === 'zh' ? 'zh' : 'en'
    const begun = now.getTime() - 3 * HOUR - Math.floor(chance.between(0, 14 * DAY))
    const lines = [greet(language), ...answered(chance.pick(articles), language, chance)]
    if (chance.yes(0.3)) lines.push(...answered(chance.pick(articles), language, chance))
    if (chance.yes(0.3)) lines.push(...missed(language, chance))
    const id = chance.id(begun)
    const last = begun + lines.length * MINUTE
    const ended = last + 10 * MINUTE
    await client.query(
      `with t as (insert into threads(id, customer_id, initiator, topic) values ($1, $2, 'customer', 'general')
         on conflict (customer_id, initiator, topic, branch) do update set topic = excluded.topic returning id)
       insert into conversations(id, thread_id, customer_id, channel_id, language, status, created_at, state_since,
         ended_at, ended_by, end_reason, last_seq, last_message_at, last_message_text, last_message_from, customer_messages)
       select $3, t.id, $2, $4, $5, 'ended_by_system', $6, $7, $7, 'system', 'bot_idle', $8, $9, $10, 'bot', $11 from t`,
      [
        ...[chance.id(begun), customer.id, id, channelId, language, new Date(begun), new Date(ended)],
        ...[lines.length + 2, new Date(last), lines.at(-1)?.text.slice(0, 160) ?? ''],
        lines.filter(({ by }) => by === 'customer').length,
      ],
    )
    await storeEvent(client, id, 1, 'opened', { patch: {}, detail: { channelId } }, begun)
    await storeLines(client, { id, channelId, customerId: customer.id, language }, lines, begun, chance)
    const patch = { status: 'ended_by_system', endedAt: new Date(ended).toISOString() }
    const payload = { patch, detail: { by: 'system', reason: 'bot_idle' } }
    await storeEvent(client, id, lines.length + 2, 'ended', payload, ended)
  }
}

type Told = { id: string; channelId: string; customerId: string; language: Language }

/** From the second place of the log on, a minute apart. */
async function storeLines(
  client: pg.ClientBase,
  { id, channelId, customerId, language }: Told,
  lines: readonly Line[],
  begun: number,
  chance: Chance,
): Promise<void> {
  for (const [at, line] of lines.entries()) {
    const seq = at + 2
    const when = begun + at * MINUTE
    const message = {
      ...{ id: chance.id(when), senderKind: line.by, senderId: line.by === 'bot' ? channelId : customerId },
      ...{ clientMessageId: chance.id(when), kind: 'text', text: line.text },
    }
    const meta = line.articleId ? { bot: { articleId: line.articleId, asksHelpful: true } } : null
    await client.query(
      `insert into messages(conversation_id, seq, id, sender_kind, sender_id, client_message_id, kind, text, meta, created_at)
       values ($1, $2, $3, $4, $5, $6, 'text', $7, $8, $9)`,
      [
        ...[id, seq, message.id, message.senderKind, message.senderId, message.clientMessageId],
        ...[message.text, meta, new Date(when)],
      ],
    )
    const payload = { ...message, attachmentId: null, waiting: false, ...(meta ? { meta } : {}) }
    await storeEvent(client, id, seq, 'message', payload, when)
    if (line.turn) await storeTurn(client, { id, channelId, language, seq }, line.turn, line.articleId, when)
  }
}

function storeEvent(
  client: pg.ClientBase,
  id: string,
  seq: number,
  type: string,
  payload: object,
  at: number,
): Promise<unknown> {
  return client.query(
    `insert into conversation_events(conversation_id, seq, type, audience, payload, created_at)
     values ($1, $2, $3, 'both', $4, $5)`,
    [id, seq, type, payload, new Date(at)],
  )
}

async function storeTurn(
  client: pg.ClientBase,
  { id, channelId, language, seq }: { id: string; channelId: string; language: Language; seq: number },
  { outcome, reason, question }: Turn,
  articleId: string | undefined,
  at: number,
): Promise<void> {
  const key = createHash('sha256').update(plainQuestion(question)).digest('hex').slice(0, 32)
  await client.query(
    `insert into bot_turns(conversation_id, from_seq, to_seq, channel_id, outcome, reason, source, reply_seq, article_id,
       score, language, question_key, at) values ($1, $2, $2, $3, $4, $5, 'knowledge', $6, $7, $8, $9, $10, $11)`,
    [
      ...[id, seq - 1, channelId, outcome, reason, seq, articleId ?? null, articleId ? 0.8 : 0.05],
      ...[language, key, new Date(at)],
    ],
  )
  if (articleId)
    await client.query('update knowledge_articles set used_count = used_count + 1 where id = $1', [articleId])
}

/** What is in the log already moves up, and the talk with the bot stands before it. */
async function storeHandedOver(
  client: pg.ClientBase,
  channelId: string,
  articles: readonly StoredArticle[],
  chance: Chance,
): Promise<void> {
  const { rows } = await client.query<{ id: string; customerId: string; language: string | null; at: Date }>(
    `select c.id, c.customer_id as "customerId", c.language, c.created_at as at from conversations c
       join channels h on h.id = c.channel_id and h.public_key = 'demo-web'
     where c.creation_type = 'direct' and c.reopened_count = 0 and c.ended_at < (select max(ended_at) from conversations) - interval '6 hours'
     order by c.created_at desc, c.id limit $1`,
    [HANDED_OVER * 3],
  )
  for (const { id, customerId, language: spoken, at } of rows.filter((_, place) => place % 3 === 0)) {
    const language = spoken === 'zh' ? 'zh' : 'en'
    const lines: Line[] = [
      greet(language),
      ...(chance.yes(0.5) ? answered(chance.pick(articles), language, chance) : missed(language, chance)),
      { by: 'customer', text: botSays[language].human },
      {
        ...{ by: 'bot', text: botSays[language].handOver },
        turn: { outcome: 'handed_over', reason: 'phrase', question: '' },
      },
    ]
    const more = lines.length
    for (const table of ['messages', 'conversation_events', 'reply_rounds']) {
      await client.query(`update ${table} set seq = -(seq + $2) where conversation_id = $1 and seq > 1`, [
        ...[id, more],
      ])
      await client.query(`update ${table} set seq = -seq where conversation_id = $1 and seq < 0`, [id])
    }
    const begun = at.getTime() - more * MINUTE
    await client.query(
      `update conversations set channel_id = $2, created_at = $3, last_seq = last_seq + $4,
         customer_messages = customer_messages + $5, customer_read_seq = customer_read_seq + $4,
         agent_read_seq = agent_read_seq + $4 where id = $1`,
      [id, channelId, new Date(begun), more, lines.filter(({ by }) => by === 'customer').length],
    )
    await client.query(
      `update conversation_events set created_at = $2 where conversation_id = $1 and seq = 1 and type = 'opened'`,
      [id, new Date(begun)],
    )
    await storeLines(client, { id, channelId, customerId, language }, lines, begun, chance)
  }
}
