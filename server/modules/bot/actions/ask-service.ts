import { randomUUID } from 'node:crypto'
import { signDelivery } from '@/server/modules/integrations'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { log } from '@/server/platform/log'
import { callOut } from '@/server/platform/outbound-read'
import { unseal } from '@/server/platform/seal'
import { mostServiceBytes, type ServiceAnswer, type ServiceQuestion, serviceAnswer } from '../contract'
import { mayAsk } from '../domain/circuit'
import type { StoredBot } from '../store/bots'
import { claimProbe, noteFailure, noteSuccess, readCircuit } from '../store/circuits'

export const BOT_SECRET_PURPOSE = 'bot service secret'

/**
 * What the channel's own answer service says; null when it is not asked (its circuit is open) or did not answer as
 * it should, and the knowledge base is asked instead.
 */
export async function askService(
  { channelId, settings, secret }: StoredBot,
  asked: Omit<ServiceQuestion, 'delivery' | 'channelId'>,
): Promise<ServiceAnswer | null> {
  const at = nowMs()
  const may = mayAsk(await readCircuit(pool(), channelId), at)
  if (may === 'no' || (may === 'probe' && !(await claimProbe(pool(), channelId, at)))) return null
  try {
    const answer = await post({ channelId, settings, secret }, asked)
    await noteSuccess(pool(), channelId)
    return answer
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    await noteFailure(pool(), channelId, why, nowMs())
    log().warn({ channel: channelId, err: why }, 'the answer service failed')
    return null
  }
}

async function post(
  { channelId, settings, secret }: Pick<StoredBot, 'channelId' | 'settings' | 'secret'>,
  asked: Omit<ServiceQuestion, 'delivery' | 'channelId'>,
): Promise<ServiceAnswer> {
  const opened = secret && unseal(BOT_SECRET_PURPOSE, channelId, secret)
  if (!opened) throw new Error('there is no secret to sign with')
  const delivery = randomUUID()
  const body = JSON.stringify({ delivery, channelId, ...asked } satisfies ServiceQuestion)
  const answer = await callOut({
    method: 'POST',
    url: settings.external.url,
    body,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'switchyard-delivery': delivery,
      'switchyard-signature': signDelivery([opened], delivery, nowMs(), body),
    },
    timeoutMs: settings.external.timeoutMs,
    allowInside: env().webhookPrivate,
    maxBytes: mostServiceBytes,
  })
  if (answer.status !== 200) throw new Error(`answered ${answer.status}`)
  const mediaType = answer.contentType.split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') throw new Error(`answered ${mediaType || 'no type'}`)
  const read = serviceAnswer.safeParse(parsed(answer.bytes.toString('utf8')))
  if (!read.success) throw new Error('answered in another shape')
  return read.data
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new Error('answered no JSON')
  }
}
