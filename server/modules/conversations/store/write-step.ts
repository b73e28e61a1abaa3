import type { EventPayload, EventType, LogEntry } from '@/server/events/log-entry'
import type { Sql } from '@/server/platform/db/pool'
import type { ConversationState } from '../domain/conversation-state'
import type { Effect, Intent, TransitionOutcome } from '../domain/outcome'
import { columnsOf, patchOf } from '../domain/state-of-row'
import { applyStep, type StepColumns } from './apply-step'
import { canBeRated, leaveQueueRows, releaseAssignment } from './end-rows'
import type { Loaded } from './load-state'
import { closeAllParts } from './participants'
import { lookSoon } from './timers'
import { requireWrapUp } from './wrap-ups'

export type StepText = {
  by: 'customer' | 'agent' | 'supervisor' | 'system'
  /** Why, as a word for reports and the timeline. */
  reason: string
  wrapUpId?: string | undefined
  note?: string | undefined
  detail?: Record<string, unknown>
}

type Accepted = Extract<TransitionOutcome, { ok: true }>
type Freed = { agentIds: string[]; groupIds: string[] }
type Event = { type: Exclude<EventType, 'message'>; audience?: 'staff'; payload: EventPayload }
type Written = {
  entry: LogEntry
  freed: Freed
  /** Whom an end took it from. */
  released?: { agentId: string; groupId: string | null; held: boolean } | null
}

const find = <K extends Intent['kind']>(effects: Effect[], kind: K) =>
  effects.find((effect): effect is Extract<Effect, { kind: K }> => effect.kind === kind)

/** Fields of the view that differ between two states. */
export function changedFields(
  before: ConversationState,
  after: ConversationState,
  { settings }: Loaded,
): Record<string, unknown> {
  const was = patchOf(before, settings)
  return Object.fromEntries(Object.entries(patchOf(after, settings)).filter(([key, v]) => was[key] !== v))
}

/** State, log entry, assignment, place, queue and timer of one accepted step, in the caller's transaction. */
export async function writeStep(
  sql: Sql,
  loaded: Loaded,
  { next, effects }: Accepted,
  text: StepText,
  atMs: number,
): Promise<Written> {
  const closed = find(effects, 'closed')
  if (closed) return writeEnd(sql, loaded, next, closed.abandoned, text, new Date(atMs))
  const wrapUp = await wrapUpOf(sql, text)
  const patch = { ...changedFields(loaded.state, next, loaded), ...wrapUp.patch }
  const set = { ...columnsOf(next, loaded.settings), ...wrapUp.columns }
  const entry = await append(sql, loaded, set, eventOf(effects, patch, text), new Date(atMs))
  const freed: Freed = { agentIds: [], groupIds: [] }
  for (const effect of effects) {
    if (effect.kind !== 'place') continue
    if (effect.change === 'hold') await retakePlace(sql, loaded.id)
    else {
      await freePlace(sql, loaded.id)
      freed.agentIds.push(effect.agentId)
    }
  }
  await lookSoon(sql, loaded.id, new Date(atMs))
  return { entry, freed }
}

function eventOf(effects: Effect[], patch: Record<string, unknown>, text: StepText): Event {
  const detail = { by: text.by, reason: text.reason, ...text.detail }
  const alarm = find(effects, 'alarm')
  if (alarm) return { type: 'alarm', audience: 'staff', payload: { patch, detail: { level: alarm.level } } }
  if (find(effects, 'remind')) return { type: 'reminded', payload: { patch, detail } }
  return { type: 'status', payload: { patch, detail } }
}

async function writeEnd(
  sql: Sql,
  loaded: Loaded,
  next: ConversationState,
  abandoned: boolean,
  text: StepText,
  at: Date,
): Promise<Written> {
  const wrapUp = await wrapUpOf(sql, text)
  const canRate = await canBeRated(sql, loaded.id)
  const ended = { ended_at: at, ended_by: text.by, end_reason: text.reason, abandoned }
  const state = patchOf(next, loaded.settings)
  const payload = {
    patch: { ...state, queue: null, canRate, ...wrapUp.patch },
    detail: { by: text.by, reason: text.reason, ...text.detail },
  }
  const set = { ...columnsOf(next, loaded.settings), ...ended, ...wrapUp.columns }
  const entry = await append(sql, loaded, set, { type: 'ended', payload }, at)
  const released = await releaseAssignment(sql, loaded.id, at, text.reason)
  const queue = await leaveQueueRows(sql, loaded.id)
  await closeAllParts(sql, loaded.id, at)
  return {
    ...{ entry, released },
    freed: {
      agentIds: released ? [released.agentId] : [],
      groupIds: [released?.groupId, queue].filter((id): id is string => Boolean(id)),
    },
  }
}

async function append(sql: Sql, { id }: Loaded, set: StepColumns, event: Event, at: Date): Promise<LogEntry> {
  const entry = await applyStep(sql, { conversationId: id, set, event, at })
  if (!entry) throw new Error('the conversation is gone although it is locked')
  return entry
}

async function wrapUpOf(sql: Sql, { wrapUpId, note }: StepText) {
  const wrapUp = wrapUpId ? await requireWrapUp(sql, wrapUpId) : null
  const columns: StepColumns = {
    ...(wrapUp ? { wrap_up_id: wrapUp.id } : {}),
    ...(note ? { wrap_up_note: note } : {}),
  }
  return { columns, patch: wrapUp ? { wrapUp } : {} }
}

/** Silence frees the place. */
async function freePlace(sql: Sql, id: string): Promise<void> {
  await sql.query({ name: 'free_place', text: 'select free_place($1)', values: [id] })
}

async function retakePlace(sql: Sql, id: string): Promise<void> {
  await sql.query({ name: 'retake_place', text: 'select retake_place($1)', values: [id] })
}
