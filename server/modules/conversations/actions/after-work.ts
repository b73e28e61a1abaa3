import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import { groupServiceSettings } from '@/server/modules/workforce/contract'
import { now } from '@/server/platform/clock'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import {
  findClosingFacts,
  givePlaceBack,
  keepPlace,
  listDueAfterWork,
  lockAfterWork,
} from '../store/after-work'
import { applyStep } from '../store/apply-step'

/**
 * What the group asks of an agent at the end: a wrap-up, and time for the work afterwards, which may keep the place.
 * The place is taken again in the transaction of the end and stands in the conversation's row until it is given back:
 * by the agent, when the time is over, or when the conversation comes back. So no crash loses one.
 */

/** Where the group requires a wrap-up, none is a refusal. @throws {AppError} invalid_input */
export async function requireWrapUpWhereAsked(
  sql: Sql,
  conversationId: string,
  wrapUpId: string | undefined,
): Promise<void> {
  if (wrapUpId) return
  const facts = await findClosingFacts(sql, conversationId)
  if (!facts || facts.wrapUpId || !settingsOf(facts.settings).wrapUpRequired) return
  throw new AppError('invalid_input', 'This group asks for a wrap-up. Choose one.', {
    fields: [{ path: 'wrapUpId', message: 'required by the group' }],
  })
}

const settingsOf = (stored: Record<string, unknown>) =>
  groupServiceSettings.catch(groupServiceSettings.parse({})).parse(stored)

/** In the transaction of the end, after the assignment was released: the time for the work afterwards begins. */
export async function beginAfterWork(
  sql: Sql,
  released: { conversationId: string; agentId: string; groupId: string | null; held: boolean },
  at: Date,
): Promise<LogEntry | null> {
  const { conversationId, agentId, groupId } = released
  const facts = await findClosingFacts(sql, conversationId)
  if (!facts?.live) return null
  const { afterWorkSeconds, afterWorkHoldsPlace } = settingsOf(facts.settings)
  if (afterWorkSeconds === 0) return null
  const place = afterWorkHoldsPlace && released.held ? await keepPlace(sql, agentId, groupId) : null
  const until = new Date(at.getTime() + afterWorkSeconds * 1_000)
  return applyStep(sql, {
    conversationId,
    set: {
      after_work_until: until,
      after_work_ended_at: null,
      after_work_place_of: place ? agentId : null,
      after_work_group_id: place ? groupId : null,
      after_work_over: place?.over ?? false,
    },
    event: {
      type: 'after_work',
      audience: 'staff',
      payload: {
        patch: { afterWorkUntil: until.toISOString() },
        detail: { until: until.toISOString(), holdsPlace: place !== null },
      },
    },
    at,
  })
}

/** Ends the work after the end and gives a kept place back, once; false when it does not run (any more). */
async function endAfterWork(conversationId: string, due: Date | null, by: string | null): Promise<boolean> {
  const at = now()
  const done = await inTransaction(async (sql) => {
    const running = await lockAfterWork(sql, conversationId, due)
    if (!running) return null
    const entry = await applyStep(sql, {
      conversationId,
      set: {
        ...{ after_work_until: null, after_work_ended_at: at, after_work_place_of: null },
        ...{ after_work_group_id: null, after_work_over: false },
      },
      event: {
        type: 'after_work',
        audience: 'staff',
        payload: { patch: { afterWorkUntil: null }, detail: { until: null, by } },
      },
      at,
    })
    const { placeOf, groupId, over } = running
    if (placeOf) await givePlaceBack(sql, { agentId: placeOf, groupId, over })
    return entry ? { entry, placeOf } : null
  })
  if (!done) return false
  publishEntries([done.entry])
  if (done.placeOf) emitSignal('capacity_changed', { agentIds: [done.placeOf] })
  return true
}

/** The agent is done before the time is over. Done twice is no error. */
export async function finishAfterWork(conversationId: string, by: string): Promise<void> {
  await endAfterWork(conversationId, null, by)
}

/** Ends what is due, each once whatever the number of processes; how many. */
export async function sweepAfterWork(): Promise<number> {
  const at = now()
  let ended = 0
  for (const id of await listDueAfterWork(pool(), at)) if (await endAfterWork(id, at, null)) ended += 1
  return ended
}
