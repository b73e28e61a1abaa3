import { publishEntries } from '@/server/events/publish'
import { now } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { applyStep } from '../store/apply-step'
import { listDueSnoozes, lockDueSnooze } from '../store/side-work'

const MAX_MS = 90 * 24 * 3_600_000
const WITH_AGENT = ['awaiting_agent', 'awaiting_customer', 'awaiting_confirmation'] as const

/**
 * Puts a conversation out of sight until a time, or brings it back (null). The customer's next word, another holder
 * and the end bring it back too (in the database, with the change itself).
 * @throws {AppError} invalid_input, transition_refused
 */
export async function snoozeConversation(
  conversationId: string,
  until: Date | null,
  by: { id: string; name: string },
): Promise<void> {
  const at = now()
  const ahead = until ? until.getTime() - at.getTime() : 1
  if (ahead <= 0 || ahead > MAX_MS) {
    throw new AppError('invalid_input', 'Choose a time within the next 90 days.', {
      fields: [{ path: 'until', message: 'a time within the next 90 days' }],
    })
  }
  const snoozedUntil = until?.toISOString() ?? null
  const entry = await applyStep(pool(), {
    conversationId,
    from: WITH_AGENT,
    set: { snoozed_until: until },
    event: {
      type: 'snoozed',
      audience: 'staff',
      payload: { patch: { snoozedUntil }, detail: { by: by.name, byId: by.id, until: snoozedUntil } },
    },
    at,
  })
  if (!entry) throw new AppError('transition_refused', 'Only a conversation with an agent can be snoozed.')
  publishEntries([entry])
}

/** Brings back what is due, each once whatever the number of processes; how many. */
export async function wakeSnoozed(): Promise<number> {
  const at = now()
  let woken = 0
  for (const conversationId of await listDueSnoozes(pool(), at)) {
    const entry = await inTransaction(async (sql) => {
      if (!(await lockDueSnooze(sql, conversationId, at))) return null
      return applyStep(sql, {
        conversationId,
        set: { snoozed_until: null },
        event: {
          type: 'snoozed',
          audience: 'staff',
          payload: { patch: { snoozedUntil: null }, detail: { until: null, reason: 'due' } },
        },
        at,
      })
    })
    if (!entry) continue
    woken += 1
    publishEntries([entry])
  }
  return woken
}
