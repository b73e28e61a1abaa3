import { abandon } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { singleton } from '@/server/platform/singleton'
import { cancelTimer, listDue, postponeGrace, setQueueGrace } from '../store/timers'

/** Leaving the page while queued is abandonment after this; the rule book's default. */
const GRACE_MS = 60_000
const SWEEP_MS = 1_000

const present = () => singleton('customers.present', () => new Map<string, number>())

const quietly = (work: Promise<unknown>) =>
  void work.catch((err) => log().debug({ err: String(err) }, 'presence could not be noted'))

/** A customer's stream opened or closed; the last one to close starts the grace period, if they are queued. */
export function customerPresent(conversationId: string, here: boolean): void {
  const streams = present()
  const count = (streams.get(conversationId) ?? 0) + (here ? 1 : -1)
  if (count > 0) streams.set(conversationId, count)
  else streams.delete(conversationId)
  if (here && count === 1) quietly(cancelTimer(pool(), conversationId, 'queue_grace'))
  if (!here && count <= 0) quietly(setQueueGrace(pool(), conversationId, new Date(nowMs() + GRACE_MS)))
}

/** Ends the wait of customers who are gone past the grace period. Safe to run in every process. */
export async function sweepGone(): Promise<void> {
  for (const conversationId of await listDue(pool(), 'queue_grace', new Date(nowMs())))
    await abandon(conversationId)
}

export function startPresenceSweep(): () => void {
  let ready = false
  quietly(
    postponeGrace(pool(), new Date(nowMs() + GRACE_MS)).then(() => {
      ready = true
    }),
  )
  const timer = setInterval(() => ready && quietly(sweepGone()), SWEEP_MS)
  return () => clearInterval(timer)
}
