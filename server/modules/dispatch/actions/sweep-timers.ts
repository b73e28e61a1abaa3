import {
  applyEvent,
  dueTimer,
  healTimers,
  listLost,
  nextLook,
  readStates,
  setLooks,
  type TimerKind,
  takeDue,
} from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { log } from '@/server/platform/log'
import { instruments } from '@/server/platform/observe/instruments'
import { round } from '@/server/platform/observe/rounds'
import { forgiveAbsence } from '../store/presence'
import { handOn } from './dispatch-again'
import { sweepRetired } from './retire-agents'

const SWEEP_MS = 1_000
const LOST_MS = 5_000
const HEAL_MS = 60_000
/** Whoever takes a due timer has so long to fire it; then another sweeper looks again. */
const TAKEN_MS = 5_000
const BATCH = 500
const AT_ONCE = 8

type Due = { id: string; timer: TimerKind; dueAt: number; reassigns: boolean }
type Batch = { looked: number; due: Due[] }

/**
 * Looks at a batch of the conversations whose moment has come. What is due is put off a little and answered;
 * all others get their next moment in one statement. A process that dies in between has lost nothing: the rows
 * are still there, and come due again.
 */
export function takeBatch(at: number): Promise<Batch> {
  return inTransaction(async (sql) => {
    const ids = await takeDue(sql, new Date(at), BATCH)
    if (ids.length === 0) return { looked: 0, due: [] }
    const found = await readStates(sql, ids)
    const due: Due[] = []
    const looks: { id: string; at: number }[] = []
    const open = new Set<string>()
    for (const { id, state, settings } of found) {
      if (state.endedAt !== null) continue
      open.add(id)
      const timer = dueTimer(state, settings, at)
      if (timer) due.push({ id, ...timer, reassigns: settings.reassignOnBreach })
      looks.push({ id, at: timer ? at + TAKEN_MS : nextLook(state, settings, at) })
    }
    await setLooks(
      sql,
      looks,
      ids.filter((id) => !open.has(id)),
    )
    return { looked: ids.length, due }
  })
}

/** A timer that its state does not have any more, or that another sweeper fired, does nothing. */
async function fire({ id, timer, dueAt, reassigns }: Due): Promise<boolean> {
  const call = {
    conversationId: id,
    event: { type: 'timer_due' as const, timer },
    by: 'system' as const,
    reason: timer === 'queue_grace' ? 'gone' : timer,
  }
  try {
    if (timer === 'no_reply_breach' && reassigns) await handOn({ ...call, kind: 'reassign', groupId: null })
    else await applyEvent(call)
    instruments.timersFired.inc({ timer })
    instruments.timerLag.of().observe(Math.max(0, nowMs() - dueAt) / 1_000)
    return true
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal') return false
    log().warn({ err: String(error), conversationId: id, timer }, 'a timer could not fire; it is tried again')
    return false
  }
}

/** Fires everything that is due by the server's clock. Any number of processes may sweep at once. */
export async function sweepTimers(): Promise<{ looked: number; fired: number }> {
  const total = { looked: 0, fired: 0 }
  for (;;) {
    const { looked, due } = await takeBatch(nowMs())
    total.looked += looked
    for (let i = 0; i < due.length; i += AT_ONCE) {
      const fired = await Promise.all(due.slice(i, i + AT_ONCE).map(fire))
      total.fired += fired.filter(Boolean).length
    }
    if (looked < BATCH) return total
  }
}

/** Gives away what lies with agents who have been without a connection for as long as their group says. */
export async function sweepLostAgents(): Promise<void> {
  for (const conversationId of await listLost(pool(), new Date(nowMs()))) {
    const gone = (lease: Date | null, at: number, limitMs: number) =>
      lease !== null && at - lease.getTime() >= limitMs
    const [known] = await readStates(pool(), [conversationId])
    if (!known || !gone(known.leaseUntil, nowMs(), known.settings.agentLostMs)) continue
    await handOn({
      ...{ conversationId, event: { type: 'agent_lost' }, by: 'system', reason: 'agent_lost' },
      ...{ kind: 'reassign', groupId: null },
      stillMeant: ({ leaseUntil, settings }, at) => gone(leaseUntil, at, settings.agentLostMs),
    }).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
    })
  }
}

/** One after the other, never two of a kind at once in this process. */
function repeat(loop: string, everyMs: number, work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> | null = null
  const timer = setInterval(() => {
    running ??= round(loop, everyMs, work)
      .catch((err) => log().debug({ err: String(err) }, 'a sweep failed; the next one tries again'))
      .finally(() => {
        running = null
      })
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await running
  }
}

export function startTimers(): () => Promise<void> {
  let forgiven = false
  const forgive = async () => {
    // While nobody looked nobody could be seen: the grace of those who wait begins anew.
    await forgiveAbsence(pool(), new Date(nowMs()))
    await healTimers(pool(), new Date(nowMs()))
    forgiven = true
  }
  const stops = [
    repeat('timers', SWEEP_MS, async () => {
      if (!forgiven) await forgive()
      await sweepTimers()
    }),
    repeat('lost_agents', LOST_MS, sweepLostAgents),
    repeat('retired_agents', LOST_MS, sweepRetired),
    repeat('timers_heal', HEAL_MS, () => healTimers(pool(), new Date(nowMs()))),
  ]
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
  }
}
