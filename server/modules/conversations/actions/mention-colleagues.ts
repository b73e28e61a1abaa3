import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries, publishFleeting } from '@/server/events/publish'
import { now } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { applyStep } from '../store/apply-step'
import { addConsulted, insertMentions, listUnseenMentions, type MentionRow } from '../store/mentions'

export type Mentioning = { conversationId: string; seq: number; byId: string; userIds: readonly string[] }

/**
 * Tells colleagues that a note names them. Each takes part as consulted from then on, so that the
 * conversation can be read whatever their scope; what they have not opened waits for them.
 */
export async function mentionColleagues({ conversationId, seq, byId, userIds }: Mentioning): Promise<void> {
  const others = userIds.filter((id) => id !== byId)
  if (others.length === 0) return
  const at = now()
  const { named, entry } = await inTransaction(async (sql) => {
    await sql.query('select 1 from conversations where id = $1 for no key update', [conversationId])
    const named = await insertMentions(sql, { conversationId, seq, byId, userIds: others, at })
    const rows = named.map((userId) => ({ id: newId(), userId }))
    const joined = await addConsulted(sql, { conversationId, byId, at, rows })
    const entry: LogEntry | null =
      joined.length === 0
        ? null
        : await applyStep(sql, {
            conversationId,
            set: {},
            event: {
              type: 'participants',
              audience: 'staff',
              payload: { detail: { part: 'consulted', joined, by: byId, mentionSeq: seq } },
            },
            at,
          })
    return { named, entry }
  })
  if (entry) publishEntries([entry])
  if (named.length === 0) return
  publishFleeting({
    type: 'mention',
    agentIds: named,
    audience: 'staff',
    at,
    payload: { detail: { conversationId, seq } },
  })
}

export const unseenMentions = (userId: string): Promise<MentionRow[]> =>
  listUnseenMentions(pool(), userId, 20)
