import { createHash, randomBytes } from 'node:crypto'
import { pool } from '@/server/platform/db/pool'
import { type Db, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import type { TokenView } from '../contract'
import { formatToken, visiblePart } from '../domain/token-format'

/** Only this is stored: 256 random bits need no slow hash. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export type LiveToken = {
  id: string
  userId: string
  name: string
  expiresAt: Date | null
  lastUsedAt: Date | null
}

/** Not revoked; whether it has expired is for the caller's clock. */
export async function findLiveToken(hash: Buffer): Promise<LiveToken | null> {
  const { rows } = await pool().query<LiveToken>({
    name: 'find-live-token',
    text: `select id, user_id as "userId", name, expires_at as "expiresAt", last_used_at as "lastUsedAt"
      from access_tokens where token_hash = $1 and revoked_at is null`,
    values: [hash],
  })
  return rows[0] ?? null
}

export async function markTokenUsed(id: string, at: Date): Promise<void> {
  await pool().query('update access_tokens set last_used_at = $2 where id = $1', [id, at])
}

/** Returns the token itself: the only time it can be seen. */
export async function insertToken(
  tx: Db,
  row: { userId: string; name: string; createdAt: Date; expiresAt: Date | null },
): Promise<{ token: string; view: TokenView }> {
  const token = formatToken(randomBytes(32).toString('base64url'))
  const stored = await tx.accessToken.create({
    data: { ...row, id: newId(), prefix: visiblePart(token), tokenHash: new Uint8Array(hashToken(token)) },
  })
  return { token, view: toView(stored) }
}

export async function listTokens(userId: string): Promise<TokenView[]> {
  const rows = await prisma().accessToken.findMany({
    where: { userId, revokedAt: null },
    orderBy: { createdAt: 'desc' },
  })
  return rows.map(toView)
}

/** The token's name; null when this user has no such token, or it was revoked before. */
export async function revokeToken(tx: Db, userId: string, id: string, at: Date): Promise<string | null> {
  const [revoked] = await tx.accessToken.updateManyAndReturn({
    where: { id, userId, revokedAt: null },
    data: { revokedAt: at },
    select: { name: true },
  })
  return revoked?.name ?? null
}

type Row = {
  id: string
  name: string
  prefix: string
  createdAt: Date
  lastUsedAt: Date | null
  expiresAt: Date | null
}

function toView(row: Row): TokenView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  }
}
