import { createHash } from 'node:crypto'
import { pool, type Sql } from '@/server/platform/db/pool'
import { type Db, type Prisma, prisma } from '@/server/platform/db/prisma'
import { type ApiKeySettings, type ApiKeyState, type ApiKeyView, apiKeySettings } from '../contract'

/** Only this is stored: 256 random bits need no slow hash. */
export const hashKey = (key: string): Buffer => createHash('sha256').update(key).digest()

export type ApiKeyRow = Prisma.ApiKeyGetPayload<object>

export const keySettingsOf = (row: ApiKeyRow): ApiKeySettings =>
  apiKeySettings.parse({
    ...{ name: row.name, scopes: row.scopes, groupIds: row.groupIds, networks: row.networks },
    ...{ perMinute: row.perMinute, expiresAt: row.expiresAt?.toISOString() ?? null },
  })

const stateOf = (row: Pick<ApiKeyRow, 'revokedAt' | 'expiresAt'>, at: Date): ApiKeyState =>
  row.revokedAt ? 'revoked' : row.expiresAt && row.expiresAt <= at ? 'expired' : 'live'

export async function listApiKeys(at: Date): Promise<ApiKeyView[]> {
  const rows = await prisma().apiKey.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] })
  return rows.map((row) => ({
    ...keySettingsOf(row),
    ...{ id: row.id, version: row.version, prefix: row.prefix, state: stateOf(row, at) },
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    formerUntil:
      row.formerUntil && row.formerUntil > at && !row.revokedAt ? row.formerUntil.toISOString() : null,
  }))
}

export async function lockApiKey(tx: Db, id: string): Promise<ApiKeyRow | null> {
  await tx.$queryRaw`select 1 from api_keys where id = ${id}::uuid for update`
  return tx.apiKey.findUnique({ where: { id } })
}

type NewKey = { id: string; settings: ApiKeySettings; prefix: string; hash: Buffer; at: Date }

export async function insertApiKey(tx: Db, { id, settings, prefix, hash, at }: NewKey): Promise<void> {
  await tx.apiKey.create({
    data: { id, ...columnsOf(settings), prefix, keyHash: new Uint8Array(hash), createdAt: at },
  })
}

const columnsOf = ({ expiresAt, ...rest }: ApiKeySettings) => ({
  ...rest,
  expiresAt: expiresAt === null ? null : new Date(expiresAt),
})

export async function updateApiKey(tx: Db, id: string, settings: ApiKeySettings): Promise<void> {
  await tx.apiKey.update({ where: { id }, data: { ...columnsOf(settings), version: { increment: 1 } } })
}

/** `formerUntil` null: what was the key is one no longer. */
export async function replaceKey(
  tx: Db,
  row: ApiKeyRow,
  fresh: { prefix: string; hash: Buffer; formerUntil: Date | null },
): Promise<void> {
  const { prefix, hash, formerUntil } = fresh
  await tx.apiKey.update({
    where: { id: row.id },
    data: {
      ...{ prefix, keyHash: new Uint8Array(hash), formerUntil, version: { increment: 1 } },
      formerHash: formerUntil ? new Uint8Array(row.keyHash) : null,
    },
  })
}

export async function revokeStoredKey(tx: Db, id: string, at: Date): Promise<void> {
  const gone = { formerHash: null, formerUntil: null }
  await tx.apiKey.update({ where: { id }, data: { revokedAt: at, ...gone, version: { increment: 1 } } })
}

export async function deleteStoredKey(tx: Db, id: string): Promise<void> {
  await tx.apiKey.delete({ where: { id } })
}

export async function countGroups(tx: Db, ids: readonly string[]): Promise<number> {
  return ids.length === 0 ? 0 : tx.skillGroup.count({ where: { id: { in: [...ids] } } })
}

export type LiveKey = {
  id: string
  name: string
  scopes: string[]
  groupIds: string[]
  /** Those and all below them. */
  scopeGroupIds: string[]
  networks: string[]
  perMinute: number
  expiresAt: Date | null
  /** Set when it was found by the former key. */
  formerUntil: Date | null
  lastUsedAt: Date | null
}

/** Not revoked; whether it has expired is for the caller's clock. */
export async function findLiveKey(sql: Sql, hash: Buffer): Promise<LiveKey | null> {
  const { rows } = await sql.query<LiveKey>({
    name: 'find-live-api-key',
    text: `select k.id, k.name, k.scopes, k.group_ids::text[] as "groupIds", k.networks, k.per_minute as "perMinute",
        k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt",
        case when k.key_hash = $1 then null else k.former_until end as "formerUntil",
        array(with recursive below as (
          select g.id from skill_groups g where g.id = any(k.group_ids)
          union select g.id from skill_groups g join below b on g.parent_id = b.id) select id from below)::text[] as "scopeGroupIds"
      from api_keys k where (k.key_hash = $1 or k.former_hash = $1) and k.revoked_at is null`,
    values: [hash],
  })
  return rows[0] ?? null
}

export async function markKeyUsed(id: string, at: Date): Promise<void> {
  await pool().query('update api_keys set last_used_at = greatest(last_used_at, $2) where id = $1', [id, at])
}
