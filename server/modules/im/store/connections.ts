import { pool, type Sql } from '@/server/platform/db/pool'
import { type Db, type Prisma, prisma } from '@/server/platform/db/prisma'
import { type ImHealth, type ImSettings, imSettings } from '../contract'

type Row = Prisma.ImConnectionGetPayload<object>

/** A connection as it is used; secrets stay sealed until a signature is made. */
export type Connection = {
  channelId: string
  language: string
  settings: ImSettings
  robotSecret: Uint8Array
  adminSecret: Uint8Array | null
  enabled: boolean
  version: number
}

export const settingsOf = (row: Pick<Row, 'robotId' | 'enabled' | 'settings'>): ImSettings =>
  imSettings.parse({ ...(row.settings as object), robotId: row.robotId, enabled: row.enabled })

const toConnection = (row: Row & { channel: { language: string; disabledAt: Date | null } }): Connection => ({
  channelId: row.channelId,
  language: row.channel.language,
  settings: settingsOf(row),
  robotSecret: row.robotSecret,
  adminSecret: row.adminSecret,
  enabled: row.enabled && row.channel.disabledAt === null,
  version: row.version,
})

export async function findConnection(channelId: string): Promise<Connection | null> {
  const include = { channel: { select: { language: true, disabledAt: true } } }
  const row = await prisma().imConnection.findUnique({ where: { channelId }, include })
  return row && toConnection(row)
}

export async function findImChannel(channelId: string): Promise<{ id: string; name: string } | null> {
  return prisma().channel.findFirst({
    where: { id: channelId, kind: 'im' },
    select: { id: true, name: true },
  })
}

export async function lockConnection(tx: Db, channelId: string): Promise<Row | null> {
  await tx.$queryRaw`select 1 from channels where id = ${channelId}::uuid for update`
  return tx.imConnection.findUnique({ where: { channelId } })
}

type Written = {
  channelId: string
  settings: ImSettings
  robotSecret: Buffer | undefined
  adminSecret: Buffer | null | undefined
}

const bytes = (sealed: Buffer) => new Uint8Array(sealed)

function columnsOf({ settings, robotSecret, adminSecret }: Written) {
  const { robotId, enabled, ...rest } = settings
  return {
    ...{ robotId, enabled, settings: rest },
    ...(robotSecret === undefined ? {} : { robotSecret: bytes(robotSecret) }),
    ...(adminSecret === undefined ? {} : { adminSecret: adminSecret && bytes(adminSecret) }),
  }
}

export async function insertConnection(
  tx: Db,
  written: Written & { robotSecret: Buffer },
  at: Date,
): Promise<void> {
  const robotSecret = bytes(written.robotSecret)
  const data = { ...columnsOf(written), robotSecret, channelId: written.channelId, since: at, createdAt: at }
  await tx.imConnection.create({ data })
}

/** Switched on again it tells of what happens from now on. */
export async function updateConnection(tx: Db, written: Written, restart: Date | null): Promise<void> {
  const { channelId } = written
  await tx.imConnection.update({
    where: { channelId },
    data: {
      ...columnsOf(written),
      version: { increment: 1 },
      ...(restart && { since: restart, failingSince: null }),
    },
  })
  if (restart)
    await tx.$executeRaw`update im_connections set horizon = pg_snapshot_xmin(pg_current_snapshot())
      where channel_id = ${channelId}::uuid`
}

export async function deleteConnection(tx: Db, channelId: string): Promise<void> {
  await tx.imConnection.delete({ where: { channelId } })
}

/** The first failure since the last success is kept; a success forgets it. */
export async function noteSending(sql: Sql, channelId: string, at: Date, taken: boolean): Promise<void> {
  await sql.query(
    `update im_connections set last_sent_at = case when $3 then $2 else last_sent_at end,
       failing_since = case when $3 then null else coalesce(failing_since, $2) end where channel_id = $1`,
    [channelId, at, taken],
  )
}

export type Refused = 'forged' | 'late' | 'replayed'

export async function countRefused(sql: Sql, channelId: string, what: Refused): Promise<void> {
  const column = { forged: 'forged', late: 'late', replayed: 'replayed' }[what]
  await sql.query(`update im_connections set ${column} = ${column} + 1 where channel_id = $1`, [channelId])
}

type HealthRow = Omit<ImHealth, 'state' | 'refused' | 'lastSentAt' | 'lastReceivedAt' | 'failingSince'> &
  Record<'lastSentAt' | 'lastReceivedAt' | 'failingSince', Date | null> &
  Record<Refused, number> & { enabled: boolean }

export async function readHealth(channelId: string): Promise<ImHealth | null> {
  const { rows } = await pool().query<HealthRow>(
    `select w.enabled, w.last_sent_at as "lastSentAt", w.last_received_at as "lastReceivedAt",
       w.failing_since as "failingSince", w.forged, w.late, w.replayed,
       (select count(*)::int from im_outbox o where o.channel_id = w.channel_id and o.sent_at is null and o.given_up_at is null) as "waitingOut",
       (select count(*)::int from im_inbox i where i.channel_id = w.channel_id and i.processed_at is null and i.given_up_at is null) as "waitingIn",
       (select count(*)::int from im_outbox o where o.channel_id = w.channel_id and o.given_up_at is not null) +
       (select count(*)::int from im_inbox i where i.channel_id = w.channel_id and i.given_up_at is not null) as "givenUp"
     from im_connections w where w.channel_id = $1`,
    [channelId],
  )
  const row = rows[0]
  if (!row) return null
  const { enabled, forged, late, replayed, lastSentAt, lastReceivedAt, failingSince, ...counts } = row
  return {
    ...counts,
    state: enabled ? (failingSince ? 'failing' : 'on') : 'off',
    lastSentAt: lastSentAt?.toISOString() ?? null,
    lastReceivedAt: lastReceivedAt?.toISOString() ?? null,
    failingSince: failingSince?.toISOString() ?? null,
    refused: { forged, late, replayed },
  }
}

export async function anyConnection(): Promise<boolean> {
  const { rows } = await pool().query<{ any: boolean }>({
    name: 'any_im_connection',
    text: 'select exists (select 1 from im_connections where enabled) as any',
  })
  return rows[0]?.any ?? false
}
