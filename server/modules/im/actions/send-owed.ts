import { nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { pauseAfter } from '../domain/pauses'
import { encodePayload } from '../domain/payload'
import { type Connection, findConnection, noteSending } from '../store/connections'
import { claimOwed, collectOwed, noteSent, noteUnsent, type Owed } from '../store/outbox'
import { compose } from './compose'
import { type Outcome, sendToIm } from './im-client'
import { openSecret } from './secrets'
import { type NotMade, type Shadow, shadowOf } from './shadows'

/** Longer than a try can take, an account made before it included. */
const CLAIM_MS = 30_000
const AT_ONCE = 8
const MOST_ROUNDS = 50

/** One look at the log and one turn of sending; answers how many the IM has taken. */
export async function sendOwed(): Promise<number> {
  await inTransaction((sql) => collectOwed(sql, new Date(nowMs())))
  let taken = 0
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const at = nowMs()
    const claimed = await claimOwed(pool(), new Date(at), new Date(at + CLAIM_MS), AT_ONCE)
    if (claimed.length === 0) break
    const sent = await Promise.all(claimed.map(sendOne))
    taken += sent.filter(Boolean).length
    if (!sent.some(Boolean)) break
  }
  return taken
}

async function sendOne(owed: Owed): Promise<boolean> {
  const outcome = await attempt(owed).catch(
    // Before anything was sent: what composes it, or a secret that does not open.
    (error: unknown): Outcome => ({ kind: 'refused', error: String(error) }),
  )
  const at = new Date(nowMs())
  if (outcome.kind === 'sent') {
    await noteSent(pool(), owed.id, outcome.messageUid, at)
    if (outcome.messageUid !== null) await noteSending(pool(), owed.channelId, at, true)
    return true
  }
  const pause = pauseAfter(owed.attempts)
  const next = pause === null ? null : new Date(at.getTime() + pause)
  const unknown = outcome.kind === 'unknown'
  await noteUnsent(pool(), { id: owed.id, error: outcome.error, unknown, at, next })
  await noteSending(pool(), owed.channelId, at, false)
  log().warn({ delivery: owed.id, attempts: owed.attempts, err: outcome.error }, 'the IM took no message')
  return false
}

/** What has nothing to say any more counts as sent. */
async function attempt(owed: Owed): Promise<Outcome> {
  const connection = await findConnection(owed.channelId)
  const composed = connection && (await compose(connection, owed))
  if (!composed) return { kind: 'sent', messageUid: null }
  const account = await accountOf(connection, owed)
  if ('kind' in account) return { kind: 'refused', error: `shadow: ${account.error}` }
  const { serverUrl, line } = connection.settings
  const extra = { ...composed.extra, key: owed.id, ...(owed.repeated ? { repeated: true } : {}) }
  return sendToIm({
    ...{ serverUrl, line, rid: account.id, secret: account.secret, target: owed.target },
    payload: encodePayload(composed.content, extra),
  })
}

async function accountOf(connection: Connection, owed: Owed): Promise<Shadow | NotMade> {
  const { channelId, settings, robotSecret } = connection
  if (owed.via === 'robot')
    return { id: settings.robotId, secret: openSecret('robot', channelId, robotSecret) }
  if (!owed.imCustomerId) return { kind: 'refused', error: 'the customer is gone' }
  return shadowOf(connection, owed.imCustomerId)
}
