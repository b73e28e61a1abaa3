import type { Sql } from '@/server/platform/db/pool'
import { type RatingTag, storedOrganizationSettings } from '../contract'

/** What customers may say with a rating; the product's own where the organisation has set none. */
export async function findRatingTags(sql: Sql): Promise<RatingTag[]> {
  const { rows } = await sql.query<{ tags: unknown }>({
    name: 'rating_tags',
    text: `select settings->'ratingTags' as tags from organization where id = 1`,
  })
  return storedOrganizationSettings.shape.ratingTags.parse(rows[0]?.tags ?? undefined)
}
