import type { Sql } from '@/server/platform/db/pool'

export type OwnSpan = {
  entryId: string | null
  kind: 'shift' | 'break'
  startsAt: number
  endsAt: number
  name: string | null
  color: string | null
  note: string
  publishedAt: number | null
}

/** Published spans of one agent in the period, in order, with the template they came from. */
export async function listOwnSpans(sql: Sql, agentId: string, from: Date, until: Date): Promise<OwnSpan[]> {
  const { rows } = await sql.query<OwnSpan>({
    name: 'own-spans',
    text: `select s.entry_id as "entryId", s.kind, (extract(epoch from s.starts_at) * 1000)::float8 as "startsAt",
        (extract(epoch from s.ends_at) * 1000)::float8 as "endsAt", t.name, t.color,
        coalesce(e.published ->> 'note', '') as note,
        (extract(epoch from greatest(e.published_at, e.updated_at)) * 1000)::float8 as "publishedAt"
      from shifts s left join roster_entries e on e.id = s.entry_id
        left join shift_templates t on t.id::text = e.published ->> 'templateId'
      where s.agent_id = $1 and s.kind in ('shift', 'break') and s.starts_at < $3 and s.ends_at > $2
      order by s.starts_at, s.kind desc, s.id`,
    values: [agentId, from, until],
  })
  return rows
}

/** The end of the last shift span that is going on or comes next; null when none is planned. */
export async function findNextShift(
  sql: Sql,
  agentId: string,
  at: Date,
): Promise<{ startsAt: Date; endsAt: Date } | null> {
  const { rows } = await sql.query<{ startsAt: Date; endsAt: Date }>({
    name: 'next-shift',
    text: `select starts_at as "startsAt", ends_at as "endsAt" from shifts s
      where agent_id = $1 and kind = 'shift' and ends_at > $2 and not exists (select 1 from shifts l
        where l.agent_id = $1 and l.kind = 'leave' and l.starts_at <= s.starts_at and l.ends_at >= s.ends_at)
      order by starts_at limit 1`,
    values: [agentId, at],
  })
  return rows[0] ?? null
}

/** Colleagues of the same groups with a shift in the period, away ones left out. */
export async function listMateSpans(
  sql: Sql,
  agentId: string,
  from: Date,
  until: Date,
): Promise<{ name: string; startsAt: number; endsAt: number }[]> {
  const { rows } = await sql.query<{ name: string; startsAt: number; endsAt: number }>({
    name: 'mate-spans',
    text: `select u.name, (extract(epoch from s.starts_at) * 1000)::float8 as "startsAt",
        (extract(epoch from s.ends_at) * 1000)::float8 as "endsAt"
      from shifts s join users u on u.id = s.agent_id
      where s.kind = 'shift' and s.starts_at < $3 and s.ends_at > $2 and s.agent_id in (
          select m.agent_id from group_members mine join group_members m on m.group_id = mine.group_id
          where mine.agent_id = $1 and m.agent_id <> $1)
        and not exists (select 1 from shifts l where l.agent_id = s.agent_id and l.kind = 'leave'
          and l.starts_at <= s.starts_at and l.ends_at >= s.ends_at)
      order by lower(u.name), s.starts_at`,
    values: [agentId, from, until],
  })
  return rows
}
