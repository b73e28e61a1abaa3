import type { World } from './people'

const SHIFTS = [
  { name: 'Early', code: 'E', from: 360 },
  { name: 'Late', code: 'L', from: 720 },
  { name: 'Evening', code: 'N', from: 1_020 },
]
const segmentsOf = (from: number, until: number) =>
  JSON.stringify([
    { kind: 'work', from, until },
    { kind: 'break', from: from + 180, until: from + 195 },
  ])

export type RosterPlan = { monday: string; until: string; monthFrom: string; monthUntil: string }

/**
 * The plan of 42 days, straight into the database: each agent in one shift, one day in twenty free. One agent in
 * fifty has a day of fourteen hours, one in ten a leave (half of them under a shift), one entry in fifty is not
 * published. Published entries have their spans, days that are over the statuses that followed.
 */
export async function addRoster(
  world: World,
  office: { agentIds: string[]; groupIds: string[] },
): Promise<RosterPlan> {
  const { rows } = await world.pool.query<{ monday: string }>(
    `select (current_date - (extract(isodow from current_date)::int - 1))::text as monday`,
  )
  const monday = rows[0]?.monday ?? ''
  await world.pool.query(
    `insert into shift_templates(id, name, code, segments, position)
     select gen_random_uuid(), t->>'name', t->>'code', t->'segments', n from jsonb_array_elements($1::jsonb) with ordinality x(t, n)`,
    [
      JSON.stringify(
        SHIFTS.map(({ from, ...shift }) => ({
          ...shift,
          segments: JSON.parse(segmentsOf(from, from + 360)),
        })),
      ),
    ],
  )
  await world.pool.query(
    `with agent as (select i, n from unnest($1::uuid[]) with ordinality x(i, n)),
       template as (select id, segments, position from shift_templates where name = any($4)),
       plan as (
         select i, n, $2::date - 14 + d as day, t.id as template,
           case when n % 50 = 0 and d % 7 = 2 then $3::jsonb else t.segments end as segments, (n + d) % 50 <> 7 as known
         from agent cross join generate_series(0, 41) d join template t on t.position = 1 + n % 3 where (n + d) % 20 <> 0)
     insert into roster_entries(id, agent_id, day, template_id, segments, published, published_at)
     select gen_random_uuid(), i, day, template, segments,
       case when known then jsonb_build_object('templateId', template, 'segments', segments, 'note', '') end,
       case when known then now() end from plan`,
    [office.agentIds, monday, segmentsOf(360, 1_200), SHIFTS.map(({ name }) => name)],
  )
  await world.pool.query(
    `insert into leaves(id, agent_id, kind, starts_at, ends_at, status, requested_at)
     select gen_random_uuid(), i, 'vacation', $2::date + (n % 14)::int + interval '22 hours',
       $2::date + (n % 14)::int + case when n % 20 = 0 then interval '3 days' else interval '25 hours' end,
       case when n % 30 = 0 then 'requested' else 'approved' end, now() - n * interval '1 minute'
     from unnest($1::uuid[]) with ordinality x(i, n) where n % 10 = 0`,
    [office.agentIds, monday],
  )
  await addSpans(world, office.groupIds)
  const day = (days: number) => new Date(Date.parse(monday) + days * 86_400_000).toISOString().slice(0, 10)
  return { monday, until: day(7), monthFrom: day(-7), monthUntil: day(24) }
}

async function addSpans(world: World, groupIds: string[]): Promise<void> {
  await world.pool.query(
    `insert into shifts(id, agent_id, kind, starts_at, ends_at, entry_id)
     select gen_random_uuid(), e.agent_id, case s->>'kind' when 'work' then 'shift' else 'break' end,
       (e.day + (s->>'from')::int * interval '1 minute') at time zone 'UTC',
       (e.day + (s->>'until')::int * interval '1 minute') at time zone 'UTC', e.id
     from roster_entries e, jsonb_array_elements(e.segments) s where e.published is not null`,
  )
  await world.pool.query(
    `insert into shifts(id, agent_id, kind, starts_at, ends_at, leave_id)
     select gen_random_uuid(), agent_id, 'leave', starts_at, ends_at, id from leaves where status = 'approved'`,
  )
  await world.pool.query(
    `insert into agent_status_spans(id, agent_id, status, source, from_at, until_at)
     select gen_random_uuid(), agent_id, 'online', 'roster', starts_at + interval '4 minutes', ends_at
     from shifts where kind = 'shift' and ends_at < now()`,
  )
  await world.pool.query(
    `insert into coverage_targets(group_id, weekday, slot, agents)
     select g, d, s, 10 from unnest($1::uuid[]) g, generate_series(1, 7) d, generate_series(12, 40) s`,
    [groupIds.slice(0, 100)],
  )
  await world.pool.query('analyze')
}
