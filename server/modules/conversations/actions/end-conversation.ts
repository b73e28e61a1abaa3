import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import { nowMs } from '@/server/platform/clock'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import { applyStep } from '../store/apply-step'
import { canBeRated, findBrief, leaveQueueRows, releaseAssignment } from '../store/end-rows'
import { closeAllParts } from '../store/participants'
import { requireWrapUp } from '../store/wrap-ups'
import { beginAfterWork, requireWrapUpWhereAsked } from './after-work'

export type Ending = {
  conversationId: string
  by: 'customer' | 'agent' | 'supervisor' | 'system'
  reason: string
  /** Statuses out of which this may happen. */
  from: readonly string[]
  status?: 'ended' | 'ended_by_system'
  abandoned?: boolean
  heldBy?: string
  wrapUpId?: string | undefined
  note?: string | undefined
}

type Ended = { entries: LogEntry[]; freed: { agentId?: string; groupIds: string[] } }

/** Ends it within the caller's transaction: state, assignment, place, queue and timers at once. */
export async function endWithin(sql: Sql, ending: Ending, at: Date): Promise<Ended | null> {
  const status = ending.status ?? 'ended'
  const wrapUp = ending.wrapUpId ? await requireWrapUp(sql, ending.wrapUpId) : null
  const canRate = await canBeRated(sql, ending.conversationId)
  const entry = await applyStep(sql, {
    conversationId: ending.conversationId,
    from: ending.from,
    ...(ending.heldBy ? { heldBy: ending.heldBy } : {}),
    set: {
      status,
      ended_at: at,
      ended_by: ending.by,
      end_reason: ending.reason,
      awaiting_since: null,
      abandoned: ending.abandoned ?? false,
      ...(wrapUp ? { wrap_up_id: wrapUp.id } : {}),
      ...(ending.note ? { wrap_up_note: ending.note } : {}),
    },
    event: {
      type: 'ended',
      payload: {
        patch: {
          status,
          endedAt: at.toISOString(),
          queue: null,
          awaitingSince: null,
          canRate,
          ...(wrapUp ? { wrapUp } : {}),
        },
        detail: { by: ending.by, reason: ending.reason },
      },
    },
    at,
  })
  if (!entry) return null
  const released = await releaseAssignment(sql, ending.conversationId, at, ending.reason)
  const queue = await leaveQueueRows(sql, ending.conversationId)
  await closeAllParts(sql, ending.conversationId, at)
  const afterWork = released
    ? await beginAfterWork(sql, { conversationId: ending.conversationId, ...released }, at)
    : null
  const groupIds = [released?.groupId, queue].filter((id): id is string => Boolean(id))
  const entries = afterWork ? [entry, afterWork] : [entry]
  return { entries, freed: { ...(released ? { agentId: released.agentId } : {}), groupIds } }
}

async function run(ending: Ending): Promise<void> {
  const at = new Date(nowMs())
  const ended = await inTransaction((sql) => endWithin(sql, ending, at))
  if (!ended) throw await refusal(ending)
  publishEntries(ended.entries)
  emitSignal('capacity_changed', {
    groupIds: ended.freed.groupIds,
    ...(ended.freed.agentId ? { agentIds: [ended.freed.agentId] } : {}),
  })
}

async function refusal(ending: Ending): Promise<AppError> {
  const brief = await findBrief(pool(), ending.conversationId)
  if (!brief || (ending.heldBy && brief.agentId !== ending.heldBy)) {
    return new AppError('not_found', 'There is no such conversation.')
  }
  if (brief.endedAt) return new AppError('conversation_ended', 'This conversation has ended already.')
  return new AppError('transition_refused', `This cannot be done while the conversation is ${brief.status}.`)
}

const WITH_AGENT = ['awaiting_agent', 'awaiting_customer', 'awaiting_confirmation'] as const

/** The customer ends it. @throws {AppError} not_found, conversation_ended */
export function endByCustomer(conversationId: string): Promise<void> {
  return run({ conversationId, by: 'customer', reason: 'customer_ended', from: [...WITH_AGENT, 'with_bot'] })
}

/** The customer gives up waiting: an abandonment. @throws {AppError} transition_refused unless queued */
export function leaveQueue(conversationId: string): Promise<void> {
  return run({ conversationId, by: 'customer', reason: 'left_queue', from: ['queued'], abandoned: true })
}

/** Gone from the page past the grace period. A customer who is no longer queued is left alone. */
export async function abandon(conversationId: string): Promise<void> {
  await run({
    conversationId,
    by: 'system',
    reason: 'gone',
    from: ['queued'],
    status: 'ended_by_system',
    abandoned: true,
  }).catch((error) => {
    if (!(error instanceof AppError)) throw error
  })
}

export type AgentEnding = {
  conversationId: string
  /** null: a supervisor, who may end any. */
  agentId: string | null
  wrapUpId?: string | undefined
  note?: string | undefined
}

/**
 * An agent ends it. Where the channel asks the customer to confirm, it waits for the answer instead.
 * @throws {AppError} not_found, conversation_ended, transition_refused, invalid_input
 */
export async function endByAgent(input: AgentEnding): Promise<void> {
  const brief = await findBrief(pool(), input.conversationId)
  if (!brief || (input.agentId && brief.agentId !== input.agentId)) {
    throw new AppError('not_found', 'There is no such conversation.')
  }
  if (input.agentId) await requireWrapUpWhereAsked(pool(), input.conversationId, input.wrapUpId)
  if (brief.confirmClosing && input.agentId && brief.creationType !== 'offline')
    return askForConfirmation(input, input.agentId)
  return run({
    conversationId: input.conversationId,
    by: input.agentId ? 'agent' : 'supervisor',
    reason: input.agentId ? 'agent_ended' : 'supervisor_ended',
    from: input.agentId ? WITH_AGENT : [...WITH_AGENT, 'queued'],
    ...(input.agentId ? { heldBy: input.agentId } : {}),
    wrapUpId: input.wrapUpId,
    note: input.note,
  })
}

async function askForConfirmation(input: AgentEnding, agentId: string): Promise<void> {
  const at = new Date(nowMs())
  const entry = await inTransaction(async (sql) => {
    const wrapUp = input.wrapUpId ? await requireWrapUp(sql, input.wrapUpId) : null
    return applyStep(sql, {
      conversationId: input.conversationId,
      from: ['awaiting_agent', 'awaiting_customer'],
      heldBy: agentId,
      set: {
        status: 'awaiting_confirmation',
        awaiting_since: null,
        ...(wrapUp ? { wrap_up_id: wrapUp.id } : {}),
        ...(input.note ? { wrap_up_note: input.note } : {}),
      },
      event: {
        type: 'status',
        payload: {
          patch: { status: 'awaiting_confirmation', awaitingSince: null, ...(wrapUp ? { wrapUp } : {}) },
          detail: { by: 'agent' },
        },
      },
      at,
    })
  })
  if (!entry) {
    throw await refusal({
      conversationId: input.conversationId,
      by: 'agent',
      reason: '',
      from: [],
      heldBy: agentId,
    })
  }
  publishEntries([entry])
}

/** The customer's answer to "is it solved?". @throws {AppError} transition_refused */
export async function answerConfirmation(conversationId: string, solved: boolean): Promise<void> {
  const from = ['awaiting_confirmation'] as const
  if (solved) return run({ conversationId, by: 'customer', reason: 'solved', from })
  const at = new Date(nowMs())
  const entry = await applyStep(pool(), {
    conversationId,
    from,
    set: { status: 'awaiting_agent', awaiting_since: at },
    event: {
      type: 'status',
      payload: {
        patch: { status: 'awaiting_agent', awaitingSince: at.toISOString() },
        detail: { by: 'customer', reason: 'not_solved' },
      },
    },
    at,
  })
  if (!entry) throw await refusal({ conversationId, by: 'customer', reason: '', from })
  publishEntries([entry])
}
