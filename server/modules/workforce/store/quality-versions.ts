import type { Sql } from '@/server/platform/db/pool'
import { type Db, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import type { QualityTerms, QualityVersionView } from '../contract'
import type { QualityFacts } from '../domain/quality-formula'

/** What the members of a group did in a period: ratings, live endings, time online. */
export async function loadQualityFacts(
  sql: Sql,
  groupId: string,
  from: Date,
  until: Date,
): Promise<QualityFacts[]> {
  const { rows } = await sql.query<QualityFacts>(
    `select m.agent_id as "agentId", u.name, coalesce(r.n, 0)::int as ratings, coalesce(r.scores, 0)::int as scores,
       coalesce(r.satisfied, 0)::int as satisfied, coalesce(c.n, 0)::int as conversations,
       coalesce(o.ms, 0)::float8 as "onlineMs"
     from group_members m join users u on u.id = m.agent_id
     left join lateral (select count(*) as n, sum(score) as scores, count(*) filter (where score >= 4) as satisfied
       from ratings where agent_id = m.agent_id and group_id = m.group_id and created_at >= $2 and created_at < $3) r on true
     left join lateral (select count(*) as n from conversations where agent_id = m.agent_id and group_id = m.group_id
       and ended_at >= $2 and ended_at < $3 and creation_type <> 'offline') c on true
     left join lateral (select sum(extract(epoch from least(coalesce(until_at, $3), $3) - greatest(from_at, $2)) * 1000) as ms
       from agent_status_spans where agent_id = m.agent_id and status = 'online' and from_at < $3
         and coalesce(until_at, $3) > $2) o on true
     where m.group_id = $1 order by u.name, m.agent_id`,
    [groupId, from, until],
  )
  return rows
}

export async function setQualityMode(
  tx: Db,
  groupId: string,
  qualityMode: 'manual' | 'computed',
): Promise<void> {
  await tx.skillGroup.update({ where: { id: groupId }, data: { qualityMode } })
}

export type StoredTerms = QualityVersionView['terms']

/** The next version of the group, whose row the caller holds. */
export async function insertQualityVersion(
  tx: Db,
  row: {
    groupId: string
    mode: 'manual' | 'computed'
    publishedAt: Date
    publishedBy: string | null
    fromAt: Date | null
    untilAt: Date | null
    terms: StoredTerms
  },
): Promise<number> {
  const last = await tx.qualityVersion.aggregate({
    where: { groupId: row.groupId },
    _max: { number: true },
  })
  const number = (last._max.number ?? 0) + 1
  await tx.qualityVersion.create({ data: { id: newId(), number, ...row } })
  return number
}

export async function findQualityTerms(
  tx: Db,
  groupId: string,
  number: number,
): Promise<{ mode: 'manual' | 'computed'; terms: StoredTerms } | null> {
  const row = await tx.qualityVersion.findUnique({ where: { groupId_number: { groupId, number } } })
  return row && { mode: row.mode === 'computed' ? 'computed' : 'manual', terms: toTerms(row.terms) }
}

const toTerms = (stored: unknown): StoredTerms =>
  (stored as { agentId: string; name: string; quality: number; terms: QualityTerms | null }[]) ?? []

/** The newest first. */
export async function listQualityVersions(groupId: string): Promise<QualityVersionView[]> {
  const rows = await prisma().qualityVersion.findMany({
    where: { groupId },
    orderBy: { number: 'desc' },
    take: 50,
  })
  const ids = rows.flatMap((row) => row.publishedBy ?? [])
  const users = await prisma().user.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  })
  const nameOf = new Map(users.map((user) => [user.id, user.name]))
  return rows.map((row) => ({
    number: row.number,
    mode: row.mode === 'computed' ? 'computed' : 'manual',
    publishedAt: row.publishedAt.toISOString(),
    publishedBy: row.publishedBy && (nameOf.get(row.publishedBy) ?? null),
    from: row.fromAt?.toISOString() ?? null,
    until: row.untilAt?.toISOString() ?? null,
    terms: toTerms(row.terms),
  }))
}
