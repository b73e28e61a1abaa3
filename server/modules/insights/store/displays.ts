import type { Sql } from '@/server/platform/db/pool'

export type DisplayRow = {
  id: string
  name: string
  group: { id: string; name: string } | null
  userId: string
  maker: string
  createdAt: Date
  lastSeenAt: Date | null
}

const SELECT = `select d.id, d.name, d.user_id as "userId", u.name as maker, d.created_at as "createdAt",
    d.last_seen_at as "lastSeenAt",
    case when g.id is not null then json_build_object('id', g.id, 'name', g.name) end as "group"
  from displays d join users u on u.id = d.user_id left join skill_groups g on g.id = d.group_id`

/** `userId` null: everybody's. */
export async function listDisplays(sql: Sql, userId: string | null): Promise<DisplayRow[]> {
  const { rows } = await sql.query<DisplayRow>(
    `${SELECT} where $1::uuid is null or d.user_id = $1 order by d.name, d.id`,
    [userId],
  )
  return rows
}

export async function findDisplay(sql: Sql, id: string): Promise<DisplayRow | null> {
  const { rows } = await sql.query<DisplayRow>(`${SELECT} where d.id = $1`, [id])
  return rows[0] ?? null
}

export async function findDisplayByToken(sql: Sql, tokenHash: Buffer): Promise<DisplayRow | null> {
  const { rows } = await sql.query<DisplayRow>({
    name: 'display_by_token',
    text: `${SELECT} where d.token_hash = $1`,
    values: [tokenHash],
  })
  return rows[0] ?? null
}

type NewDisplay = {
  id: string
  name: string
  groupId: string | null
  userId: string
  tokenHash: Buffer
  at: Date
}

export async function insertDisplay(sql: Sql, row: NewDisplay): Promise<void> {
  await sql.query(
    `insert into displays(id, name, group_id, user_id, token_hash, created_at) values ($1, $2, $3, $4, $5, $6)`,
    [row.id, row.name, row.groupId, row.userId, row.tokenHash, row.at],
  )
}

export async function deleteDisplay(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query('delete from displays where id = $1', [id])
  return rowCount === 1
}

/** At most once a minute: a screen asks every two seconds. */
export async function noteSeen(sql: Sql, id: string, at: Date): Promise<void> {
  await sql.query({
    name: 'display_seen',
    text: `update displays set last_seen_at = $2
      where id = $1 and (last_seen_at is null or last_seen_at < $2::timestamptz - interval '1 minute')`,
    values: [id, at],
  })
}

/** Alarms that nobody has acknowledged, of these groups (null: all). */
export async function countOpenAlarms(
  sql: Sql,
  groupIds: readonly string[] | null,
): Promise<{ warning: number; breach: number }> {
  const { rows } = await sql.query<{ warning: number; breach: number }>({
    name: 'wall_alarms',
    text: `select count(*) filter (where level = 'warning')::int as warning,
        count(*) filter (where level = 'breach')::int as breach
      from alarms where resolved_at is null and acknowledged_at is null
        and ($1::uuid[] is null or group_id = any($1))`,
    values: [groupIds],
  })
  return rows[0] ?? { warning: 0, breach: 0 }
}

export async function loadOrganizationName(sql: Sql): Promise<string> {
  const { rows } = await sql.query<{ name: string }>({
    name: 'wall_organization',
    text: `select coalesce(nullif(settings->'branding'->>'productName', ''), name) as name from organization where id = 1`,
  })
  return rows[0]?.name ?? ''
}
