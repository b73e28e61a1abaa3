import { parseArgs } from 'node:util'
import { spreadOf } from '@/bench/suite/load/percentiles'
import { startCluster, type Wakeups } from './cluster'
import { rollOver } from './rolling'
import { crossOver } from './wakeups'

/** `npm run machines -- rolling | wakeups`: what several machines promise, with figures. */
const usage = `npm run machines -- rolling [--streams 1000] [--drain SECONDS]
npm run machines -- wakeups [--rounds 20]`

const say = (line: string) => console.log(line)
const ms = (value: number) => `${Math.round(value)} ms`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    streams: { type: 'string', default: '1000' },
    drain: { type: 'string', default: '6' },
    rounds: { type: 'string', default: '20' },
  },
})

const commands: Record<string, () => Promise<boolean>> = { rolling, wakeups }
const command = commands[positionals[0] ?? '']
if (!command) {
  console.error(usage)
  process.exit(2)
}
process.exit((await command()) ? 0 : 1)

async function rolling(): Promise<boolean> {
  const settings = { DRAIN_SECONDS: values.drain, LOG_LEVEL: 'warn' }
  const cluster = await startCluster({ machines: 3, wakeups: 'shared', settings })
  try {
    const result = await rollOver(cluster, {
      streams: Number(values.streams),
      writers: 16,
      pauseMs: 100,
      say,
    })
    const { n, p50, p95, p99, max } = spreadOf(result.reconnectsMs)
    say(
      `sent ${result.sent}, failed ${result.failed.length}, wrong ${result.wrong}, torn streams ${result.torn}`,
    )
    for (const failure of result.failed.slice(0, 5)) say(`  ${failure}`)
    say(`${n} reconnections: p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)} (at most 5,000), max ${ms(max)}`)
    return result.failed.length + result.wrong + result.torn === 0 && p99 <= 5_000
  } finally {
    await cluster.stop()
  }
}

async function wakeups(): Promise<boolean> {
  let good = true
  for (const kind of ['deaf', 'none'] satisfies Wakeups[]) {
    const cluster = await startCluster({ machines: 2, wakeups: kind, settings: { LOG_LEVEL: 'warn' } })
    try {
      const crossed = await crossOver(cluster, Number(values.rounds))
      say(kind === 'deaf' ? 'with Redis, every wake-up lost:' : 'without Redis:')
      for (const [name, times] of Object.entries(crossed)) {
        const { n, p50, max } = spreadOf(times)
        say(`  ${name.padEnd(40)} ${n} times, p50 ${ms(p50)}, max ${ms(max)} (at most 2,000)`)
        good &&= max <= 2_000
      }
    } finally {
      await cluster.stop()
    }
  }
  return good
}
