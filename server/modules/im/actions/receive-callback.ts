import { nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { readCallback } from '../domain/payload'
import { judgeTime, type SignedHeaders, TOLERANCE_MS } from '../domain/tolerance'
import { type Connection, countRefused, findConnection, type Refused } from '../store/connections'
import { insertReceived, takeNonce } from '../store/inbox'
import { findByShadow } from '../store/people'
import { openSecret } from './secrets'
import { isSigned } from './signature'

/** Messages that come within this time are put into the order in which the IM says they were written. */
export const SETTLE_MS = 200

async function secretOf(connection: Connection, rid: string): Promise<string | null> {
  if (rid === connection.settings.robotId)
    return openSecret('robot', connection.channelId, connection.robotSecret)
  const shadow = await findByShadow(pool(), connection.channelId, rid)
  return shadow?.shadowSecret ? openSecret('shadow', shadow.id, shadow.shadowSecret) : null
}

async function refuse(channelId: string, what: Refused, why: string): Promise<never> {
  await countRefused(pool(), channelId, what)
  throw new AppError('unauthenticated', `This call is not accepted: ${why}.`)
}

/**
 * What the IM delivers: whose account it is for, signed by that account's secret within the tolerance and with a
 * number that was not used before. When this resolves the message is kept, whether for the first time or not.
 * @throws {AppError} not_found, unauthenticated, invalid_input
 */
export async function receiveCallback(
  channelId: string,
  headers: SignedHeaders,
  body: string,
): Promise<{ stored: boolean }> {
  const connection = await findConnection(channelId)
  const secret = connection?.enabled ? await secretOf(connection, headers.rid) : null
  if (!connection || secret === null) throw new AppError('not_found', 'There is no such robot.')
  if (headers.nonce === '' || headers.nonce.length > 200 || !isSigned(headers, secret))
    return refuse(channelId, 'forged', 'the signature is wrong')
  const at = nowMs()
  if (judgeTime(headers.timestamp, at) !== 'good')
    return refuse(channelId, 'late', 'its time is more than two hours away')
  const reading = readCallback(body)
  if (!reading.ok) {
    throw new AppError('invalid_input', 'The message cannot be read.', {
      fields: [{ path: reading.path, message: reading.message }],
    })
  }
  const { messageUid, sender, convType, sentAt, content } = reading.message
  const until = new Date(Number(headers.timestamp) + TOLERANCE_MS + 1)
  const stored = await inTransaction(async (sql) => {
    if (!(await takeNonce(sql, { channelId, nonce: headers.nonce, until }))) return null
    // Groups, and what the account itself has said.
    if (convType !== 0 || sender === headers.rid) return false
    return insertReceived(sql, {
      ...{ channelId, messageUid, robotId: headers.rid, sender, body: content },
      ...{ sentAt: new Date(sentAt ?? at), receivedAt: new Date(at), dueAt: new Date(at + SETTLE_MS) },
    })
  })
  if (stored === null) return refuse(channelId, 'replayed', 'its nonce was used before')
  return { stored }
}
