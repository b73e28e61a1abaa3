import type { Sql } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import { organizationSettings, type RatingTag } from '../contract'

const tagsOf = (stored: unknown): RatingTag[] =>
  organizationSettings.shape.ratingTags.parse((stored ?? undefined) as RatingTag[] | undefined)

/** What customers may say with a rating; the product's own where the organisation has set none. */
export async function findRatingTags(sql: Sql): Promise<RatingTag[]> {
  const { rows } = await sql.query<{ tags: unknown }>({
    name: 'rating_tags',
    text: `select settings->'ratingTags' as tags from organization where id = 1`,
  })
  return tagsOf(rows[0]?.tags)
}

/** The same, held until the transaction ends. */
export async function lockRatingTags(tx: Db): Promise<RatingTag[]> {
  const rows = await tx.$queryRaw<{ tags: unknown }[]>`
    select settings->'ratingTags' as tags from organization where id = 1 for update`
  return tagsOf(rows[0]?.tags)
}

export async function writeRatingTags(tx: Db, tags: readonly RatingTag[]): Promise<void> {
  await tx.$executeRaw`update organization
    set settings = jsonb_set(settings, '{ratingTags}', ${JSON.stringify(tags)}::jsonb) where id = 1`
}
