import { can } from '@/server/access'
import { principalOf } from '@/server/modules/accounts'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { listOpenParts, type OpenPart } from '../store/participants'
import { endPart } from './supervise'

/** A page that has told nothing for so long is closed. It tells every 15 s. */
export const WATCH_LEASE_MS = 45_000

async function lostBy(part: OpenPart): Promise<{ reason: string; name: string } | null> {
  const principal = await principalOf(part.userId)
  const name = principal?.name ?? ''
  if (part.endedAt) return { reason: 'ended', name }
  const target = { ownerId: part.agentId, groupIds: [part.groupId] }
  if (!principal || !can(principal, 'conversations.supervise', target)) return { reason: 'right_lost', name }
  if (part.part === 'joined') return null
  return nowMs() - (part.seenAt?.getTime() ?? 0) > WATCH_LEASE_MS ? { reason: 'gone', name } : null
}

/** Ends parts whose conversation has ended, whose owner lost the right to it, or closed the page. */
export async function endLostParts(): Promise<number> {
  let ended = 0
  for (const part of await listOpenParts(pool())) {
    const lost = await lostBy(part)
    if (!lost) continue
    const who = { userId: part.userId, name: lost.name }
    if (await endPart(part.conversationId, who, part.part, lost.reason)) ended += 1
  }
  return ended
}
