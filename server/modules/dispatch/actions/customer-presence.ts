import { streamingConversations } from '@/server/events/streams'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { markSeen } from '../store/presence'

const SEEN_EVERY_MS = 5_000

const quietly = (work: Promise<unknown>) =>
  void work.catch((err) => log().debug({ err: String(err) }, 'presence could not be noted'))

/** A customer's stream opened or closed: the moment counts, whichever process holds the others. */
export function customerPresent(conversationId: string): void {
  quietly(markSeen(pool(), [conversationId], new Date(nowMs())))
}

/** Each process notes whom it sees waiting; who was not seen for the grace period is a timer's business. */
export function startPresence(): () => void {
  const seen = setInterval(() => {
    const here = streamingConversations()
    if (here.length > 0) quietly(markSeen(pool(), here, new Date(nowMs())))
  }, SEEN_EVERY_MS)
  return () => clearInterval(seen)
}
