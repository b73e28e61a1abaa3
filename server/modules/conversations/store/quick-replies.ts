import { pool } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import type { ListQuickReplies, QuickReplyInput, QuickReplyView, ReplyScope, UsableReply } from '../contract'

/** Whose replies somebody sees: own ones, those for all, and those of these groups (null = of every group). */
export type ReplyReader = { userId: string; groupIds: readonly string[] | null }

const SEEN = `(r.scope = 'all' or r.owner_id = $1 or (r.scope = 'group' and ($2::uuid[] is null or r.group_id = any($2))))`

const COLUMNS = `r.id, r.scope, r.group_id as "groupId", g.name as "groupName", r.shortcut, r.title, r.text,
  r.used_count as "usedCount", r.version, r.updated_at as "updatedAt"`

const ORDER = {
  shortcut: 'lower(r.shortcut)',
  title: 'lower(r.title)',
  used: 'r.used_count',
  updated: 'r.updated_at',
} as const

type Row = Omit<QuickReplyView, 'updatedAt'> & { updatedAt: Date }
const toView = (row: Row): QuickReplyView => ({ ...row, updatedAt: row.updatedAt.toISOString() })

export async function listQuickReplies(
  reader: ReplyReader,
  input: ListQuickReplies,
): Promise<{ rows: QuickReplyView[]; total: number }> {
  const from = `from quick_replies r left join skill_groups g on g.id = r.group_id
    where ${SEEN} and ($3 = '' or strpos(lower(r.shortcut || ' ' || r.title || ' ' || r.text), lower($3)) > 0)
      and ($4::text is null or r.scope = $4) and ($5::uuid[] is null or r.id = any($5))`
  const values = [reader.userId, reader.groupIds, input.search, input.scope ?? null, input.ids ?? null]
  const direction = input.direction === 'desc' ? 'desc' : 'asc'
  const [page, count] = await Promise.all([
    pool().query<Row>(
      `select ${COLUMNS} ${from} order by ${ORDER[input.sort]} ${direction}, r.id limit $6 offset $7`,
      [...values, input.pageSize, (input.page - 1) * input.pageSize],
    ),
    pool().query<{ total: number }>(`select count(*)::int as total ${from}`, values),
  ])
  return { rows: page.rows.map(toView), total: count.rows[0]?.total ?? 0 }
}

/** Everything the composer offers; own ones first, then the group's, then those for all, the most used in front. */
export async function listUsableReplies(reader: ReplyReader, limit: number): Promise<UsableReply[]> {
  const { rows } = await pool().query<UsableReply>(
    `select r.id, r.scope, r.shortcut, r.title, r.text, r.used_count as "usedCount" from quick_replies r
     where ${SEEN} order by array_position(array['own', 'group', 'all'], r.scope), r.used_count desc, lower(r.shortcut)
     limit $3`,
    [reader.userId, reader.groupIds, limit],
  )
  return rows
}

export async function findQuickReply(reader: ReplyReader, id: string): Promise<QuickReplyView | null> {
  const { rows } = await pool().query<Row>(
    `select ${COLUMNS} from quick_replies r left join skill_groups g on g.id = r.group_id where ${SEEN} and r.id = $3`,
    [reader.userId, reader.groupIds, id],
  )
  return rows[0] ? toView(rows[0]) : null
}

/** One more use; of a reply that this person can see. */
export async function countUse(reader: ReplyReader, id: string): Promise<void> {
  await pool().query(`update quick_replies r set used_count = used_count + 1 where ${SEEN} and r.id = $3`, [
    reader.userId,
    reader.groupIds,
    id,
  ])
}

export type StoredReply = QuickReplyInput & { id: string; ownerId: string | null; version: number }

/** The reply with its row locked until the transaction ends. */
export async function lockReply(tx: Db, id: string): Promise<StoredReply | null> {
  await tx.$queryRaw`select 1 from quick_replies where id = ${id}::uuid for update`
  const row = await tx.quickReply.findUnique({ where: { id } })
  if (!row) return null
  const { ownerId, groupId, shortcut, title, text, version } = row
  return { id, scope: row.scope as ReplyScope, ownerId, groupId, shortcut, title, text, version }
}

/** Those that this person owns, those for all and those of groups, locked until the transaction ends. */
export async function lockRepliesFor(tx: Db, userId: string): Promise<StoredReply[]> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('quick_replies', 0))`
  await tx.$queryRaw`select 1 from quick_replies where owner_id is null or owner_id = ${userId}::uuid
    order by id for update`
  const rows = await tx.quickReply.findMany({ where: { OR: [{ ownerId: null }, { ownerId: userId }] } })
  return rows.map(({ id, scope, ownerId, groupId, shortcut, title, text, version }) => ({
    ...{ id, scope: scope as ReplyScope, ownerId, groupId, shortcut, title, text, version },
  }))
}

type Write = { id: string; ownerId: string | null; reply: QuickReplyInput }

export async function insertReply(tx: Db, { id, ownerId, reply }: Write): Promise<void> {
  await tx.quickReply.create({ data: { id, ownerId, ...reply } })
}

export async function updateReply(tx: Db, { id, ownerId, reply }: Write): Promise<void> {
  await tx.quickReply.update({ where: { id }, data: { ...reply, ownerId, version: { increment: 1 } } })
}

export async function removeReply(tx: Db, id: string): Promise<void> {
  await tx.quickReply.delete({ where: { id } })
}

/** Groups that replies can be kept for; null = every group. */
export async function listReplyGroups(
  groupIds: readonly string[] | null,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await pool().query<{ id: string; name: string }>(
    'select id, name from skill_groups where disabled_at is null and ($1::uuid[] is null or id = any($1)) order by lower(name)',
    [groupIds],
  )
  return rows
}
