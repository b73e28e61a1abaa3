import { randomUUID } from 'node:crypto'
import http from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Bench } from '../context'
import { Connection } from '../load/connection'
import { follow } from '../load/follow'
import { spreadOf } from '../load/percentiles'
import { residentOf } from '../world/memory'
import type { Line } from '../world/people'

const PER_SECOND = 500
const SENDERS = 16

/** From the moment a message is sent to its arrival on the stream of whom it concerns. */
export const deliver: Bench = {
  name: 'deliver',
  run: async ({ stack, world, pick, say }) => {
    const streams = pick(300, 1_000)
    const team = await world.addTeam(20, 1_000)
    const lines = await world.addOpen(team, streams)
    const sentAt = new Map<string, number>()
    const times: number[] = []
    const agent = new http.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
    say(`${streams} open streams`)
    const open = await openAll(lines, 50, (line) =>
      follow(stack.url, eventsOf(line), line.customer.token, (text) => note(text, sentAt, times), agent),
    )
    say(`${PER_SECOND} messages a second`)
    const seconds = pick(4, 15)
    const sent = await sendEvenly(stack.url, lines, PER_SECOND * seconds, sentAt)
    await delay(1_000)
    for (const stream of open) stream.close()
    agent.destroy()
    const { p50, p99, max } = spreadOf(times)
    const figure = (name: string, value: number, unit: string, atMost?: number) => ({
      ...{ bench: 'deliver', name, value, unit },
      ...(atMost === undefined ? {} : { bar: { atMost } }),
    })
    return [
      figure(`send to stream, ${streams} streams: p50`, p50, 'ms', 3),
      figure('p99', p99, 'ms', 15),
      figure('slowest', max, 'ms'),
      figure('did not arrive', sent - times.length, 'messages', 0),
    ]
  },
}

const eventsOf = (line: Line) => `/api/v1/conversations/${line.conversationId}/events`

/** A stream tells the sender too: the first copy counts, and the message's own id says which it was. */
function note(text: string, sentAt: Map<string, number>, times: number[]): void {
  for (const [, id] of text.matchAll(/"clientMessageId":"([0-9a-f-]{36})"/g)) {
    const at = sentAt.get(id as string)
    if (at === undefined) continue
    times.push(performance.now() - at)
    sentAt.delete(id as string)
  }
}

async function openAll<T>(lines: Line[], atOnce: number, open: (line: Line) => Promise<T>): Promise<T[]> {
  const opened: T[] = []
  for (let i = 0; i < lines.length; i += atOnce) {
    opened.push(...(await Promise.all(lines.slice(i, i + atOnce).map(open))))
  }
  return opened
}

/** An open loop: what is due is sent, however long the last answer took. */
async function sendEvenly(
  origin: string,
  lines: Line[],
  total: number,
  sentAt: Map<string, number>,
): Promise<number> {
  const free = await Promise.all(Array.from({ length: SENDERS }, () => Connection.open(origin)))
  const all = [...free]
  const began = performance.now()
  const underWay: Promise<unknown>[] = []
  let sent = 0
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * PER_SECOND))
    for (; sent < due && free.length > 0; sent += 1) {
      const connection = free.pop() as Connection
      const line = lines[(sent * 13) % lines.length] as Line
      const id = randomUUID()
      sentAt.set(id, performance.now())
      const path = `/api/v1/conversations/${line.conversationId}/messages`
      const asked = connection
        .ask('POST', path, line.customer.token, `{"clientMessageId":"${id}","text":"Any news?"}`)
        .then(() => void free.push(connection))
      underWay.push(asked)
    }
    await delay(1)
  }
  await Promise.all(underWay)
  for (const connection of all) connection.close()
  return sent
}

/** What one customer who only listens costs the server. */
export const idleStreams: Bench = {
  name: 'idle-streams',
  run: async ({ stack, world, pick, say }) => {
    const streams = pick(1_000, 10_000)
    const team = await world.addTeam(20, 1_000)
    const lines = await world.addOpen(team, streams)
    const agent = new http.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
    await delay(1_500)
    const before = residentOf(stack.pid)
    say(`${streams} streams`)
    const open = await openAll(lines, 100, (line) =>
      follow(stack.url, eventsOf(line), line.customer.token, () => {}, agent),
    )
    await delay(pick(2_000, 10_000))
    const after = residentOf(stack.pid)
    const held = open.length
    for (const stream of open) stream.close()
    agent.destroy()
    await delay(500)
    const bench = 'idle-streams'
    const kept = {
      bench,
      name: 'streams held by one process',
      value: held,
      unit: '',
      bar: { atLeast: streams },
    }
    if (before === null || after === null) return [kept]
    const perStream = (after - before) / streams / 1024
    return [
      kept,
      { bench, name: 'resident memory per stream', value: perStream, unit: 'KB', bar: { atMost: 20 } },
    ]
  },
}
