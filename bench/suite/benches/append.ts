import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import type { Bench } from '../context'
import type { Figure } from '../figure'
import { closedLoop, requireNoRefusal } from '../load/closed-loop'
import { spreadOf } from '../load/percentiles'
import { stackMegabytes } from '../world/memory'
import type { Line } from '../world/people'

const RAW_CLIENTS = 16
const BARS = new Map([
  [16, 0.6],
  [64, 1.1],
  [256, 1.3],
])
const TEXT = 'Where is my parcel? It should have been here yesterday.'

/**
 * A message accepted over HTTP (authenticated, validated, durable, its log entry written) against the same work as
 * one function call per message, asked by 16 clients of the database: what a program without batches could reach.
 */
export const append: Bench = {
  name: 'append',
  run: async ({ stack, world, pick, say }) => {
    const team = await world.addTeam(50, 1_000)
    const lines = await world.addOpen(team, pick(2_000, 10_000))
    const measureMs = pick(4_000, 15_000)
    const warmMs = pick(1_500, 4_000)
    const overHttp = (connections: number) => {
      let turn = 0
      return closedLoop({
        ...{ origin: stack.url, connections, warmMs, measureMs },
        next: () => {
          const { conversationId, customer } = lines[(turn++ * 7) % lines.length] as Line
          return {
            ...{
              method: 'POST',
              path: `/api/v1/conversations/${conversationId}/messages`,
              token: customer.token,
            },
            body: `{"clientMessageId":"${randomUUID()}","text":"${TEXT}"}`,
          }
        },
      })
    }
    say('the database alone, 16 clients')
    const raw = await rawRate(stack.databaseUrl, lines, warmMs, measureMs)
    const figures: Figure[] = [{ bench: 'append', name: 'raw, 16 clients', value: raw, unit: 'messages/s' }]
    for (const [connections, atLeast] of BARS) {
      say(`${connections} connections over HTTP`)
      const load = await overHttp(connections)
      requireNoRefusal(`${connections} connections`, load)
      figures.push(...figuresOf(connections, load, raw, atLeast))
      if (connections === 64) figures.push(...memoryFigure(stack.pid))
    }
    return figures
  },
}

function figuresOf(
  connections: number,
  load: { rate: number; times: number[] },
  raw: number,
  atLeast: number,
): Figure[] {
  const { p50, p95, p99, max } = spreadOf(load.times)
  const of = (name: string, value: number, unit: string, more: Partial<Figure> = {}): Figure => ({
    ...{ bench: 'append', name: `${connections} connections: ${name}`, value, unit },
    ...more,
  })
  const slow = load.times.filter((ms) => ms > 50).length
  return [
    of('rate', load.rate, 'messages/s'),
    of('÷ raw', load.rate / raw, '', { bar: { atLeast } }),
    of('p50', p50, 'ms'),
    of('p95', p95, 'ms'),
    of('p99', p99, 'ms', connections === 64 ? { bar: { atMost: 25 } } : {}),
    of('slowest', max, 'ms', { note: `${slow} of ${load.times.length} over 50 ms (disk stalls and pauses)` }),
  ]
}

function memoryFigure(pid: number): Figure[] {
  const megabytes = stackMegabytes(pid)
  if (megabytes === null) return []
  return [
    {
      bench: 'append',
      name: 'whole stack under this load',
      value: megabytes,
      unit: 'MB',
      bar: { atMost: 450 },
    },
  ]
}

async function rawRate(url: string, lines: Line[], warmMs: number, measureMs: number): Promise<number> {
  const clients = Array.from({ length: RAW_CLIENTS }, () => new Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
  const from = performance.now() + warmMs
  const until = from + measureMs
  let done = 0
  let turn = 0
  const run = async (client: Client) => {
    while (performance.now() < until) {
      const line = lines[(turn++ * 7) % lines.length] as Line
      await client.query({ name: 'raw', text: RAW, values: rawValues(line) })
      if (performance.now() >= from) done += 1
    }
  }
  await Promise.all(clients.map(run))
  await Promise.all(clients.map((client) => client.end()))
  return (done / measureMs) * 1000
}

const RAW = `select outcome, seq from append_messages(array[$1::uuid], array['customer'], array[$2::uuid], array[$3::uuid],
  array['text'], array[$4], array[null::uuid], array[$5::uuid], array[false], array[null::jsonb])`

const rawValues = ({ conversationId, customer }: Line) => [
  conversationId,
  customer.id,
  randomUUID(),
  TEXT,
  randomUUID(),
]
