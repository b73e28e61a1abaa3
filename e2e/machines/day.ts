import { setTimeout as delay } from 'node:timers/promises'
import type { World } from '@/bench/replay/actors/world'
import type { Dialogues } from '@/bench/replay/input/dialogues'
import type { Trace } from '@/bench/replay/input/trace'
import { faultsOf, type Summary } from '@/bench/replay/measure/summary'
import { replay } from '@/bench/replay/run'
import { pool } from '@/server/platform/db/pool'
import type { Cluster } from './cluster'
import { type SilentFacts, startSilentOnes } from './silent-ones'

/**
 * A call centre's day against several machines while one is killed, one stopped, Redis cut and PostgreSQL restarted.
 * The replay itself says whether what was acknowledged is stored, once and in order; here it is also held against
 * the database: every place of every log on every stream, agents' places, and timers.
 */
export type DayOptions = {
  trace: Trace
  dialogues: Dialogues
  from: string
  speed: number
  say: (line: string) => void
}

export type DayFacts = {
  summary: Summary
  /** What must not have happened; empty = all is well. */
  faults: string[]
  silent: SilentFacts
  /** Customers' streams held against the log. */
  streams: number
  /** The most that anybody held above their limit; 0 or less. */
  mostOver: number
  looks: number
}

export async function liveThroughFaults(cluster: Cluster, options: DayOptions): Promise<DayFacts> {
  const { trace, say } = options
  const silentOnes = await startSilentOnes(cluster)
  const stopLooking = lookAtPlaces()
  let arrived = 0
  let torn: string[] = []
  const reached = async (share: number) => {
    while (arrived < trace.calls.length * share) await delay(20)
  }
  const happening = happen(cluster, reached, say)
  const [summary] = await Promise.all([
    replay({
      ...options,
      agents: undefined,
      overflow: { mode: null, maxQueueLength: null, maxWaitSeconds: null },
      url: cluster.base(),
      token: cluster.adminToken,
      signal: new AbortController().signal,
      log: say,
      onArrival: (count) => {
        arrived = count
      },
      examine: async (world) => {
        torn = [...(await findTorn(world)), ...listUndelivered(world)]
      },
    }),
    happening,
  ])
  const silent = await silentOnes.stop()
  const { looks, mostOver } = await stopLooking()
  const faults = [
    ...faultsOf(summary),
    // Refusals of the moment are the replay's to count; an error of ours is never right.
    ...Object.entries(summary.errors).flatMap(([what, times]) =>
      / 500 /.test(what) ? [`${what}: ${times} times`] : [],
    ),
    ...(summary.unfinished > 0 ? [`unfinished: ${summary.unfinished}`] : []),
    ...torn,
    ...(mostOver > 0 ? [`${mostOver} conversations above a limit`] : []),
    ...silent.faults,
  ]
  return { summary, faults, silent, streams: summary.offered, mostOver, looks }
}

async function happen(
  cluster: Cluster,
  reached: (share: number) => Promise<void>,
  say: (line: string) => void,
) {
  await reached(0.1)
  say('— machine 2 is killed')
  await cluster.machines[1]?.kill()
  await reached(0.25)
  say('— machine 2 starts again, machine 3 is stopped for three seconds')
  const again = cluster.start(1)
  cluster.machines[2]?.process.kill('SIGSTOP')
  await delay(3_000)
  cluster.machines[2]?.process.kill('SIGCONT')
  await again
  await reached(0.45)
  say('— Redis is cut')
  await cluster.cutWakeups()
  await reached(0.6)
  say('— PostgreSQL is restarted')
  await cluster.restartPostgres()
  await reached(0.8)
  say('— Redis is back')
  await cluster.startWakeups()
}

/** Each customer's stream shows every entry of the log that is for them, up to the last that it has shown. */
async function findTorn(world: World): Promise<string[]> {
  const { rows } = await pool().query<{ id: string; seqs: number[] }>(
    `select conversation_id as id, array_agg(seq order by seq) as seqs from conversation_events
     where conversation_id = any($1) and audience = 'both' group by 1`,
    [[...world.cases.keys()]],
  )
  const torn = rows.filter(({ id, seqs }) => {
    const reader = world.cases.get(id)?.reader
    return reader && reader.places.join() !== seqs.filter((seq) => seq <= reader.last).join()
  })
  const { rows: gaps } = await pool().query<{ n: number }>(
    `select count(*)::int as n from (select 1 from conversation_events group by conversation_id
       having count(*) <> max(seq) or min(seq) <> 1) gaps`,
  )
  return [
    ...(torn.length > 0 ? [`${torn.length} streams with a gap`] : []),
    ...(gaps[0]?.n ? [`${gaps[0].n} logs with a gap`] : []),
    ...(rows.length === world.cases.size
      ? []
      : [`${world.cases.size - rows.length} conversations without a log`]),
  ]
}

/** Who did not hear what: the replay counts them, and here they can be looked for. */
function listUndelivered(world: World): string[] {
  return [...world.cases.values()].flatMap(({ id, said, taken }) =>
    [...said].flatMap(([clientMessageId, { accepted, delivered, by }]) =>
      accepted && !delivered && (taken || by === 'agent')
        ? [`never heard: ${clientMessageId} by the ${by} in ${id}`]
        : [],
    ),
  )
}

/** Looks again and again whether an agent holds more than their places. */
function lookAtPlaces() {
  let looks = 0
  let mostOver = Number.NEGATIVE_INFINITY
  let stopped = false
  const done = (async () => {
    while (!stopped) {
      const held = await pool()
        .query<{ over: number | null }>(
          `select max(held.n - a.capacity)::int as over from agents a join
             (select agent_id, count(*) as n from conversations where agent_id is not null and ended_at is null
                and creation_type <> 'offline' and not place_freed group by 1) held on held.agent_id = a.id`,
        )
        .catch(() => null)
      if (held) {
        looks += 1
        mostOver = Math.max(mostOver, held.rows[0]?.over ?? Number.NEGATIVE_INFINITY)
      }
      await delay(50)
    }
  })()
  return async () => {
    stopped = true
    await done
    return { looks, mostOver }
  }
}
