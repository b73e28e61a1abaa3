import { pool } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import { type BotSettings, botSettings } from '../contract'

export type StoredBot = {
  channelId: string
  channelName: string
  channelDisabled: boolean
  /** 0 where nobody has set one up. */
  version: number
  settings: BotSettings
  secret: Uint8Array | null
}

type Row = Omit<StoredBot, 'settings' | 'version'> & { settings: unknown; version: number | null }

const SELECT = `select c.id as "channelId", c.name as "channelName", c.disabled_at is not null as "channelDisabled",
  b.version, b.settings, b.secret from channels c left join channel_bots b on b.channel_id = c.id`

/** What is stored and no longer allowed is switched off rather than guessed at. */
export function readSettings(stored: unknown): BotSettings {
  const read = botSettings.safeParse(stored ?? {})
  return read.success ? read.data : botSettings.parse({})
}

const toBot = ({ settings, version, ...row }: Row): StoredBot => ({
  ...row,
  version: version ?? 0,
  settings: readSettings(settings),
})

export async function listBots(): Promise<StoredBot[]> {
  const { rows } = await pool().query<Row>(`${SELECT} order by lower(c.name), c.id`)
  return rows.map(toBot)
}

export async function findBot(channelId: string): Promise<StoredBot | null> {
  const { rows } = await pool().query<Row>(`${SELECT} where c.id = $1`, [channelId])
  return rows[0] ? toBot(rows[0]) : null
}

/** With the channel locked, so that two who set up the first one follow each other. */
export async function lockBot(tx: Db, channelId: string): Promise<StoredBot | null> {
  await tx.$queryRaw`select 1 from channels where id = ${channelId}::uuid for no key update`
  const row = await tx.channel.findUnique({ where: { id: channelId }, include: { bot: true } })
  if (!row) return null
  return toBot({
    ...{ channelId, channelName: row.name, channelDisabled: row.disabledAt !== null },
    ...{ version: row.bot?.version ?? null, settings: row.bot?.settings, secret: row.bot?.secret ?? null },
  })
}

export async function writeBot(tx: Db, channelId: string, settings: BotSettings, at: Date): Promise<void> {
  await tx.channelBot.upsert({
    where: { channelId },
    create: { channelId, settings, updatedAt: at },
    update: { settings, version: { increment: 1 }, updatedAt: at },
  })
}

export async function writeSecret(tx: Db, channelId: string, secret: Buffer, at: Date): Promise<void> {
  const sealed = new Uint8Array(secret)
  await tx.channelBot.upsert({
    where: { channelId },
    create: { channelId, settings: botSettings.parse({}), secret: sealed, updatedAt: at },
    update: { secret: sealed, version: { increment: 1 }, updatedAt: at },
  })
}

/** Answers of the last 30 days, by channel. */
export async function countTurns(since: Date): Promise<Map<string, { turns: number; missed: number }>> {
  const { rows } = await pool().query<{ channelId: string; turns: number; missed: number }>(
    `select channel_id as "channelId", count(*)::int as turns, (count(*) filter (where outcome = 'missed'))::int as missed
     from bot_turns where at >= $1 and outcome in ('answered', 'unsure', 'missed') group by channel_id`,
    [since],
  )
  return new Map(rows.map(({ channelId, ...counts }) => [channelId, counts]))
}
