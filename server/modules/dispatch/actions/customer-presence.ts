import { streamingConversations } from '@/server/events/streams'
import { abandon } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { forgiveAbsence, listGone, markSeen } from '../store/presence'

/** Leaving the page while queued is abandonment after this; the rule book's default. */
export const GRACE_MS = 60_000
const SEEN_EVERY_MS = 5_000
const SWEEP_MS = 1_000

const quietly = (work: Promise<unknown>) =>
  void work.catch((err) => log().debug({ err: String(err) }, 'presence could not be noted'))

/** A customer's stream opened or closed: the moment counts, whichever process holds the others. */
export function customerPresent(conversationId: string): void {
  quietly(markSeen(pool(), [conversationId], new Date(nowMs())))
}

/**
 * Ends the wait of customers whom no process has seen for the grace period. Whoever never opened a stream
 * (a program) is left alone. Safe to run in every process.
 */
export async function sweepGone(at: number): Promise<void> {
  for (const conversationId of await listGone(pool(), new Date(at - GRACE_MS))) await abandon(conversationId)
}

export function startPresence(): () => void {
  let forgiven = false
  quietly(
    forgiveAbsence(pool(), new Date(nowMs())).then(() => {
      forgiven = true
    }),
  )
  const seen = setInterval(() => {
    const here = streamingConversations()
    if (here.length > 0) quietly(markSeen(pool(), here, new Date(nowMs())))
  }, SEEN_EVERY_MS)
  const sweep = setInterval(() => forgiven && quietly(sweepGone(nowMs())), SWEEP_MS)
  return () => {
    clearInterval(seen)
    clearInterval(sweep)
  }
}
