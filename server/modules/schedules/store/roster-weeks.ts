import type { Sql } from '@/server/platform/db/pool'
import type { Days } from './read-roster'
import { matches, type Whom, whomValues } from './whom'

export type ForgottenWeek = { agentId: string; enabled: boolean; week: string; changes: string }
export type ReckonedWeek = { agentId: string; week: string; changes: string; days: string[] }

/** Weeks that begin in the period and were not reckoned since they changed, or by other rules. */
export async function listForgotten(
  sql: Sql,
  whom: Whom,
  weeks: Days,
  basis: string,
): Promise<ForgottenWeek[]> {
  const { rows } = await sql.query<ForgottenWeek>({
    name: 'roster-weeks-forgotten',
    text: `select w.agent_id as "agentId", a.enabled, w.week::text as week, w.changes::text as changes
      from roster_weeks w join agents a on a.id = w.agent_id join users u on u.id = a.id
      where w.week >= $4::date and w.week < $5::date and w.basis is distinct from $6 and ${matches}`,
    values: [...whomValues(whom), weeks.from, weeks.until, basis],
  })
  return rows
}

/** Waits for nobody: a week that is being changed is to be reckoned again anyway. */
export async function storeWeeks(sql: Sql, weeks: readonly ReckonedWeek[], basis: string): Promise<void> {
  await sql.query(
    `with seen as (
       select r."agentId", r.week, r.changes, (select coalesce(array_agg(d::date order by d), '{}')
         from jsonb_array_elements_text(r.days) d) as days
       from jsonb_to_recordset($1::jsonb) as r("agentId" uuid, week date, changes bigint, days jsonb)),
     held as (
       select w.agent_id, w.week, s.days from roster_weeks w
       join seen s on s."agentId" = w.agent_id and s.week = w.week and s.changes = w.changes
       for update of w skip locked)
     update roster_weeks w set days = h.days, basis = $2
     from held h where w.agent_id = h.agent_id and w.week = h.week`,
    [JSON.stringify(weeks), basis],
  )
}
