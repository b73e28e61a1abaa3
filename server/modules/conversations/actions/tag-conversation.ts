import { publishEntries } from '@/server/events/publish'
import { now } from '@/server/platform/clock'
import { inTransaction } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { changeTags, MAX_TAGS } from '../domain/tags'
import { applyStep } from '../store/apply-step'
import { lockTags } from '../store/side-work'

/** Adds and takes away tags; what changes nothing leaves no trace. @throws {AppError} not_found, invalid_input */
export async function tagConversation(
  conversationId: string,
  change: { add: string[]; remove: string[] },
  by: { id: string; name: string },
): Promise<void> {
  const at = now()
  const entry = await inTransaction(async (sql) => {
    const before = await lockTags(sql, conversationId)
    if (!before) throw new AppError('not_found', 'There is no such conversation.')
    const { tags, added, removed } = changeTags(before, change)
    if (tags.length > MAX_TAGS) {
      throw new AppError('invalid_input', `A conversation carries at most ${MAX_TAGS} tags.`, {
        fields: [{ path: 'add', message: `at most ${MAX_TAGS} tags` }],
      })
    }
    if (added.length + removed.length === 0) return null
    return applyStep(sql, {
      conversationId,
      set: { tags },
      event: {
        type: 'tagged',
        audience: 'staff',
        payload: { patch: { tags }, detail: { by: by.name, byId: by.id, added, removed } },
      },
      at,
    })
  })
  if (entry) publishEntries([entry])
}
