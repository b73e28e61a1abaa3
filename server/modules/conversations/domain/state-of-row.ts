/**
 * The state of the model and the columns that hold it, in both directions. Whatever changes a conversation
 * writes `columnsOf(next)`, and whatever decides reads `stateOfRow`, so the row cannot say something else than
 * the table of states.
 */
import type { ConversationStatus, CreationType } from '../contract'
import { type ConversationState, isEnded, type TransitionSettings } from './conversation-state'

export interface StateRow {
  status: ConversationStatus
  creationType: CreationType | null
  live: boolean
  agentId: string | null
  firstAssignedAt: Date | null
  awaitingSince: Date | null
  noReply: ConversationState['noReply']
  stateSince: Date
  silentSince: Date | null
  countdownEndsAt: Date | null
  endedAt: Date | null
  /** Of the queue it stands in: when any process saw the customer last; null for programs, which never show. */
  seenAt: Date | null
}

export interface StateColumns {
  status: ConversationStatus
  creation_type: CreationType | null
  live: boolean
  awaiting_since: Date | null
  no_reply: ConversationState['noReply']
  state_since: Date
  silent_since: Date | null
  countdown_ends_at: Date | null
}

const ms = (date: Date | null): number | null => date?.getTime() ?? null
const date = (at: number | null): Date | null => (at === null ? null : new Date(at))

export function countdownOf({ live }: { live: boolean }, { thresholds }: TransitionSettings): number {
  return live ? thresholds.countdownMs : thresholds.offlineCountdownMs
}

/** A countdown that the customer sees ends when it said, whatever the settings have become since. */
export function stateOfRow(row: StateRow, settings: TransitionSettings): ConversationState {
  const told = ms(row.countdownEndsAt)
  const silent = row.silentSince !== null
  const since = silent && told !== null ? told - countdownOf(row, settings) : row.stateSince.getTime()
  return {
    status: row.status,
    creationType: row.creationType,
    live: row.live,
    served: row.firstAssignedAt !== null,
    agentId: row.agentId,
    unansweredSince: ms(row.awaitingSince),
    noReply: row.noReply,
    silent,
    since,
    customerGoneSince: row.status === 'queued' ? ms(row.seenAt) : null,
    endedAt: ms(row.endedAt),
  }
}

export function columnsOf(state: ConversationState, settings: TransitionSettings): StateColumns {
  if (state.status === 'new') throw new Error('a conversation that has not begun has no row')
  return {
    status: state.status,
    creation_type: state.creationType,
    live: state.live,
    awaiting_since: date(state.unansweredSince),
    no_reply: state.noReply,
    state_since: new Date(state.since),
    silent_since: state.silent ? new Date(state.since) : null,
    countdown_ends_at: state.silent ? new Date(state.since + countdownOf(state, settings)) : null,
  }
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** The same state as fields of the staff's view, for the patch of an event. In a queue nobody's clock shows. */
export function patchOf(state: ConversationState, settings: TransitionSettings): Record<string, unknown> {
  const columns = columnsOf(state, settings)
  return {
    status: state.status,
    creationType: state.creationType,
    live: state.live,
    awaitingSince: state.status === 'queued' ? null : iso(state.unansweredSince),
    noReply: state.noReply,
    silentSince: columns.silent_since?.toISOString() ?? null,
    countdownEndsAt: columns.countdown_ends_at?.toISOString() ?? null,
    endedAt: isEnded(state) ? iso(state.endedAt) : null,
  }
}
