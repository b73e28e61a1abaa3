import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { encodePayload } from '../domain/payload'
import { hint } from '../domain/words'
import { findConnection, noteSending } from '../store/connections'
import { sendToIm } from './im-client'
import { openSecret } from './secrets'

/** One message to one user of the IM, at once and once. What went wrong is the answer. @throws {AppError} not_found */
export async function testIm({
  channelId,
  imUserId,
}: {
  channelId: string
  imUserId: string
}): Promise<{ ok: true } | { ok: false; error: string }> {
  const connection = await findConnection(channelId)
  if (!connection) throw new AppError('not_found', 'This channel is not connected.')
  const { settings, language, robotSecret } = connection
  const text = hint('test', language === 'zh' ? 'zh' : 'en')
  const outcome = await sendToIm({
    ...{ serverUrl: settings.serverUrl, rid: settings.robotId, line: settings.line, target: imUserId },
    secret: openSecret('robot', channelId, robotSecret),
    payload: encodePayload({ kind: 'text', text }, { key: newId() }),
  })
  await noteSending(pool(), channelId, new Date(nowMs()), outcome.kind === 'sent')
  return outcome.kind === 'sent' ? { ok: true } : { ok: false, error: outcome.error }
}
