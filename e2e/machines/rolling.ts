import { setTimeout as delay } from 'node:timers/promises'
import { follow } from '@/customer/chat/transport/follow'
import type { CustomerSession } from '@/customer/chat/transport/session'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { buildScenario } from '@/server/platform/testing/scenario'
import type { Cluster } from './cluster'
import { enter, type Writer } from './traffic'
import { comesTrue } from './waiting'

/**
 * A rolling restart while customers read and write. The streams are held by the window's own code, with its own
 * pauses before it comes back; each message is sent once, and what is not accepted at that one attempt counts as
 * failed.
 */
export type RollingOptions = {
  streams: number
  /** Sends under way at once. */
  writers: number
  /** Between two sends of one writer. */
  pauseMs: number
  say: (line: string) => void
}

export type Rolled = {
  streams: number
  sent: number
  failed: string[]
  /** Conversations whose stored messages are not exactly those that were accepted, in their order. */
  wrong: number
  /** Streams that miss an entry of the log, have one twice or out of order. */
  torn: number
  /** From the end of a connection to the first word of the next, ms. */
  reconnectsMs: number[]
}

const AGENTS = 10

export async function rollOver(cluster: Cluster, options: RollingOptions): Promise<Rolled> {
  const { streams, say } = options
  const names = Array.from({ length: AGENTS }, (_, n) => ({
    name: `Agent ${n}`,
    capacity: Math.ceil(streams / AGENTS),
  }))
  const { channelKey } = await buildScenario(names)
  const customers = await enterAll(cluster, channelKey, streams)
  const reconnectsMs: number[] = []
  const readers = customers.map((customer) => read(cluster, customer, (ms) => reconnectsMs.push(ms)))
  await comesTrue('every stream is open', () => readers.every((reader) => reader.live()))
  say(`${streams} streams are open`)

  const writing = write(customers, options)
  for (const index of cluster.machines.keys()) {
    await writing.reached(100 * (index + 1))
    const before = { reconnects: reconnectsMs.length, sent: writing.sent() }
    await cluster.replace(index)
    say(
      `machine ${index + 1} replaced: ${reconnectsMs.length - before.reconnects} reconnections, ` +
        `${writing.sent() - before.sent} messages meanwhile`,
    )
  }
  await comesTrue('every stream is back', () => readers.every((reader) => reader.live()))
  const { failed, accepted } = await writing.stop()
  const torn = await countTorn(customers, readers)
  for (const reader of readers) reader.stop()
  return {
    ...{ streams, sent: writing.sent(), failed, torn, reconnectsMs },
    wrong: await countWrong(customers, accepted),
  }
}

async function enterAll(cluster: Cluster, channelKey: string, count: number): Promise<Writer[]> {
  const customers: Writer[] = []
  const one = async () => {
    while (customers.length < count) {
      const place = customers.push({} as Writer) - 1
      customers[place] = await enter(cluster.base, channelKey)
    }
  }
  await Promise.all(Array.from({ length: 16 }, one))
  return customers
}

function read(cluster: Cluster, { id, token }: Writer, onReconnect: (ms: number) => void) {
  const seen: number[] = []
  let lostAt: number | null = null
  let live = false
  const session = { token: async () => token, renewed: async () => token } as unknown as CustomerSession
  const following = follow(id, {
    base: `${cluster.base()}/api/v1`,
    session,
    cursor: () => seen.at(-1) ?? 0,
    onEvent: (event) => {
      if (event.seq !== undefined) seen.push(event.seq)
    },
    onLink: (link) => {
      if (link === 'lost') lostAt ??= performance.now()
      if (link === 'live' && lostAt !== null) {
        onReconnect(performance.now() - lostAt)
        lostAt = null
      }
      if (link !== 'connecting') live = link === 'live'
    },
    onRefused: (code) => {
      throw new Error(`stream of ${id} refused: ${code}`)
    },
  })
  return { seen: () => seen, live: () => live, stop: following.stop }
}

type Reader = ReturnType<typeof read>

function write(customers: Writer[], { writers, pauseMs }: RollingOptions) {
  const accepted = new Map<string, string[]>()
  const failed: string[] = []
  let sent = 0
  let stopped = false
  const send = async ({ api, id }: Writer, n: number) => {
    const answer = await api
      .post<{ id: string }>(`/conversations/${id}/messages`, { clientMessageId: newId(), text: `${n}` })
      .catch((error: Error) => ({ status: 0, body: { id: String(error.cause ?? error) } }))
    sent += 1
    if (answer.status === 201) accepted.set(id, [...(accepted.get(id) ?? []), answer.body.id])
    else failed.push(`${answer.status} ${JSON.stringify(answer.body)}`)
  }
  // Each writer has customers of its own, so that one customer's messages have one order.
  const running = Array.from({ length: writers }, async (_, w) => {
    const own = customers.filter((_customer, c) => c % writers === w)
    for (let n = 0; !stopped; n += 1) {
      await send(own[n % own.length] as Writer, n)
      await delay(pauseMs)
    }
  })
  return {
    sent: () => sent,
    reached: (count: number) => comesTrue(`${count} messages are sent`, () => sent >= count),
    stop: async () => {
      stopped = true
      await Promise.all(running)
      return { failed, accepted }
    },
  }
}

/** What each stream of these should have shown: every entry of the log that is the customer's to see. */
async function countTorn(customers: Writer[], readers: Reader[]): Promise<number> {
  const { rows } = await pool().query<{ id: string; seqs: number[] }>(
    `select conversation_id as id, array_agg(seq order by seq) as seqs from conversation_events
     where conversation_id = any($1) and audience = 'both' group by 1`,
    [customers.map(({ id }) => id)],
  )
  const wanted = new Map(rows.map(({ id, seqs }) => [id, seqs.join()]))
  const torn = () => customers.filter(({ id }, c) => readers[c]?.seen().join() !== wanted.get(id)).length
  await comesTrue('every stream has caught up', () => torn() === 0).catch(() => {})
  return torn()
}

async function countWrong(customers: Writer[], accepted: Map<string, string[]>): Promise<number> {
  const { rows } = await pool().query<{ id: string; ids: string[] }>(
    `select conversation_id as id, array_agg(id::text order by seq) as ids from messages
     where conversation_id = any($1) and sender_kind = 'customer' group by 1`,
    [customers.map(({ id }) => id)],
  )
  const stored = new Map(rows.map(({ id, ids }) => [id, ids.join()]))
  return customers.filter(({ id }) => (stored.get(id) ?? '') !== (accepted.get(id) ?? []).join()).length
}
