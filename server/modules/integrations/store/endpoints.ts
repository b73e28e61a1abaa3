import { pool, type Sql } from '@/server/platform/db/pool'
import { type Db, type Prisma, prisma } from '@/server/platform/db/prisma'
import type { WebhookSettings, WebhookView } from '../contract'

export type EndpointRow = Prisma.WebhookEndpointGetPayload<object>

export const settingsOf = (row: EndpointRow): WebhookSettings => ({
  name: row.name,
  url: row.url,
  events: row.events as WebhookSettings['events'],
  channelIds: row.channelIds,
  internal: row.internal,
  enabled: row.enabled,
})

type Counts = { id: string; waiting: number; givenUp: number; lastDeliveredAt: Date | null }

export async function listEndpoints(at: Date): Promise<WebhookView[]> {
  const [rows, counts] = await Promise.all([
    prisma().webhookEndpoint.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] }),
    pool().query<Counts>(
      `select w.id,
         (select count(*)::int from event_deliveries d where d.endpoint_id = w.id and d.delivered_at is null and d.given_up_at is null) as waiting,
         (select count(*)::int from event_deliveries d where d.endpoint_id = w.id and d.given_up_at > $1::timestamptz - interval '7 days') as "givenUp",
         (select max(delivered_at) from event_deliveries d where d.endpoint_id = w.id) as "lastDeliveredAt"
       from webhook_endpoints w`,
      [at],
    ),
  ])
  const byId = new Map(counts.rows.map((row) => [row.id, row]))
  return rows.map((row) => ({
    ...settingsOf(row),
    id: row.id,
    version: row.version,
    waiting: byId.get(row.id)?.waiting ?? 0,
    givenUp: byId.get(row.id)?.givenUp ?? 0,
    lastDeliveredAt: byId.get(row.id)?.lastDeliveredAt?.toISOString() ?? null,
    failingSince: row.failingSince?.toISOString() ?? null,
    formerUntil: row.formerUntil && row.formerUntil > at ? row.formerUntil.toISOString() : null,
  }))
}

export async function lockEndpoint(tx: Db, id: string): Promise<EndpointRow | null> {
  await tx.$queryRaw`select 1 from webhook_endpoints where id = ${id}::uuid for update`
  return tx.webhookEndpoint.findUnique({ where: { id } })
}

export async function insertEndpoint(
  tx: Db,
  row: { id: string; settings: WebhookSettings; secret: Buffer; at: Date },
): Promise<void> {
  const { id, settings, at } = row
  const secret = new Uint8Array(row.secret)
  await tx.webhookEndpoint.create({ data: { id, ...settings, secret, since: at, createdAt: at } })
}

/** Switched on again it hears of what happens from now on; what it missed meanwhile stays unsent. */
export async function updateEndpoint(tx: Db, id: string, settings: WebhookSettings, restart: Date | null) {
  await tx.webhookEndpoint.update({
    where: { id },
    data: { ...settings, version: { increment: 1 }, ...(restart && { since: restart, failingSince: null }) },
  })
  if (restart)
    await tx.$executeRaw`update webhook_endpoints set horizon = pg_snapshot_xmin(pg_current_snapshot())
      where id = ${id}::uuid`
}

export async function replaceSecret(tx: Db, id: string, secret: Buffer, formerUntil: Date): Promise<void> {
  await tx.$executeRaw`update webhook_endpoints set former_secret = secret, former_until = ${formerUntil},
    secret = ${new Uint8Array(secret)}, version = version + 1 where id = ${id}::uuid`
}

export async function deleteEndpoint(tx: Db, id: string): Promise<void> {
  await tx.webhookEndpoint.delete({ where: { id } })
}

/** The first failure since the last success is kept; a success forgets it. */
export async function noteHealth(sql: Sql, id: string, failedAt: Date | null): Promise<void> {
  await sql.query(
    `update webhook_endpoints set failing_since = case when $2::timestamptz is null then null else coalesce(failing_since, $2) end
     where id = $1 and (failing_since is null) = ($2::timestamptz is not null)`,
    [id, failedAt],
  )
}
