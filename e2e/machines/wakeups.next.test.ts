import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from './cluster'
import { redisMissing } from './redis'
import { CROSSINGS, crossOver } from './wakeups'

const ROUNDS = 2
let cluster: Cluster

beforeAll(async () => {
  if (!redisMissing) cluster = await startCluster({ machines: 2, wakeups: 'deaf' })
}, 180_000)
afterAll(() => cluster?.stop(), 60_000)

const everything = Object.fromEntries(CROSSINGS.map((name) => [name, ROUNDS]))
const counted = async () => {
  const crossed = await crossOver(cluster, ROUNDS)
  return Object.fromEntries(Object.entries(crossed).map(([name, times]) => [name, times.length]))
}

/** How often the machine has woken the others, and how many listen to the same Redis. */
async function wakeUpsOf(port: number) {
  const redis = new Redis(port)
  const [stats, [, listeners]] = [
    await redis.info('commandstats'),
    await redis.pubsub('NUMSUB', 'switchyard'),
  ]
  redis.disconnect()
  return { sent: Number(/cmdstat_publish:calls=(\d+)/.exec(stats)?.[1] ?? 0), listeners }
}

describe.skipIf(redisMissing)('with every wake-up lost, all of it still arrives at the other machine', () => {
  it('where there is a Redis for the wake-ups', async () => {
    expect(await counted()).toEqual(everything)
    for (const port of cluster.redisPorts) {
      const { sent, listeners } = await wakeUpsOf(port)
      expect(listeners).toBe(1)
      expect(sent).toBeGreaterThan(0)
    }
  }, 180_000)

  it('where there is none', async () => {
    for (const index of [0, 1]) await cluster.replace(index, { REDIS_URL: '' })
    expect(await counted()).toEqual(everything)
  }, 180_000)
})
