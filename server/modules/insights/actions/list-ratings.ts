import type { Principal } from '@/server/access'
import { findRatingTags } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import type { RatingPage, RatingsInput } from '../contract'
import { selectRatings } from '../store/list-ratings'
import { canFilter } from '../store/select-facts'
import { toFactQuery } from './fact-query'

/** The ratings that a report counts, with their words and what became of the bad ones. */
export async function listRatings(principal: Principal, input: RatingsInput): Promise<RatingPage> {
  const query = await toFactQuery(principal, input)
  if (!canFilter('stars', query.filter)) return { rows: [], total: 0 }
  const { commented, score, offset, limit } = input
  const [page, tags] = await Promise.all([
    selectRatings(pool(), { ...query, commented, score, offset, limit }),
    findRatingTags(pool()),
  ])
  const names = new Map(tags.map((tag) => [tag.key, tag.names as Record<string, string>]))
  const rows = page.rows.map((row) => ({
    ...row,
    tags: row.tags.map((key) => ({ key, names: names.get(key) ?? null })),
  }))
  return { rows, total: page.total }
}
