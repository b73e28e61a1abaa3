import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Principal } from '@/server/access'
import {
  beforeOf,
  changeOrganizationSettings,
  findRatingTags,
  readOrganizationSettings,
  recordAudit,
} from '@/server/modules/accounts'
import { type RatingTag, ratingTag } from '@/server/modules/accounts/contract'
import { pool } from '@/server/platform/db/pool'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'

export const getRatingTags = (): Promise<RatingTag[]> => findRatingTags(pool())

/** @throws {AppError} conflict when they are no longer what was read */
export async function saveRatingTags(
  principal: Principal,
  { before, tags }: { before: RatingTag[]; tags: RatingTag[] },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { ratingTags: current } = await readOrganizationSettings(tx, true)
    if (!isDeepStrictEqual(current, before)) {
      throw new AppError('conflict', 'Somebody else changed the tags in the meantime.', { data: { current } })
    }
    if (isDeepStrictEqual(current, tags)) return
    await changeOrganizationSettings(tx, { ratingTags: tags })
    await recordAudit(tx, {
      actor: { userId: principal.userId, name: principal.name },
      action: 'updated',
      entity: 'rating_tags',
      entityId: '1',
      label: '',
      before: { tags: current },
      after: { tags },
    })
  })
}

const kept = z.object({ tags: z.array(ratingTag).max(40) })

/** All of them as before an entry of the log. @throws {AppError} not_found */
export async function restoreRatingTags(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<void> {
  const { before } = await beforeOf(entryId, 'rating_tags', kept)
  await inTransaction(async (tx) => {
    const { ratingTags: current } = await readOrganizationSettings(tx, true)
    if (isDeepStrictEqual(current, before.tags)) return
    await changeOrganizationSettings(tx, { ratingTags: before.tags })
    await recordAudit(tx, {
      actor: { userId: principal.userId, name: principal.name },
      ...{ action: 'restored', entity: 'rating_tags', entityId: '1', label: '' },
      ...{ before: { tags: current }, after: before },
    })
  })
}
