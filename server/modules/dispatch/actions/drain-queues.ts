import { publishEntries } from '@/server/events/publish'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { onSignal } from '@/server/platform/signals'
import { singleton } from '@/server/platform/singleton'
import type { DispatchDecision } from '../contract'
import { forgetConfiguration, loadConfiguration } from '../store/load-configuration'
import {
  listGroupsHolding,
  listGroupsOfAgents,
  listHeads,
  listOverdue,
  listWaitingGroups,
  lockForDispatch,
  type QueueHead,
} from '../store/read-queue'
import { dispatchRow } from './dispatch-row'
import { decideInGroup } from './group-lock'
import { markQueueChanged } from './queue-places'

/** A wake-up that was lost is healed at the latest after this. The rule book allows 10 s. */
const RECONCILE_MS = 5_000
/** More rounds than this in one go would mean that something keeps refilling the queue: let others run. */
const MAX_ROUNDS = 5_000

type Pending = {
  groupIds: Set<string>
  agentIds: Set<string>
  /** Look at queues without room as well: hours, limits and pauses may send them elsewhere. */
  thorough: boolean
  running: boolean
}
const pending = () =>
  singleton(
    'dispatch.drain',
    (): Pending => ({ groupIds: new Set(), agentIds: new Set(), thorough: false, running: false }),
  )

/** Decides anew about one waiting customer; the decision is answered when it leaves them where they stand. */
async function dispatchWaiting(head: QueueHead): Promise<DispatchDecision | null> {
  const configuration = await loadConfiguration()
  const { decision, entry } = await decideInGroup(
    head.groupId,
    async (sql, contended) => {
      const row = await lockForDispatch(sql, head.conversationId)
      if (row?.status !== 'queued' || row.groupId !== head.groupId) return { decision: null, entry: null }
      return dispatchRow(sql, row, configuration, { waited: true, groupId: row.groupId, contended })
    },
    { urgent: true },
  )
  if (entry) {
    publishEntries([entry])
    markQueueChanged(head.groupId)
    if (decision?.outcome === 'queue') markQueueChanged(decision.groupId)
  }
  return entry ? null : decision
}

/**
 * Serves the queues of these groups as far as there is room: always the first across all of them by
 * priority, then entry; a group whose first cannot be served is left, since those behind cannot either. Unless
 * thorough, a group whose agents are there but full costs no decision.
 */
export async function drain(groupIds: Set<string>, thorough: boolean): Promise<void> {
  const open = new Set(groupIds)
  const passed: string[] = []
  if (thorough)
    for (const late of await listOverdue(pool(), [...open], new Date(nowMs()))) await dispatchWaiting(late)
  for (let round = 0; open.size > 0 && round < MAX_ROUNDS; round += 1) {
    const [head] = await listHeads(pool(), {
      groupIds: [...open],
      all: thorough,
      passed,
      at: new Date(nowMs()),
    })
    if (!head) return
    const decision = await dispatchWaiting(head)
    if (!decision) continue
    // Kept for one person: those behind may be served by others.
    if (decision.hold !== null) passed.push(head.conversationId)
    else open.delete(head.groupId)
    const held = decision.candidates.filter((c) => c.excluded === 'waiting_ahead').map((c) => c.agentId)
    // The one ahead waits in another queue of the same agent: that queue first, then this one again.
    if (held.length > 0) requestDrain({ agentIds: held }, true)
  }
}

async function run(): Promise<void> {
  const state = pending()
  if (state.running) return
  state.running = true
  try {
    while (state.groupIds.size + state.agentIds.size > 0) {
      const groupIds = new Set(state.groupIds)
      const agentIds = [...state.agentIds]
      const { thorough } = state
      state.thorough = false
      state.groupIds.clear()
      state.agentIds.clear()
      if (agentIds.length > 0) {
        for (const id of await listGroupsOfAgents(pool(), agentIds)) groupIds.add(id)
        for (const id of await listGroupsHolding(pool(), agentIds)) groupIds.add(id)
      }
      if (groupIds.size > 0) await drain(groupIds, thorough)
    }
  } catch (error) {
    log().warn({ err: String(error) }, 'queues could not be drained; the reconciler tries again')
  } finally {
    state.running = false
  }
}

/** Something made room: serve the queues, one drain at a time in this process. Never throws. */
export function requestDrain(what: { groupIds?: string[]; agentIds?: string[] }, later = false): void {
  const state = pending()
  for (const id of what.groupIds ?? []) state.groupIds.add(id)
  for (const id of what.agentIds ?? []) state.agentIds.add(id)
  if (later) setTimeout(() => void run(), 50)
  else void run()
}

/** What the reconciler does, awaited: every queue is looked at, what time alone changed as well. */
export async function drainThoroughly(groupIds: string[]): Promise<void> {
  await drain(new Set(groupIds), true)
}

/** When nothing is asked for any more; for tests, which look at what came of it. */
export async function drainsDone(): Promise<void> {
  const state = pending()
  while (state.running || state.groupIds.size + state.agentIds.size > 0) {
    await run()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function reconcile(): Promise<void> {
  const groupIds = await listWaitingGroups(pool())
  pending().thorough = true
  requestDrain({ groupIds })
}

/** Drains on every signal that can make room, and now and then without one. */
export function startDraining(): () => void {
  const stops = [
    onSignal('capacity_changed', (what) => {
      for (const id of what.groupIds ?? []) markQueueChanged(id)
      requestDrain(what)
    }),
    onSignal('config_changed', () => {
      forgetConfiguration()
      reconcile().catch(() => {})
    }),
  ]
  const timer = setInterval(() => {
    round('queues', RECONCILE_MS, reconcile).catch((err) =>
      log().debug({ err: String(err) }, 'the reconciler could not read'),
    )
  }, RECONCILE_MS)
  reconcile().catch(() => {})
  return () => {
    clearInterval(timer)
    for (const stop of stops) stop()
  }
}
