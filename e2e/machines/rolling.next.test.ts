import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from './cluster'
import { redisMissing } from './redis'
import { rollOver } from './rolling'

const MACHINES = 2
const STREAMS = 100
let cluster: Cluster

beforeAll(async () => {
  if (redisMissing) return
  cluster = await startCluster({
    machines: MACHINES,
    wakeups: 'shared',
    settings: { DRAIN_SECONDS: '6', LOG_LEVEL: 'warn' },
  })
}, 180_000)
afterAll(() => cluster?.stop(), 60_000)

describe.skipIf(redisMissing)('a rolling restart, new beside old and one after the other', () => {
  it('fails no message, and every stream comes back without a gap', async () => {
    const said: string[] = []
    const rolled = await rollOver(cluster, {
      ...{ streams: STREAMS, writers: 8, pauseMs: 100 },
      say: (line) => said.push(line),
    })
    expect(rolled, said.join('\n')).toMatchObject({ streams: STREAMS, failed: [], wrong: 0, torn: 0 })
    // Whoever was with a machine that ended has come back, some of them twice.
    expect(rolled.reconnectsMs.length).toBeGreaterThanOrEqual(STREAMS / MACHINES)
    expect(rolled.sent).toBeGreaterThanOrEqual(100 * MACHINES)
  }, 180_000)
})
