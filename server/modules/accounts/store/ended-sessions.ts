import type { Sql } from '@/server/platform/db/pool'

/** Of one person and week; whoever signs out more often signs out everywhere. */
const MOST = 200

const living = (what: string) => `(select ${what} from jsonb_each(u.ended_sessions) where value::bigint > $4)`

/**
 * Refuses the session from now on, although its cookie would live until `until` (seconds); those that have run out by
 * themselves are forgotten.
 */
export async function endSession(
  sql: Sql,
  session: { userId: string; id: string; until: number },
  at: Date,
): Promise<void> {
  await sql.query(
    // Only of the row that is written, so that two who sign out at once both count.
    `update users u set
       ended_sessions = case when ${living('count(*)')} < $5
         then ${living("coalesce(jsonb_object_agg(key, value), '{}')")} || jsonb_build_object($2::text, $3::bigint)
         else '{}' end,
       session_version = session_version + case when ${living('count(*)')} < $5 then 0 else 1 end
     where u.id = $1`,
    [session.userId, session.id, session.until, Math.floor(at.getTime() / 1_000), MOST],
  )
}
