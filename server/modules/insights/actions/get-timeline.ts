import type { Principal } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import type { Timeline, TimelineInput } from '../contract'
import { canFilter } from '../store/select-facts'
import { selectTimeline } from '../store/timeline'
import { toFactQuery } from './fact-query'

/** One day of every agent who was there or should have been: the status on record over the plan. */
export async function getTimeline(principal: Principal, input: TimelineInput): Promise<Timeline> {
  const query = await toFactQuery(principal, input)
  const bounds = { from: query.from.getTime(), until: query.until.getTime() }
  if (!canFilter('presence', query.filter)) return { ...bounds, agents: [], total: 0 }
  const { offset, limit } = input
  return { ...bounds, ...(await selectTimeline(pool(), { ...query, offset, limit })) }
}
