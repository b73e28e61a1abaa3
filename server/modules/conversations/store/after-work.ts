import type { Sql } from '@/server/platform/db/pool'

export type ClosingFacts = { settings: Record<string, unknown>; wrapUpId: string | null; live: boolean }

/** What the group asks of the end of this conversation. */
export async function findClosingFacts(sql: Sql, conversationId: string): Promise<ClosingFacts | null> {
  const { rows } = await sql.query<ClosingFacts>({
    name: 'closing_facts',
    text: `select coalesce(g.settings, '{}') as settings, c.wrap_up_id as "wrapUpId", c.live
      from conversations c left join skill_groups g on g.id = c.group_id where c.id = $1`,
    values: [conversationId],
  })
  return rows[0] ?? null
}

/** Takes a place again for the work after the end; null when the agent has been disabled. */
export async function keepPlace(
  sql: Sql,
  agentId: string,
  groupId: string | null,
): Promise<{ over: boolean } | null> {
  const { rows } = await sql.query<{ kept: string }>('select keep_place($1, $2) as kept', [agentId, groupId])
  const kept = rows[0]?.kept ?? 'n'
  return kept === 'n' ? null : { over: kept === 'o' }
}

export async function givePlaceBack(
  sql: Sql,
  place: { agentId: string; groupId: string | null; over: boolean },
): Promise<void> {
  await sql.query('select give_place_back($1, $2, $3)', [place.agentId, place.groupId, place.over])
}

export type RunningAfterWork = {
  placeOf: string | null
  groupId: string | null
  over: boolean
}

/** Locks a conversation whose after-work runs; with `due` only one whose time has come. */
export async function lockAfterWork(
  sql: Sql,
  conversationId: string,
  due: Date | null,
): Promise<RunningAfterWork | null> {
  const { rows } = await sql.query<RunningAfterWork>(
    `select after_work_place_of as "placeOf", after_work_group_id as "groupId", after_work_over as over from conversations
     where id = $1 and after_work_until is not null and ($2::timestamptz is null or after_work_until <= $2) for no key update`,
    [conversationId, due],
  )
  return rows[0] ?? null
}

export async function listDueAfterWork(sql: Sql, at: Date): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'due_after_work',
    text: 'select id from conversations where after_work_until <= $1 order by after_work_until, id limit 500',
    values: [at],
  })
  return rows.map((row) => row.id)
}
