import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { madeUpDialogues, makeTrace } from '@/bench/replay/input/made-up'
import { type Cluster, startCluster } from './cluster'
import { liveThroughFaults } from './day'
import { redisMissing } from './redis'

const CALLS = 120
let cluster: Cluster

beforeAll(async () => {
  if (!redisMissing) cluster = await startCluster({ machines: 3, wakeups: 'shared' })
}, 180_000)
afterAll(() => cluster?.stop(), 60_000)

describe.skipIf(redisMissing)('three processes on one PostgreSQL and one Redis, behind a balancer', () => {
  it('one killed, one stopped, Redis cut, PostgreSQL restarted: nothing lost, doubled, reordered or overrun', async () => {
    const said: string[] = []
    const { summary, faults, silent, looks } = await liveThroughFaults(cluster, {
      trace: makeTrace({ seed: 7, calls: CALLS, minutes: 20, agents: 16 }),
      ...{ dialogues: madeUpDialogues, from: '2026-01-05', speed: 60 },
      say: (line) => said.push(line),
    })
    expect(faults, said.join('\n')).toEqual([])
    expect(summary.accepted).toBeGreaterThan(CALLS)
    expect(summary.stored).toBe(summary.accepted)
    expect(summary.reconnects).toBeGreaterThan(0)
    expect(silent.reminders).toBe(silent.customers)
    expect(silent.customers).toBeGreaterThan(5)
    expect(looks).toBeGreaterThan(20)
  }, 240_000)
})
