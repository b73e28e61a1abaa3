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
  await clients[0]?.query(RAW_FUNCTION)
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

/**
 * What a message is, without batches: find a repeat, number it under the conversation's lock, move the clock, insert
 * message and log entry. Made for the bench, lean on purpose, and dropped with its database.
 */
const RAW_FUNCTION = `create or replace function bench_append_one(p_conv uuid, p_sender uuid, p_cmid uuid, p_text text, p_id uuid)
returns bigint language plpgsql as $$
declare v_seq bigint; v_at timestamptz; v_status text; v_agent uuid;
begin
  update conversations c set last_seq = last_seq + 1, status = 'awaiting_agent',
      awaiting_since = coalesce(awaiting_since, date_trunc('milliseconds', clock_timestamp())),
      unanswered_since = coalesce(unanswered_since, date_trunc('milliseconds', clock_timestamp())),
      last_message_at = date_trunc('milliseconds', clock_timestamp()), last_message_text = left(p_text, 160),
      last_message_from = 'customer', customer_messages = customer_messages + 1
    where id = p_conv and customer_id = p_sender and ended_at is null
    returning last_seq, last_message_at, status, agent_id into v_seq, v_at, v_status, v_agent;
  if not found then return null; end if;
  if exists (select 1 from messages where conversation_id = p_conv and sender_id = p_sender and client_message_id = p_cmid)
    then raise exception 'sent before'; end if;
  insert into messages(conversation_id, seq, id, sender_kind, sender_id, client_message_id, kind, text, waiting, created_at)
    values (p_conv, v_seq, p_id, 'customer', p_sender, p_cmid, 'text', p_text, v_status = 'queued', v_at);
  insert into conversation_events(conversation_id, seq, type, audience, payload, created_at)
    values (p_conv, v_seq, 'message', 'both', jsonb_build_object('id', p_id, 'senderKind', 'customer', 'senderId', p_sender,
      'clientMessageId', p_cmid, 'kind', 'text', 'text', p_text, 'attachmentId', null, 'waiting', v_status = 'queued'), v_at);
  return v_seq;
end $$`

const RAW = 'select bench_append_one($1, $2, $3, $4, $5)'

const rawValues = ({ conversationId, customer }: Line) => [
  conversationId,
  customer.id,
  randomUUID(),
  TEXT,
  randomUUID(),
]
