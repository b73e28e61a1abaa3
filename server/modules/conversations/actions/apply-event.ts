import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import { nowMs } from '@/server/platform/clock'
import { inTransaction, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import type { ConversationEvent } from '../domain/conversation-event'
import { isEnded } from '../domain/conversation-state'
import type { Refused, TransitionOutcome } from '../domain/outcome'
import { transition } from '../domain/transition'
import { type Loaded, lockState } from '../store/load-state'
import { type StepText, writeStep } from '../store/write-step'
import { beginAfterWork } from './after-work'

/** An event without its time, which the action sets. */
export type Happening = ConversationEvent extends infer E
  ? E extends unknown
    ? Omit<E, 'at'>
    : never
  : never

export type EventCall = StepText & {
  conversationId: string
  event: Happening
  /** The agent who must hold it; to others it does not exist. */
  heldBy?: string | undefined
  /** Statuses that the caller means; the table says the rest. */
  only?: readonly string[]
}

type Accepted = Extract<TransitionOutcome, { ok: true }>

/** What the table refused, in words; nothing was changed. */
export function refusal({ reason, status }: Pick<Refused, 'reason' | 'status'>): AppError {
  if (status === 'ended' || status === 'ended_by_system') {
    return new AppError('conversation_ended', 'This conversation has ended already.', {
      data: { reason, status },
    })
  }
  const because: Record<Refused['reason'], string> = {
    wrong_status: `This cannot be done while the conversation is ${status}.`,
    no_agent: 'Nobody has this conversation yet. Take it over first.',
    same_agent: 'This agent has the conversation already.',
    not_set: 'The settings do not provide for this.',
    not_due: 'The time for this has not come.',
    window_passed: 'The conversation ended too long ago to be taken up again.',
  }
  return new AppError('transition_refused', because[reason], { data: { reason, status } })
}

/**
 * The conversation, locked, and what the event makes of it. Nothing is written yet.
 * @throws {AppError} not_found, conversation_ended, transition_refused
 */
export async function decideEvent(
  sql: Sql,
  call: Pick<EventCall, 'conversationId' | 'event' | 'heldBy' | 'only'>,
  at: number,
): Promise<{ loaded: Loaded; outcome: Accepted }> {
  const loaded = await lockState(sql, call.conversationId)
  if (!loaded || (call.heldBy && loaded.state.agentId !== call.heldBy)) {
    throw new AppError('not_found', 'There is no such conversation.')
  }
  const { state, settings } = loaded
  if (call.only && !isEnded(state) && !call.only.includes(state.status)) {
    throw refusal({ reason: 'wrong_status', status: state.status })
  }
  const outcome = transition(state, { ...call.event, at } as ConversationEvent, settings)
  if (!outcome.ok) throw refusal(outcome)
  return { loaded, outcome }
}

export type Done = {
  entry: LogEntry
  /** What followed from it. */
  after?: LogEntry | null
  freed: { agentIds: string[]; groupIds: string[] }
}

/** One event within the caller's transaction. What must be dispatched again is the dispatch module's to do. */
export async function applyWithin(sql: Sql, call: EventCall, at: number): Promise<Done> {
  const { loaded, outcome } = await decideEvent(sql, call, at)
  if (outcome.effects.some(({ kind }) => kind === 'dispatch_again' || kind === 'open_new_conversation')) {
    throw new Error(`${call.event.type} needs a dispatch decision`)
  }
  const { released, ...written } = await writeStep(sql, loaded, outcome, call, at)
  if (!released) return written
  const after = await beginAfterWork(sql, { conversationId: loaded.id, ...released }, new Date(at))
  return { ...written, after }
}

/** @throws {AppError} not_found, conversation_ended, transition_refused, invalid_input */
export async function applyEvent(call: EventCall): Promise<void> {
  const at = nowMs()
  tellDone(await inTransaction((sql) => applyWithin(sql, call, at)))
}

/** After the commit: streams, and the queues of whoever has room now. */
export function tellDone({ entry, after, freed }: Done): void {
  publishEntries(after ? [entry, after] : [entry])
  if (freed.agentIds.length + freed.groupIds.length > 0) emitSignal('capacity_changed', freed)
}
