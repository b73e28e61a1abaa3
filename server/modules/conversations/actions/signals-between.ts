import { publishFleeting } from '@/server/events/publish'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { singleton } from '@/server/platform/singleton'
import { findBrief } from '../store/end-rows'
import { moveReadMark } from '../store/read-marks'

type Side = 'customer' | 'agent'
type Parties = { customerId: string; agentId: string | null; until: number }

const KEPT_MS = 3_000
const kept = () => singleton('conversation.parties', () => new Map<string, Parties>())

async function partiesOf(conversationId: string): Promise<Parties | null> {
  const cache = kept()
  const found = cache.get(conversationId)
  if (found && found.until > Date.now()) return found
  const brief = await findBrief(pool(), conversationId)
  if (!brief) return null
  if (cache.size > 10_000) cache.clear()
  const parties = { customerId: brief.customerId, agentId: brief.agentId, until: Date.now() + KEPT_MS }
  cache.set(conversationId, parties)
  return parties
}

/** Tells the other side that somebody types; nothing is stored. */
export async function tellTyping(conversationId: string, from: Side, on: boolean): Promise<void> {
  const parties = await partiesOf(conversationId)
  if (!parties) return
  publishFleeting({
    type: 'typing',
    conversationId,
    customerId: parties.customerId,
    agentIds: parties.agentId ? [parties.agentId] : [],
    audience: from === 'customer' ? 'staff' : 'customer',
    at: new Date(nowMs()),
    payload: { detail: { on, senderKind: from } },
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
