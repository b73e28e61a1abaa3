import { pool } from '@/server/platform/db/pool'
import { type Db, Prisma, prisma } from '@/server/platform/db/prisma'
import type { AgentCapacityInput, BoardAgent, BoardGroup, RampStep } from '../contract'

/** Time zone of the organisation, which decides what day it is. */
export async function getTimeZone(db: Db = prisma()): Promise<string> {
  const row = await db.organization.findUnique({ where: { id: 1 }, select: { timeZone: true } })
  return row?.timeZone ?? 'UTC'
}

const agentFields = {
  id: true,
  enabled: true,
  status: true,
  statusReason: true,
  capacity: true,
  currentCount: true,
  ramp: true,
  windowLimit: true,
  windowSeconds: true,
  version: true,
  user: { select: { name: true } },
  memberships: { select: { groupId: true } },
} as const

type AgentRow = Prisma.AgentGetPayload<{ select: typeof agentFields }>

const toAgent = (row: AgentRow): BoardAgent & { groupIds: string[] } => ({
  id: row.id,
  name: row.user.name,
  enabled: row.enabled,
  status: row.status as BoardAgent['status'],
  statusReason: row.statusReason,
  capacity: row.capacity,
  current: row.currentCount,
  ramp: (row.ramp ?? []) as RampStep[],
  window:
    row.windowLimit === null || row.windowSeconds === null
      ? null
      : { limit: row.windowLimit, seconds: row.windowSeconds },
  version: row.version,
  groupIds: row.memberships.map((membership) => membership.groupId),
})

export async function findBoardAgents(db: Db = prisma(), ids: readonly string[] = []) {
  const rows = await db.agent.findMany({ where: { id: { in: [...ids] } }, select: agentFields })
  return new Map(rows.map((row) => [row.id, toAgent(row)]))
}

type Range = { limit: number; offset: number }
type BoardFilter = {
  search: string
  /** null = every group that is switched on, and everybody. */
  groupIds: readonly string[] | null
}

/** $1 search, $2 groups; those who are switched on, or still a member of something. */
const agentsWhere = `
  ($1::text is null or u.name ilike $1)
  and (case when $2::uuid[] is null
    then a.enabled or exists (select from group_members m join skill_groups g on g.id = m.group_id
      where m.agent_id = a.id and g.disabled_at is null)
    else exists (select from group_members m where m.agent_id = a.id and m.group_id = any($2)) end)`

/** Found by its own name, or by whom it has. */
const groupsWhere = `
  g.disabled_at is null and ($2::uuid[] is null or g.id = any($2))
  and ($1::text is null or g.name ilike $1 or exists (select from group_members m
    join users u on u.id = m.agent_id where m.group_id = g.id and u.name ilike $1))`

const agentColumns = `a.id, u.name, a.enabled, a.status, a.status_reason as "statusReason", a.capacity,
  a.current_count as current, coalesce(a.ramp, '[]'::jsonb) as ramp, a.version,
  case when a.window_limit is not null and a.window_seconds is not null
    then json_build_object('limit', a.window_limit, 'seconds', a.window_seconds) end as window`

const valuesOf = ({ search, groupIds }: BoardFilter) => [
  search === '' ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`,
  groupIds && [...groupIds],
]

export async function pageAgents(filter: BoardFilter, { limit, offset }: Range) {
  const values = valuesOf(filter)
  const from = `from agents a join users u on u.id = a.id where ${agentsWhere}`
  const [page, count] = await Promise.all([
    pool().query<BoardAgent>(
      `select ${agentColumns} ${from} order by lower(u.name), a.id limit $3 offset $4`,
      [...values, limit, offset],
    ),
    pool().query<{ n: number }>(`select count(*)::int as n ${from}`, values),
  ])
  return { agents: page.rows, agentTotal: count.rows[0]?.n ?? 0 }
}

export async function pageGroups(filter: BoardFilter, { limit, offset }: Range) {
  const values = valuesOf(filter)
  const from = `from skill_groups g where ${groupsWhere}`
  const [page, count] = await Promise.all([
    pool().query<{ id: string }>(`select g.id ${from} order by lower(g.name), g.id limit $3 offset $4`, [
      ...values,
      limit,
      offset,
    ]),
    pool().query<{ n: number }>(`select count(*)::int as n ${from}`, values),
  ])
  return { groupIds: page.rows.map(({ id }) => id), groupTotal: count.rows[0]?.n ?? 0 }
}

/** Groups with their members, and those members, in the order of names. */
export async function readBoardGroups(
  groupIds: readonly string[],
): Promise<{ groups: BoardGroup[]; people: BoardAgent[] }> {
  const [groups, people] = await Promise.all([
    pool().query<BoardGroup>({
      name: 'board-groups',
      text: `select g.id, g.name, g.version, case g.quality_mode when 'computed' then 'computed' else 'manual' end
          as "qualityMode",
          coalesce((select json_agg(json_build_object('agentId', m.agent_id, 'level', m.level, 'quality', m.quality,
            'capacity', m.capacity, 'current', m.current_count) order by m.level desc, m.agent_id)
            from group_members m where m.group_id = g.id), '[]'::json) as members
        from skill_groups g where g.id = any($1::uuid[]) order by lower(g.name), g.id`,
      values: [[...groupIds]],
    }),
    pool().query<BoardAgent>({
      name: 'board-people',
      text: `select ${agentColumns} from agents a join users u on u.id = a.id
        where a.id in (select agent_id from group_members where group_id = any($1::uuid[]))`,
      values: [[...groupIds]],
    }),
  ])
  return { groups: groups.rows, people: people.rows }
}

/** Groups that are switched on and have one of these agents. */
export async function findGroupsOf(agentIds: readonly string[]): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>({
    name: 'board-groups-of',
    text: `select distinct g.id from group_members m join skill_groups g on g.id = m.group_id
      where m.agent_id = any($1::uuid[]) and g.disabled_at is null`,
    values: [[...agentIds]],
  })
  return rows.map(({ id }) => id)
}

/** The group and all below it. */
export async function listWithDescendants(groupId: string): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>({
    name: 'group-with-descendants',
    text: `with recursive down as (select $1::uuid as id
        union select g.id from skill_groups g join down on g.parent_id = down.id) select id from down`,
    values: [groupId],
  })
  return rows.map(({ id }) => id)
}

/** False when somebody changed the agent since it was read. What is held stays held, as ever. */
export async function putAgentCapacity(tx: Db, agent: AgentCapacityInput): Promise<boolean> {
  const ramp = agent.ramp.length === 0 ? null : JSON.stringify(agent.ramp)
  const { limit, seconds } = agent.window ?? { limit: null, seconds: null }
  const count = await tx.$executeRaw`
    update agents set capacity = ${agent.capacity}, ramp = ${ramp}::jsonb, window_limit = ${limit},
      window_seconds = ${seconds}, guard = greatest(${agent.capacity}, current_count - over_count),
      version = version + 1
    where id = ${agent.agentId}::uuid and version = ${agent.version}`
  return count === 1
}

/** Agents with a ramp, for the sweep that carries it out. */
export async function listRamped(): Promise<{ id: string; capacity: number; ramp: RampStep[] }[]> {
  const rows = await prisma().agent.findMany({
    where: { ramp: { not: Prisma.DbNull } },
    select: { id: true, capacity: true, ramp: true },
  })
  return rows.map((row) => ({ ...row, ramp: (row.ramp ?? []) as RampStep[] }))
}
