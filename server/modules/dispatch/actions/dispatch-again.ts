import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import {
  type ConversationState,
  decideEvent,
  type Happening,
  type Loaded,
  releaseAssignment,
  type StepText,
  writeStep,
} from '@/server/modules/conversations'
import { groupServiceSettings } from '@/server/modules/workforce/contract'
import { nowMs } from '@/server/platform/clock'
import { pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import type { DispatchDecision } from '../contract'
import { commitDecision, type Dispatched } from '../store/commit-decision'
import { type Configuration, loadConfiguration } from '../store/load-configuration'
import { countTransfer, findReturnMinutes } from '../store/open-rows'
import { findGroupOf, lockForDispatch } from '../store/read-queue'
import { recordAct } from '../store/record-act'
import { decide } from './decide'
import { requestOf } from './dispatch-row'
import { decideInGroup, LostRace } from './group-lock'
import { placedAgain } from './place-in-state'
import { markQueueChanged } from './queue-places'

/** Whom a person chose, instead of a decision. */
export type ByHand = (sql: Sql, loaded: Loaded, configuration: Configuration) => Promise<DispatchDecision>

export type HandOn = Pick<StepText, 'by' | 'reason' | 'detail'> & {
  conversationId: string
  event: Happening
  heldBy?: string | undefined
  kind: 'transfer' | 'reassign'
  /** The group to decide in; null: the one it is in. */
  groupId: string | null
  chosen?: ByHand
  /** First, when able, whoever else would be better. */
  preferAgentId?: string
  /** A transfer that may be given back while the receiving group's time runs. */
  returnable?: boolean
  overLimit?: boolean
  /** A supervisor acts: it stands in the audit log as well. */
  audit?: { id: string; name: string }
  /** What must hold besides, looked at under the lock: an agent who came back has not been lost. */
  stillMeant?: (loaded: Loaded, at: number) => boolean
}

type Handed = {
  entries: LogEntry[]
  decision: DispatchDecision | null
  former: string | null
  /** The queue that it left. */
  left: string | null
}

/** Its group changed between the look and the lock. */
class MovedOn extends Error {}
const MAX_MOVES = 4

/**
 * An event that takes the conversation away from where it is and decides anew, or gives it to somebody whom a
 * person chose: state, place, queue, decision record and log in one transaction under the group's lock.
 * @throws {AppError} not_found, conversation_ended, transition_refused, conflict
 */
export async function handOn(call: HandOn): Promise<DispatchDecision | null> {
  const configuration = await loadConfiguration(true)
  for (let moves = 1; ; moves += 1) {
    const target = call.groupId ?? (await findGroupOf(pool(), call.conversationId))
    if (!target) throw new AppError('not_found', 'There is no such conversation.')
    try {
      const handed = await decideInGroup(target, (sql, contended) =>
        attempt(sql, call, { configuration, target, contended }),
      )
      tell(handed)
      return handed.decision
    } catch (error) {
      if (!(error instanceof MovedOn) || moves >= MAX_MOVES) throw error
    }
  }
}

function tell({ entries, decision, former, left }: Handed): void {
  publishEntries(entries)
  if (left) markQueueChanged(left)
  if (decision?.outcome === 'queue') markQueueChanged(decision.groupId)
  if (former) emitSignal('capacity_changed', { agentIds: [former] })
}

type Attempt = { configuration: Configuration; target: string; contended: boolean }

async function attempt(sql: Sql, call: HandOn, context: Attempt): Promise<Handed> {
  const at = nowMs()
  const { loaded, outcome } = await decideEvent(sql, call, at)
  if (call.groupId === null && loaded.groupId !== context.target) throw new MovedOn()
  if (call.stillMeant && !call.stillMeant(loaded, at))
    return { entries: [], decision: null, former: null, left: null }
  const again = outcome.effects.find((effect) => effect.kind === 'dispatch_again')
  const alarm = outcome.effects.find((effect) => effect.kind === 'alarm')
  const entries: LogEntry[] = []
  if (alarm) entries.push(await writeAlarm(sql, loaded, call, at))
  const placed = again
    ? await decideAgain(sql, {
        ...{ ...context, loaded, at, next: outcome.next },
        again: { ...again, preferAgentId: call.preferAgentId ?? again.preferAgentId },
      })
    : { decision: await chooseByHand(sql, call, loaded, context), next: outcome.next }
  const former = loaded.state.agentId
  await releaseAssignment(sql, loaded.id, new Date(at), call.reason)
  const patch = call.kind === 'transfer' ? await noteTransfer(sql, call, loaded, placed.decision, at) : {}
  const entry = await commitDecision(sql, { ...(await toCommit(sql, call, loaded, placed, at)), patch })
  if (!entry) throw new LostRace()
  if (call.audit) await writeAudit(sql, call.audit, call, loaded, placed, at)
  const left = loaded.state.status === 'queued' ? loaded.groupId : null
  return { entries: [...entries, entry], decision: placed.decision, former, left }
}

/** Counts it, and remembers who may have it back: the receiving group says for how long. */
async function noteTransfer(
  sql: Sql,
  call: HandOn,
  loaded: Loaded,
  { groupId }: DispatchDecision,
  at: number,
): Promise<Record<string, unknown>> {
  const former = loaded.state.agentId
  if (!call.returnable || !former) return countTransfer(sql, loaded.id, null)
  const stored = await findReturnMinutes(sql, groupId)
  const { returnMinutes } = groupServiceSettings.parse(stored === undefined ? {} : { returnMinutes: stored })
  const until = new Date(at + returnMinutes * 60_000)
  return countTransfer(sql, loaded.id, returnMinutes > 0 ? { agentId: former, until } : null)
}

/** The alarm is an entry of its own, before the hand-over that follows from it. */
async function writeAlarm(sql: Sql, loaded: Loaded, call: HandOn, at: number): Promise<LogEntry> {
  const next: ConversationState = { ...loaded.state, noReply: 'breached' }
  const effects = [{ kind: 'alarm' as const, level: 'breach' as const }]
  return (await writeStep(sql, loaded, { ok: true, next, effects }, call, at)).entry
}

async function writeAudit(
  sql: Sql,
  actor: { id: string; name: string },
  call: HandOn,
  loaded: Loaded,
  { decision, next }: { decision: DispatchDecision; next: ConversationState },
  at: number,
): Promise<void> {
  await recordAct(sql, {
    ...{ actor, action: call.reason, conversationId: loaded.id, at: new Date(at) },
    before: { status: loaded.state.status, agentId: loaded.state.agentId, groupId: loaded.groupId },
    after: { status: next.status, agentId: next.agentId, groupId: decision.groupId },
  })
}

function chooseByHand(sql: Sql, call: HandOn, loaded: Loaded, { configuration }: Attempt) {
  if (!call.chosen) throw new Error(`${call.event.type} names nobody`)
  return call.chosen(sql, loaded, configuration)
}

type Again = Attempt & {
  loaded: Loaded
  again: { preferAgentId: string | null; excludeAgentId: string | null; as: 'live' | 'message' }
  next: ConversationState
  at: number
}

export async function decideAgain(
  sql: Sql,
  input: Again,
): Promise<{ decision: DispatchDecision; next: ConversationState }> {
  const { loaded, again, at, configuration } = input
  const row = await lockForDispatch(sql, loaded.id)
  const channel = configuration.channels.get(loaded.channelId)
  if (!row || !channel) throw new AppError('not_found', 'The channel is gone.')
  const request = {
    ...requestOf(row, configuration, { waited: false, groupId: input.target }, at),
    enteredAt: row.enteredAt.getTime(),
    groupEnteredAt: at,
    excludeAgentIds: again.excludeAgentId ? [again.excludeAgentId] : [],
  }
  const context = { configuration, channel, conversationId: loaded.id, contended: input.contended }
  const found = await decide(sql, { request, ...context, preferAgentId: again.preferAgentId })
  // A message never waits in a queue: where nobody has room it goes to the group's receivers.
  const decision =
    again.as === 'message' && found.outcome === 'queue'
      ? await decide(sql, { request: { ...request, choice: 'message' }, ...context })
      : found
  const next = placedAgain(input.next, decision, loaded.settings, at)
  return { decision: again.as === 'message' ? asMessage(decision, next) : decision, next }
}

/** A message goes to somebody or to the unassigned, and never into a queue. */
function asMessage(decision: DispatchDecision, next: ConversationState): DispatchDecision {
  return next.agentId === null ? { ...decision, outcome: 'unassigned', agentId: null } : decision
}

async function toCommit(
  sql: Sql,
  call: HandOn,
  loaded: Loaded,
  { decision, next }: { decision: DispatchDecision; next: ConversationState },
  at: number,
): Promise<Dispatched> {
  const row = await lockForDispatch(sql, loaded.id)
  const former = loaded.state.agentId
  return {
    conversationId: loaded.id,
    customerId: loaded.customerId,
    ...{ decision, next, settings: loaded.settings, kind: call.kind },
    enteredAt: row?.enteredAt ?? new Date(at),
    at: new Date(at),
    detail: { by: call.by, reason: call.reason, fromAgentId: former, ...call.detail },
    formerAgentId: former,
    overLimit: call.overLimit ?? decision.byHand?.overLimit ?? false,
  }
}
