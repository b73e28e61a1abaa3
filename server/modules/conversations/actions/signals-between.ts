import { publishFleeting } from '@/server/events/publish'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { singleton } from '@/server/platform/singleton'
import { findParties, type Parties } from '../store/parties'
import { moveReadMark } from '../store/read-marks'
import { maskWords } from './mask-message'

type Side = 'customer' | 'agent'
type Kept = Parties & { until: number }

const KEPT_MS = 3_000
const kept = () => singleton('conversation.parties', () => new Map<string, Kept>())

async function partiesOf(conversationId: string): Promise<Parties | null> {
  const cache = kept()
  const found = cache.get(conversationId)
  if (found && found.until > Date.now()) return found
  const parties = await findParties(pool(), conversationId)
  if (!parties) return null
  if (cache.size > 10_000) cache.clear()
  cache.set(conversationId, { ...parties, until: Date.now() + KEPT_MS })
  return parties
}

/**
 * Tells the other side that somebody types; nothing is stored. What a customer has typed so far goes to the
 * agent, and only where the channel allows it.
 */
export async function tellTyping(
  conversationId: string,
  from: Side,
  on: boolean,
  text?: string,
): Promise<void> {
  const parties = await partiesOf(conversationId)
  if (!parties) return
  const preview =
    from === 'customer' && on && parties.typingPreview && text ? { text: await maskWords(text) } : {}
  publishFleeting({
    type: 'typing',
    conversationId,
    customerId: parties.customerId,
    agentIds: parties.agentId ? [parties.agentId] : [],
    audience: from === 'customer' ? 'staff' : 'customer',
    at: new Date(nowMs()),
    payload: { detail: { on, senderKind: from, ...preview } },
  })
}

/** A side has read up to a place in the log; the mark never goes back. */
export async function markRead(conversationId: string, by: Side, seq: number): Promise<void> {
  const row = await moveReadMark(pool(), conversationId, by, seq)
  if (!row) return
  publishFleeting({
    type: 'read',
    conversationId,
    customerId: row.customerId,
    agentIds: row.agentId ? [row.agentId] : [],
    audience: 'both',
    at: new Date(nowMs()),
    payload: {
      patch: { [by === 'customer' ? 'customerReadSeq' : 'agentReadSeq']: row.seq },
      detail: { senderKind: by, seq: row.seq },
    },
  })
}
