import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { seal } from '@/server/platform/seal'
import { BOT_SECRET_PURPOSE } from '../actions/ask-service'
import { type BotSettings, botSettings } from '../contract'

/** Scenarios count from one again and again; what is kept by version must not be taken for theirs. */
let versions = 0

/** For tests: the channel's bot, straight into the table. */
export async function setBot(
  channelId: string,
  settings: Record<string, unknown> = {},
  secret: string | null = null,
): Promise<BotSettings> {
  const read = botSettings.parse({ enabled: true, ...settings })
  const sealed = secret === null ? null : seal(BOT_SECRET_PURPOSE, channelId, secret)
  await pool().query(
    `insert into channel_bots(channel_id, settings, secret) values ($1, $2, $3)
     on conflict (channel_id) do update set settings = $2, secret = $3`,
    [channelId, read, sealed],
  )
  versions += 1_000
  await pool().query('update organization set config_version = config_version + $1', [versions])
  return read
}

/** A published article. */
export async function addArticle(
  title: string,
  text: string,
  questions: string[] = [],
  zh: { title: string; text: string } = { title: '', text: '' },
): Promise<string> {
  const id = newId()
  const body = {
    ...{ topic: 'Help', titles: { en: title, zh: zh.title }, texts: { en: text, zh: zh.text } },
    ...{ questions, keywords: [], validFrom: null, validUntil: null },
  }
  await pool().query(
    `insert into knowledge_articles(id, title, topic, draft, published, published_version, published_at, updated_at)
     values ($1, $2, 'Help', $3, $3, 1, now(), now())`,
    [id, title, body],
  )
  await pool().query('update knowledge_state set generation = generation + 1')
  return id
}
