import type { Sql } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import type { Segment, SwapStatus, SwapTerms } from '../contract'
import type { EntryFact } from '../domain/swap-rules'

export type SwapRow = {
  id: string
  fromAgentId: string
  fromName: string
  toAgentId: string | null
  toName: string | null
  terms: unknown
  note: string
  status: SwapStatus
  requestedAt: Date
  decidedBy: string | null
  decisionNote: string
  version: number
}

/** Columns of `swap_requests s`, both agents `f` and `t`, and who decided `d`. */
export const swapColumns = `s.id, s.from_agent_id as "fromAgentId", f.name as "fromName", s.to_agent_id as "toAgentId",
  t.name as "toName", s.terms, s.note, s.status, s.requested_at as "requestedAt", d.name as "decidedBy",
  s.decision_note as "decisionNote", s.version`
const from = `from swap_requests s join users f on f.id = s.from_agent_id left join users t on t.id = s.to_agent_id
  left join users d on d.id = s.decided_by`

export async function findSwap(sql: Sql, id: string): Promise<SwapRow | null> {
  const { rows } = await sql.query<SwapRow>(`select ${swapColumns} ${from} where s.id = $1`, [id])
  return rows[0] ?? null
}

/** Made by the agent, or answered by them; the latest first. */
export async function listSwapsOf(sql: Sql, agentId: string, limit: number): Promise<SwapRow[]> {
  const { rows } = await sql.query<SwapRow>(
    `select ${swapColumns} ${from} where s.from_agent_id = $1 or (s.to_agent_id = $1 and s.status <> 'requested')
     order by s.requested_at desc, s.id limit $2`,
    [agentId, limit],
  )
  return rows
}

/** What colleagues offer this agent: by name, or to anybody of a group they share. */
export async function listOffersTo(sql: Sql, agentId: string, now: Date, limit: number): Promise<SwapRow[]> {
  const { rows } = await sql.query<SwapRow>(
    `select ${swapColumns} ${from} where s.status = 'requested' and s.from_agent_id <> $1
       and (s.terms -> 'from' ->> 'startsAt')::float8 > $2
       and (s.to_agent_id = $1 or (s.to_agent_id is null and exists (select 1 from group_members a
         join group_members b on b.group_id = a.group_id where a.agent_id = s.from_agent_id and b.agent_id = $1)))
     order by (s.terms -> 'from' ->> 'startsAt')::float8, s.id limit $3`,
    [agentId, now.getTime(), limit],
  )
  return rows
}

export async function listOpenSwaps(sql: Sql, limit: number): Promise<SwapRow[]> {
  const { rows } = await sql.query<SwapRow>(
    `select ${swapColumns} ${from} where s.status in ('requested', 'accepted') order by s.requested_at, s.id limit $1`,
    [limit],
  )
  return rows
}

type FactRow = Omit<EntryFact, 'published' | 'segments'> & {
  published: { segments: Segment[] } | null
  segments: Segment[]
}

const toFact = ({ published, ...row }: FactRow): EntryFact => ({
  ...row,
  published: published?.segments ?? null,
})
const factColumns = `e.id, e.agent_id as "agentId", e.day::text as day, e.published, e.segments, e.removed_at is not null as removed`

export async function listEntryFacts(sql: Sql, ids: readonly string[]): Promise<Map<string, EntryFact>> {
  const { rows } = await sql.query<FactRow>(
    `select ${factColumns} from roster_entries e where e.id = any($1)`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, toFact(row)]))
}

/** The same, held until the transaction ends. */
export async function holdEntries(tx: Db, ids: readonly string[]): Promise<Map<string, EntryFact>> {
  const rows = await tx.$queryRaw<FactRow[]>`
    select e.id, e.agent_id as "agentId", e.day::text as day, e.published, e.segments, e.removed_at is not null as removed
    from roster_entries e where e.id = any(${[...ids]}::uuid[]) order by e.id for update`
  return new Map(rows.map((row) => [row.id, toFact(row)]))
}

/** Published shifts of an agent from a day on. */
export async function listPublished(sql: Sql, agentId: string, from: string): Promise<EntryFact[]> {
  const { rows } = await sql.query<FactRow>(
    `select ${factColumns} from roster_entries e
     where e.agent_id = $1 and e.day >= $2::date and e.published is not null order by e.day, e.id limit 60`,
    [agentId, from],
  )
  return rows.map(toFact)
}

/** What these agents work around the days, as they know it, and when they are away. */
export async function listPlansAround(
  tx: Db,
  agentIds: readonly string[],
  days: { from: string; until: string },
): Promise<{ agentId: string; id: string; day: string; segments: Segment[] }[]> {
  return tx.$queryRaw`
    select e.agent_id as "agentId", e.id, e.day::text as day, e.published -> 'segments' as segments
    from roster_entries e where e.agent_id = any(${[...agentIds]}::uuid[]) and e.published is not null
      and e.day >= ${days.from}::date and e.day < ${days.until}::date`
}

export async function listLeavesAround(
  tx: Db,
  agentIds: readonly string[],
  from: Date,
  until: Date,
): Promise<{ agentId: string; startsAt: Date; endsAt: Date }[]> {
  return tx.leave.findMany({
    where: {
      ...{ agentId: { in: [...agentIds] }, status: 'approved' },
      ...{ startsAt: { lt: until }, endsAt: { gt: from } },
    },
    select: { agentId: true, startsAt: true, endsAt: true },
  })
}

export type NewSwap = {
  id: string
  fromAgentId: string
  toAgentId: string | null
  note: string
  requestedAt: Date
  terms: SwapTerms
}

/** False when the shift is offered already. */
export async function insertSwap(tx: Db, { terms, ...swap }: NewSwap): Promise<boolean> {
  const made = await tx.swapRequest.createMany({
    data: [{ ...swap, terms, fromEntryId: terms.from.entryId, toEntryId: terms.to?.entryId ?? null }],
    skipDuplicates: true,
  })
  return made.count === 1
}

/** False when it is another version, or another state, by now. */
export async function moveSwap(
  tx: Db,
  { id, version, from }: { id: string; version: number; from: SwapStatus[] },
  to: {
    status: SwapStatus
    toAgentId?: string
    decidedBy?: string | null
    decidedAt?: Date
    decisionNote?: string
  },
): Promise<boolean> {
  const { count } = await tx.swapRequest.updateMany({
    where: { id, version, status: { in: from } },
    data: { ...to, version: { increment: 1 } },
  })
  return count === 1
}

/** The entry belongs to the other agent from now on, published as it was. */
export async function handEntry(tx: Db, entryId: string, toAgentId: string, by: string): Promise<void> {
  await tx.$executeRaw`update roster_entries set agent_id = ${toAgentId}::uuid, version = version + 1,
    updated_by = ${by}::uuid, updated_at = now() where id = ${entryId}::uuid`
}

/** Whether both are members of one group. */
export async function shareGroup(sql: Sql, a: string, b: string): Promise<boolean> {
  const { rows } = await sql.query(
    `select 1 from group_members a join group_members b on b.group_id = a.group_id
     where a.agent_id = $1 and b.agent_id = $2 limit 1`,
    [a, b],
  )
  return rows.length > 0
}

/** Enabled colleagues who share a group, by name. */
export async function listMates(
  sql: Sql,
  agentId: string,
  limit: number,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql.query<{ id: string; name: string }>(
    `select u.id, u.name from agents a join users u on u.id = a.id
     where a.enabled and u.disabled_at is null and a.id <> $1 and exists (select 1 from group_members m
       join group_members mine on mine.group_id = m.group_id where m.agent_id = a.id and mine.agent_id = $1)
     order by lower(u.name), u.id limit $2`,
    [agentId, limit],
  )
  return rows
}
