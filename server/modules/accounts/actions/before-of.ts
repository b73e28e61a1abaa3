import type { z } from 'zod'
import { AppError } from '@/server/platform/errors'
import { findAuditEntry, listAudit } from '../store/read-audit'

/** One record's entries, the newest first; as many as somebody reads. */
export const listRecordHistory = (entity: string, entityId: string) =>
  listAudit({ ...{ entity, entityId, page: 1, pageSize: 50 }, direction: 'desc' })

/**
 * What an entry of the log says its record was before the change, to go back to.
 * @throws {AppError} not_found when it was nothing, or is of another kind, or of a form that fits no more
 */
export async function beforeOf<T>(
  entryId: string,
  entity: string,
  shape: z.ZodType<T>,
): Promise<{ id: string; actorId: string | null; before: T }> {
  const entry = await findAuditEntry(entryId)
  const read = entry?.entity === entity ? shape.safeParse(entry.before) : undefined
  if (!entry || !read?.success) throw new AppError('not_found', 'There is nothing to go back to.')
  return { id: entry.entityId, actorId: entry.actorId, before: read.data }
}
