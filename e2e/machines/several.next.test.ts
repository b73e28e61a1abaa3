import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles } from '@/server/access'
import { apiClient } from '@/server/http/testing/client'
import { pool } from '@/server/platform/db/pool'
import { addToken, buildScenario } from '@/server/platform/testing/scenario'
import { type Cluster, startCluster } from './cluster'
import { redisMissing } from './redis'
import { enter, follow, say, type Writer } from './traffic'

const MACHINES = 3
const [CUSTOMERS, MESSAGES] = [15, 40]
/** Four agents of three places: three customers wait. */
const [AGENTS, PLACES] = [4, 3]
const THRESHOLDS = { silenceMs: 4_000, countdownMs: 4_000 }

let cluster: Cluster

beforeAll(async () => {
  if (!redisMissing) cluster = await startCluster({ machines: MACHINES, wakeups: 'shared' })
}, 180_000)

afterAll(() => cluster?.stop(), 60_000)

/** Looks again and again whether an agent holds more than their places. */
function watchPlaces() {
  let looks = 0
  let most = 0
  let stopped = false
  const done = (async () => {
    while (!stopped) {
      const held = await pool()
        .query<{ most: number }>(
          `select coalesce(max(n), 0)::int as most from (select count(*) as n from conversations
           where agent_id is not null and ended_at is null group by agent_id) held`,
        )
        .catch(() => null)
      if (held) {
        looks += 1
        most = Math.max(most, held.rows[0]?.most ?? 0)
      }
      await delay(50)
    }
  })()
  return async () => {
    stopped = true
    await done
    return { looks, most }
  }
}

const stored = async (id: string) => {
  const { rows } = await pool().query<{ id: string; text: string; seq: number }>(
    `select id, text, seq from messages where conversation_id = $1 and sender_kind = 'customer' order by seq`,
    [id],
  )
  return rows
}

describe.skipIf(redisMissing)('three processes on one PostgreSQL and one Redis, behind a balancer', () => {
  it('one killed, one stopped, Redis cut, PostgreSQL restarted: nothing lost, doubled, reordered or overrun', async () => {
    const names = Array.from({ length: AGENTS }, (_, index) => ({ name: `Agent ${index}`, capacity: PLACES }))
    const { channelId, channelKey, agents } = await buildScenario(names)
    await pool().query('update channels set thresholds = $2 where id = $1', [channelId, THRESHOLDS])
    const { base, machines } = cluster
    const placesHeld = watchPlaces()
    const customers: Writer[] = []
    for (let n = 0; n < CUSTOMERS; n += 1) customers.push(await enter(base, channelKey))
    const readers = customers.map((customer) => [follow(customer), follow(customer)])

    let accepted = 0
    const acknowledged = customers.map(() => [] as string[])
    const writing = customers.map(async (customer, c) => {
      for (let n = 0; n < MESSAGES; n += 1) {
        acknowledged[c]?.push(await say(customer, '/conversations', `${c}:${n}`))
        accepted += 1
      }
    })
    const reached = async (share: number) => {
      while (accepted < CUSTOMERS * MESSAGES * share) await delay(10)
    }
    const faults = (async () => {
      await reached(0.1)
      await machines[1]?.kill()
      await reached(0.25)
      const again = cluster.start(1)
      machines[2]?.process.kill('SIGSTOP')
      await delay(3_000)
      machines[2]?.process.kill('SIGCONT')
      await again
      await reached(0.4)
      await cluster.cutWakeups()
      await reached(0.6)
      await cluster.restartPostgres()
      await reached(0.8)
      await cluster.startWakeups()
    })()
    await Promise.all([...writing, faults])

    for (const [c, { id }] of customers.entries()) {
      const rows = await stored(id)
      expect(rows.map(({ text }) => text)).toEqual(Array.from({ length: MESSAGES }, (_, n) => `${c}:${n}`))
      expect(rows.map((row) => row.id)).toEqual(acknowledged[c])
    }

    // Both tabs of each customer have seen all of it, in the order of the log, once.
    await expect
      .poll(
        async () => {
          const behind = await Promise.all(
            customers.map(async ({ id }, c) => {
              const wanted = (await stored(id)).map(({ seq }) => seq)
              return (readers[c] ?? []).filter(({ seen }) => !wanted.every((seq) => seen().includes(seq)))
                .length
            }),
          )
          return behind.reduce((sum, n) => sum + n, 0)
        },
        { timeout: 30_000, interval: 250 },
      )
      .toBe(0)

    // The agents answer; then silence, countdown and the end come from whoever takes the timer, while one more dies.
    const tokens = new Map<string, ReturnType<typeof apiClient>>()
    for (const agentId of Object.values(agents))
      tokens.set(agentId, apiClient(base, await addToken(agentId, builtInRoles.agent.permissions)))
    const { rows: held } = await pool().query<{ id: string; agentId: string }>(
      `select id, agent_id as "agentId" from conversations where agent_id is not null and ended_at is null`,
    )
    expect(held).toHaveLength(AGENTS * PLACES)
    for (const { id, agentId } of held) {
      const api = tokens.get(agentId)
      if (api) await say({ api, id }, '/agent/conversations', 'Is that all?')
    }
    const ids = held.map(({ id }) => id)
    await machines[0]?.kill()
    machines[2]?.process.kill('SIGSTOP')
    await delay(6_000)
    machines[2]?.process.kill('SIGCONT')
    await expect
      .poll(
        async () => {
          const { rows } = await pool().query<{ n: number }>(
            'select count(*)::int as n from conversations where id = any($1) and ended_at is not null',
            [ids],
          )
          return rows[0]?.n
        },
        { timeout: 40_000, interval: 250 },
      )
      .toBe(ids.length)
    const { rows: timers } = await pool().query<{ reminders: number; ends: number; early: number }>(
      `select count(*) filter (where e.type = 'reminded')::int as reminders,
         count(*) filter (where e.type = 'ended')::int as ends,
         count(*) filter (where e.type = 'ended' and e.created_at < m.at + $2 * interval '1 millisecond')::int as early
       from conversation_events e
       join (select conversation_id, max(created_at) as at from messages where sender_kind = 'agent' group by 1) m
         on m.conversation_id = e.conversation_id
       where e.conversation_id = any($1)`,
      [ids, THRESHOLDS.silenceMs + THRESHOLDS.countdownMs],
    )
    expect(timers[0]).toEqual({ reminders: ids.length, ends: ids.length, early: 0 })

    const { looks, most } = await placesHeld()
    for (const reader of readers.flat()) await reader.stop()
    for (const reader of readers.flat()) {
      const seqs = reader.seen()
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
    }
    expect(most).toBeLessThanOrEqual(PLACES)
    expect(looks).toBeGreaterThan(20)
    const reconnects = readers.flat().reduce((sum, reader) => sum + reader.connections() - 1, 0)
    expect(reconnects).toBeGreaterThan(0)
    console.log(
      `${accepted} messages accepted and stored, ${readers.flat().length} readers with ${reconnects} reconnections, ` +
        `${ids.length} reminders and ${ids.length} ends by ${MACHINES} processes, at most ${most} of ${PLACES} places in ${looks} looks`,
    )
  }, 180_000)
})
