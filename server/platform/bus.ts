import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { env } from './env'
import { log } from './log'
import { instruments } from './observe/instruments'
import { onShutdown } from './shutdown'
import { singleton } from './singleton'

/**
 * Wake-ups between the processes of one installation. It carries no truth: a reader that hears nothing
 * finds the same in the database a second later. Without REDIS_URL there is nobody else to tell.
 */
export type BusMessage =
  | { topic: 'log' }
  | { topic: 'fleeting'; body: unknown }
  | { topic: 'signal'; name: string; body: unknown }

type Bus = {
  id: string
  publisher: Redis | null
  subscriber: Redis | null
  listeners: Set<(message: BusMessage) => void>
  receivedAt: number | null
  /** Wake-ups that Redis has not taken yet. */
  unanswered: number
}

const CHANNEL = 'switchyard'
/** A Redis that hangs without hanging up would otherwise gather every wake-up in our memory. */
const MOST_UNANSWERED = 256

function connect(): Bus {
  const bus: Bus = {
    id: randomUUID(),
    publisher: null,
    subscriber: null,
    listeners: new Set(),
    receivedAt: null,
    unanswered: 0,
  }
  const url = env().redisUrl
  if (!url) return bus
  const options = { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false }
  bus.publisher = new Redis(url, options)
  bus.subscriber = new Redis(url, { ...options, enableOfflineQueue: true, autoResubscribe: true })
  for (const client of [bus.publisher, bus.subscriber]) {
    client.on('error', (error) =>
      log().warn({ err: error.message }, 'redis does not answer; polling goes on'),
    )
  }
  onShutdown('pools', () => {
    bus.publisher?.disconnect()
    bus.subscriber?.disconnect()
  })
  bus.subscriber.subscribe(CHANNEL).catch(() => {})
  bus.subscriber.on('message', (_channel, text) => {
    const { from, ...message } = JSON.parse(text) as BusMessage & { from: string }
    if (from === bus.id) return
    bus.receivedAt = Date.now()
    instruments.wakeUpsReceived.inc({ topic: message.topic })
    for (const listener of bus.listeners) listener(message as BusMessage)
  })
  return bus
}

const bus = () => singleton('bus', connect)

/** The connection for what is told and not waited for; null without REDIS_URL. */
export const redis = (): Redis | null => bus().publisher

export function publish(message: BusMessage): void {
  const known = bus()
  if (!known.publisher) return
  if (known.unanswered >= MOST_UNANSWERED) {
    instruments.wakeUpsFailed.inc()
    return
  }
  known.unanswered += 1
  instruments.wakeUpsSent.inc({ topic: message.topic })
  known.publisher
    .publish(CHANNEL, JSON.stringify({ ...message, from: known.id }))
    .catch(() => instruments.wakeUpsFailed.inc())
    .finally(() => {
      known.unanswered -= 1
    })
}

/** off: no REDIS_URL. */
export function busState(): { state: 'off' | 'connected' | 'broken'; receivedAt: number | null } {
  const { publisher, subscriber, receivedAt } = bus()
  if (!publisher) return { state: 'off', receivedAt }
  const both = publisher.status === 'ready' && subscriber?.status === 'ready'
  return { state: both ? 'connected' : 'broken', receivedAt }
}

export function onBus(listener: (message: BusMessage) => void): () => void {
  bus().listeners.add(listener)
  return () => bus().listeners.delete(listener)
}
