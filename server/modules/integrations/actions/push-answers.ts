import { z } from 'zod'
import { streamingConversations } from '@/server/events/streams'
import { now, nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { addJob, type Task } from '@/server/platform/jobs'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { OutboundRefused, postOut } from '@/server/platform/outbound'
import type { PushSubscriptionInput } from '../contract'
import {
  dropSubscription,
  findTelling,
  listUntold,
  type Telling,
  takeUntold,
  upsertSubscription,
} from '../store/push'
import { encryptPush } from './encrypt-push'
import { vapidFor } from './push-keys'

export const PUSH_TASK = 'web_push'
/** So long an answer waits for its customer to look by themselves. */
const SETTLE_MS = 8_000
const LOOK_BACK_MS = 900_000
const LOOK_MS = 4_000
const TIMEOUT_MS = 10_000
const MOST_TEXT = 160
/** After that the push service forgets it: an old answer is no news. */
const KEPT_S = 3_600

/** @throws {AppError} invalid_input for an address that no push service has */
export async function subscribePush(
  whose: { customerId: string; channelId: string },
  subscription: PushSubscriptionInput,
): Promise<void> {
  if (!subscription.endpoint.startsWith('https:') && !env().webhookPrivate) {
    throw new AppError('invalid_input', 'A push service is reached by https.', {
      fields: [{ path: 'endpoint', message: 'https' }],
    })
  }
  await upsertSubscription(pool(), { ...whose, id: newId(), at: now() }, subscription)
}

/** Writes down who must be told: one job for each browser, in the transaction that says it was told. */
export async function queuePushes(): Promise<number> {
  const at = nowMs()
  const untold = await listUntold(pool(), {
    ...{ settledBefore: new Date(at - SETTLE_MS), since: new Date(at - LOOK_BACK_MS) },
    connected: streamingConversations(),
  })
  let queued = 0
  for (const one of untold) {
    queued += await inTransaction(async (sql) => {
      const subscriptions = await takeUntold(sql, one)
      for (const subscriptionId of subscriptions)
        await addJob(sql, { task: PUSH_TASK, payload: { ...one, subscriptionId }, maxAttempts: 4 })
      return subscriptions.length
    })
  }
  return queued
}

const payloadShape = z.object({ conversationId: z.uuid(), untilSeq: z.number(), subscriptionId: z.uuid() })

/** The job. A subscription that the service does not know any more is removed; what passes is tried again. */
export const pushAnswer: Task = async (payload) => {
  const key = payloadShape.parse(payload)
  const telling = await findTelling(pool(), key)
  if (!telling) return
  const status = await send(telling, key.conversationId).catch((error: unknown) => {
    if (!(error instanceof OutboundRefused)) throw error
    return 410
  })
  if (status === 404 || status === 410) return dropSubscription(pool(), key.subscriptionId)
  if (status === 429 || status >= 500) throw new Error(`the push service answered ${status}`)
  if (status > 299) log().warn({ status, endpoint: new URL(telling.endpoint).host }, 'a push was refused')
}

function send(telling: Telling, conversationId: string): Promise<number> {
  const generic = /^zh\b/i.test(telling.language) ? '您有一条新回复' : 'You have a new answer'
  const body = telling.withText && telling.text ? telling.text.slice(0, MOST_TEXT) : generic
  const { channelName: title, channelKey, endpoint } = telling
  const url = `/c/${encodeURIComponent(channelKey)}`
  return vapidFor(endpoint).then((authorization) =>
    postOut({
      url: endpoint,
      headers: {
        ...{ authorization, 'content-encoding': 'aes128gcm', 'content-type': 'application/octet-stream' },
        ...{ ttl: String(KEPT_S), urgency: 'high' },
      },
      body: encryptPush(JSON.stringify({ title, body, tag: conversationId, url }), telling),
      timeoutMs: TIMEOUT_MS,
      allowInside: env().webhookPrivate,
    }),
  )
}

/** Looks for answers to tell of, in every process. */
export function startPush(): () => Promise<void> {
  let running: Promise<unknown> | undefined
  const timer = setInterval(() => {
    running ??= round('push', LOOK_MS, queuePushes)
      .catch((err) => log().warn({ err: String(err) }, 'answers to push could not be looked for'))
      .finally(() => {
        running = undefined
      })
  }, LOOK_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}
