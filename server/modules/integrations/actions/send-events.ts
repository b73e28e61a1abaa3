import { prepare, toStreamEvent } from '@/server/events/render'
import { nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { log } from '@/server/platform/log'
import { postOut } from '@/server/platform/outbound'
import { unseal } from '@/server/platform/seal'
import { pauseAfter } from '../domain/pauses'
import {
  type Claimed,
  claimHeads,
  collectDeliveries,
  findEntry,
  forgetDeliveries,
  noteRefused,
  noteTaken,
} from '../store/deliveries'
import { noteHealth } from '../store/endpoints'
import { SECRET_PURPOSE } from './save-webhook'
import { signDelivery } from './sign-delivery'

const TIMEOUT_MS = 5_000
/** Longer than a try can take: then another process may take it over. */
const CLAIM_MS = 30_000
const AT_ONCE = 8
/** Rounds of one turn: a long conversation needs one for each of its entries. */
const MOST_ROUNDS = 50
const KEPT_MS = 14 * 86_400_000

/** One look at the log and one turn of sending; answers how many were taken by the other side. */
export async function sendEvents(): Promise<number> {
  await inTransaction((sql) => collectDeliveries(sql, new Date(nowMs())))
  let taken = 0
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const at = nowMs()
    const claimed = await claimHeads(pool(), new Date(at), new Date(at + CLAIM_MS), AT_ONCE)
    if (claimed.length === 0) break
    const sent = await Promise.all(claimed.map(sendOne))
    taken += sent.filter(Boolean).length
    if (!sent.some(Boolean)) break
  }
  return taken
}

/** Deliveries are remembered for two weeks after they have come to an end. */
export const forgetOldDeliveries = (): Promise<number> =>
  forgetDeliveries(pool(), new Date(nowMs() - KEPT_MS), 5_000)

async function sendOne(claimed: Claimed): Promise<boolean> {
  const { id, endpointId, attempts } = claimed
  let status: number | null = null
  try {
    const body = await bodyOf(claimed)
    if (body === null) return false
    const at = nowMs()
    status = await postOut({
      url: claimed.url,
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Switchyard',
        'switchyard-delivery': id,
        'switchyard-attempt': String(attempts),
        'switchyard-signature': signDelivery(secretsOf(claimed, at), id, at, body),
      },
      timeoutMs: TIMEOUT_MS,
      allowInside: env().webhookPrivate,
    })
    if (status < 200 || status > 299) throw new Error(`answered ${status}`)
    await noteTaken(pool(), id, status, new Date(nowMs()))
    await noteHealth(pool(), endpointId, null)
    return true
  } catch (error) {
    const at = nowMs()
    const pause = pauseAfter(attempts)
    const next = pause === null ? null : new Date(at + pause)
    await noteRefused(pool(), { id, status, error: String(error), at: new Date(at), next })
    await noteHealth(pool(), endpointId, new Date(at))
    log().warn({ delivery: id, endpoint: endpointId, attempts, err: error }, 'webhook was not taken')
    return false
  }
}

function secretsOf({ endpointId, secret, formerSecret, formerUntil }: Claimed, at: number): string[] {
  const valid = [secret, ...(formerSecret && formerUntil && formerUntil.getTime() > at ? [formerSecret] : [])]
  const opened = valid.map((sealed) => unseal(SECRET_PURPOSE, endpointId, sealed))
  if (opened.some((one) => one === null)) throw new Error('the secret cannot be opened: rotate it')
  return opened.filter((one) => one !== null)
}

/** What the log says now, as the customer or the staff may see it; null when the conversation is gone. */
async function bodyOf({ id, conversationId, seq, internal }: Claimed): Promise<string | null> {
  const found = await findEntry(pool(), conversationId, seq)
  if (!found) return null
  await prepare([found.entry])
  return JSON.stringify({
    delivery: id,
    event: found.type,
    conversation: {
      id: conversationId,
      number: found.number,
      channelId: found.channelId,
      customerId: found.customerId,
      customerExternalId: found.externalId,
    },
    entry: toStreamEvent(found.entry, internal ? 'staff' : 'customer'),
  })
}
