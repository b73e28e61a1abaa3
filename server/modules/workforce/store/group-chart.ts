import { pool } from '@/server/platform/db/pool'
import type { ChartNode, ChartTotals } from '../contract'
import { listGroups } from './list-groups'

/** As many groups as a chart draws; an organisation has hundreds. */
const most = 2_000

/** All groups that the reader sees (`scope` null = every one), each with what stands below it counted in. */
export async function listChart(scope: readonly string[] | null): Promise<ChartNode[]> {
  const all = { limit: most, offset: 0 }
  const [{ rows }, parents, totals] = await Promise.all([
    listGroups({ sort: 'name', direction: 'asc' }, scope, all),
    pool().query<{ id: string; parent_id: string | null }>('select id, parent_id from skill_groups'),
    pool().query<ChartTotals & { root: string }>({ name: 'group-chart-totals', text: totalsQuery }),
  ])
  const seen = new Set(rows.map(({ id }) => id))
  const parentOf = new Map(parents.rows.map((row) => [row.id, row.parent_id]))
  const totalsOf = new Map(totals.rows.map(({ root, ...figures }) => [root, figures]))
  return rows.map((row) => {
    const parentId = parentOf.get(row.id) ?? null
    const own = { groups: 0, members: row.members, online: row.online, queue: row.queue, paused: 0 }
    return {
      ...row,
      parentId: parentId !== null && seen.has(parentId) ? parentId : null,
      totals: totalsOf.get(row.id) ?? own,
    }
  })
}

/** "union" and not "union all": it ends even if the rows were ever in a circle. */
const totalsQuery = `
  with recursive tree as (
    select id as root, id from skill_groups
    union select t.root, c.id from tree t join skill_groups c on c.parent_id = t.id
  ), people as (
    select t.root, count(distinct a.id)::int as members,
      count(distinct a.id) filter (where a.status = 'online')::int as online
    from tree t join group_members gm on gm.group_id = t.id join agents a on a.id = gm.agent_id group by t.root
  ), queues as (select group_id, count(*)::int as waiting from queue_entries group by group_id)
  select t.root, count(*)::int - 1 as groups, coalesce(max(p.members), 0) as members,
    coalesce(max(p.online), 0) as online, coalesce(sum(q.waiting), 0)::int as queue,
    count(*) filter (where g.intake_paused and g.disabled_at is null)::int as paused
  from tree t join skill_groups g on g.id = t.id left join people p on p.root = t.root
    left join queues q on q.group_id = t.id
  group by t.root`
