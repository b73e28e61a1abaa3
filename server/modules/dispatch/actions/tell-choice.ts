import type { LogEntry } from '@/server/events/log-entry'
import { applyStep } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import type { Sql } from '@/server/platform/db/pool'
import { LostRace } from './group-lock'
import { queueViewWithin } from './queue-places'

/** Writes into the log that the customer is asked, or what they answered, with the queue as it stands then. */
export async function tellChoice(
  sql: Sql,
  conversationId: string,
  detail: { offered: true; groupId: string | null } | { chosen: 'wait' },
): Promise<LogEntry> {
  const at = nowMs()
  const queue = await queueViewWithin(sql, conversationId, at)
  const entry = await applyStep(sql, {
    conversationId,
    from: ['queued'],
    set: {},
    event: { type: 'queue_choice', payload: { patch: { queue }, detail } },
    at: new Date(at),
  })
  if (!entry) throw new LostRace()
  return entry
}
