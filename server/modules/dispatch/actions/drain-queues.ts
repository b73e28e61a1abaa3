import { publishEntries } from '@/server/events/publish'
import { nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { onSignal } from '@/server/platform/signals'
import { singleton } from '@/server/platform/singleton'
import type { DispatchDecision } from '../contract'
import { commitDecision } from '../store/commit-decision'
import { forgetConfiguration, loadConfiguration } from '../store/load-configuration'
import {
  listGroupsOfAgents,
  listHeads,
  listWaitingGroups,
  lockWaiting,
  type QueueHead,
} from '../store/read-queue'
import { decide } from './decide'
import { beginLocked, LostRace, retryRaces } from './group-lock'
import { markQueueChanged } from './queue-places'

/** A wake-up that was lost is healed at the latest after this. The rule book allows 10 s. */
const RECONCILE_MS = 5_000
/** More rounds than this in one go would mean that something keeps refilling the queue: let others run. */
const MAX_ROUNDS = 5_000

type Pending = { groupIds: Set<string>; agentIds: Set<string>; running: boolean }
const pending = () =>
  singleton('dispatch.drain', (): Pending => ({ groupIds: new Set(), agentIds: new Set(), running: false }))

/** Decides anew about one waiting customer. null: it waits no longer, or was dispatched by somebody else. */
async function dispatchWaiting(head: QueueHead): Promise<DispatchDecision | null> {
  const configuration = await loadConfiguration()
  const { decision, entry } = await retryRaces(() =>
    inTransaction(async (sql) => {
      const row = await lockWaiting(sql, head.conversationId)
      const channel = row ? configuration.channels.get(row.channelId) : undefined
      if (!row || !channel || row.groupId !== head.groupId) return { decision: null, entry: null }
      const at = nowMs()
      const [kind, value] = row.topic.split(/:(.*)/s)
      const decision = await decide(sql, {
        request: {
          ...{
            channelId: row.channelId,
            siteId: row.siteId,
            projectType: row.projectType,
            language: row.language,
          },
          productCategory: kind === 'product' ? (value ?? null) : null,
          categoryId: row.categoryId,
          categoryAncestorIds: [],
          stage: null,
          customerTags: row.tags,
          vipLevel: row.vipLevel,
          orderOwnerId: null,
          lastAgent: null,
          priority: row.priority,
          at,
          waited: true,
          enteredAt: row.enteredAt.getTime(),
          groupEnteredAt: row.enteredAt.getTime(),
          excludeAgentIds: [],
          groupId: row.groupId,
        },
        configuration,
        channel,
        conversationId: row.conversationId,
      })
      if (decision.outcome === 'queue' && decision.groupId === row.groupId) return { decision, entry: null }
      const entry = await commitDecision(sql, {
        conversationId: row.conversationId,
        customerId: row.customerId,
        decision,
        kind: decision.outcome === 'unassigned' ? 'offline' : decision.outcome,
        enteredAt: row.enteredAt,
        at: new Date(at),
      })
      if (!entry) throw new LostRace()
      return { decision, entry }
    }, beginLocked(head.groupId)),
  )
  if (entry) {
    publishEntries([entry])
    markQueueChanged(head.groupId)
  }
  return decision
}

/**
 * Serves the queues of these groups as far as there is room: always the first across all of them by
 * priority, then entry; a group whose first cannot be served is left, since those behind cannot either.
 */
async function drain(groupIds: Set<string>): Promise<void> {
  const open = new Set(groupIds)
  for (let round = 0; open.size > 0 && round < MAX_ROUNDS; round += 1) {
    const [head] = await listHeads(pool(), [...open])
    if (!head) return
    const decision = await dispatchWaiting(head)
    if (decision?.outcome !== 'queue') continue
    open.delete(head.groupId)
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
      state.groupIds.clear()
      state.agentIds.clear()
      if (agentIds.length > 0) for (const id of await listGroupsOfAgents(pool(), agentIds)) groupIds.add(id)
      if (groupIds.size > 0) await drain(groupIds)
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

async function reconcile(): Promise<void> {
  requestDrain({ groupIds: await listWaitingGroups(pool()) })
}

/** Drains on every signal that can make room, and now and then without one. */
export function startDraining(): () => void {
  const stops = [
    onSignal('capacity_changed', requestDrain),
    onSignal('config_changed', () => {
      forgetConfiguration()
      reconcile().catch(() => {})
    }),
  ]
  const timer = setInterval(() => {
    reconcile().catch((err) => log().debug({ err: String(err) }, 'the reconciler could not read'))
  }, RECONCILE_MS)
  reconcile().catch(() => {})
  return () => {
    clearInterval(timer)
    for (const stop of stops) stop()
  }
}
