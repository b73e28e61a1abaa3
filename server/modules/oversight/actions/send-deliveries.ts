import { createHmac } from 'node:crypto'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { log } from '@/server/platform/log'
import { postOut } from '@/server/platform/outbound'
import { secrets } from '@/server/platform/secrets'
import { nextTryInMs } from '../domain/delivery'
import { claimDeliveries, type Delivery, noteDelivered, noteFailed } from '../store/deliveries'

const TIMEOUT_MS = 5_000
/** Longer than a try can take: then another process may take it over. */
const CLAIM_MS = 30_000
const AT_ONCE = 20

/** What receivers check signatures with; derived, so that it needs no file of its own. */
export function webhookSecret(): string {
  return createHmac('sha256', secrets().authSecret).update('switchyard alarm webhook').digest('base64url')
}

/** `t=<epoch seconds>,v1=<hex HMAC-SHA256 of "t.body">`. */
export function signatureOf(body: string, at: number): string {
  const t = Math.floor(at / 1_000)
  return `t=${t},v1=${createHmac('sha256', webhookSecret()).update(`${t}.${body}`).digest('hex')}`
}

/** Sends what is due; answers how many were taken by the other side. */
export async function sendDeliveries(): Promise<number> {
  const at = nowMs()
  const due = await claimDeliveries(pool(), new Date(at), new Date(at + CLAIM_MS), AT_ONCE)
  const sent = await Promise.all(due.map(sendOne))
  return sent.filter(Boolean).length
}

async function sendOne({ id, url, event, body, attempts }: Delivery): Promise<boolean> {
  const text = JSON.stringify(body)
  try {
    const status = await postOut({
      url,
      body: text,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Switchyard',
        'switchyard-event': `alarm.${event}`,
        'switchyard-delivery': id,
        'switchyard-signature': signatureOf(text, nowMs()),
      },
      timeoutMs: TIMEOUT_MS,
      allowInside: env().webhookPrivate,
    })
    if (status < 200 || status > 299) throw new Error(`answered ${status}`)
    await noteDelivered(pool(), id, new Date(nowMs()))
    return true
  } catch (error) {
    const at = nowMs()
    const wait = nextTryInMs(attempts)
    await noteFailed(pool(), id, String(error), new Date(at), wait === null ? null : new Date(at + wait))
    log().warn({ delivery: id, attempts, err: error }, 'webhook was not taken')
    return false
  }
}
