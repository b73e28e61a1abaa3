import { pool, type Sql } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import type { NoticeList, NoticeParams, NoticeView } from '../contract'

/** So many are shown; older ones stay stored and count no more. */
const SHOWN = 30

export type NewNotice = {
  id: string
  userId: string
  kind: string
  params: NoticeParams
  href: string | null
  at: Date
}

/** For everybody named who can still sign in. */
export async function insertNotices(tx: Db, notices: NewNotice[]): Promise<void> {
  await tx.notice.createMany({ data: notices })
}

type Row = Omit<NoticeView, 'at'> & { at: Date; unseen: number }

/** The latest of one person, the newest first, and how many of them are not seen yet. */
export async function listNotices(userId: string): Promise<NoticeList> {
  const { rows } = await pool().query<Row>({
    name: 'list-notices',
    text: `select id, kind, params, href, at, seen_at is not null as seen,
        (count(*) filter (where seen_at is null) over ())::int as unseen
      from (select * from notices where user_id = $1 order by at desc, id desc limit ${SHOWN}) latest
      order by at desc, id desc`,
    values: [userId],
  })
  return {
    items: rows.map(({ unseen: _, ...row }) => ({ ...row, at: row.at.toISOString() })),
    unseen: rows[0]?.unseen ?? 0,
  }
}

/** One's own only; null = all. */
export async function markNoticesSeen(userId: string, ids: readonly string[] | null): Promise<void> {
  await pool().query(
    `update notices set seen_at = now()
     where user_id = $1 and seen_at is null and ($2::uuid[] is null or id = any($2))`,
    [userId, ids],
  )
}

export type Addressee = { id: string; preferences: unknown }

/** Who of these can sign in, with what they said about mail. */
export async function listAddressees(tx: Db, userIds: readonly string[]): Promise<Addressee[]> {
  return tx.user.findMany({
    where: { id: { in: [...userIds] }, disabledAt: null },
    select: { id: true, preferences: true },
  })
}

export type MailableNotice = {
  id: string
  kind: string
  params: NoticeParams
  href: string | null
  seen: boolean
  mailed: boolean
  email: string
  locale: string | null
}

export async function findMailableNotice(sql: Sql, id: string): Promise<MailableNotice | null> {
  const { rows } = await sql.query<MailableNotice>(
    `select n.id, n.kind, n.params, n.href, n.seen_at is not null as seen, n.mailed_at is not null as mailed,
       u.email, u.locale
     from notices n join users u on u.id = n.user_id where n.id = $1 and u.disabled_at is null`,
    [id],
  )
  return rows[0] ?? null
}

/** True for the one who may mail it; false gives it back after a try that certainly failed. */
export async function claimNoticeMail(sql: Sql, id: string, claimed: boolean): Promise<boolean> {
  const { rowCount } = await sql.query(
    claimed
      ? 'update notices set mailed_at = now() where id = $1 and mailed_at is null'
      : 'update notices set mailed_at = null where id = $1',
    [id],
  )
  return rowCount === 1
}

/** The same in plain SQL, for those named who can still sign in. */
export async function addNotices(sql: Sql, notices: NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  await sql.query(
    `insert into notices(id, user_id, kind, params, href, at)
     select n.id, u.id, n.kind, n.params, n.href, n.at
     from jsonb_to_recordset($1::jsonb) n(id uuid, "userId" uuid, kind text, params jsonb, href text, at timestamptz)
     join users u on u.id = n."userId" and u.disabled_at is null`,
    [JSON.stringify(notices)],
  )
}
