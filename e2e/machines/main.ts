import { parseArgs } from 'node:util'
import { readDialogues } from '@/bench/replay/input/dialogues'
import { madeUpDialogues, makeTrace } from '@/bench/replay/input/made-up'
import { readTrace } from '@/bench/replay/input/trace'
import { tableOf } from '@/bench/replay/measure/report'
import { spreadOf } from '@/bench/suite/load/percentiles'
import { startCluster, type Wakeups } from './cluster'
import { liveThroughFaults } from './day'
import { rollOver } from './rolling'
import { crossOver } from './wakeups'

/** `npm run machines -- replay | rolling | wakeups`: what several machines promise, with figures. */
const usage = `npm run machines -- rolling [--streams 1000] [--drain SECONDS]
npm run machines -- wakeups [--rounds 20]
npm run machines -- replay [--calls 1200] [--minutes 240] [--agents 20] [--speed 60] [--seed 1]
npm run machines -- replay --arrivals FILE --dialogues FILE --from YYYY-MM-DD --to YYYY-MM-DD [--speed 60]`

const say = (line: string) => console.log(line)
const ms = (value: number) => `${Math.round(value)} ms`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    streams: { type: 'string', default: '1000' },
    drain: { type: 'string', default: '6' },
    rounds: { type: 'string', default: '20' },
    calls: { type: 'string', default: '1200' },
    minutes: { type: 'string', default: '240' },
    agents: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    speed: { type: 'string', default: '60' },
    arrivals: { type: 'string' },
    dialogues: { type: 'string' },
    from: { type: 'string', default: '2026-01-05' },
    to: { type: 'string', default: '2026-01-05' },
  },
})

const commands: Record<string, () => Promise<boolean>> = { replay, rolling, wakeups }
const command = commands[positionals[0] ?? '']
if (!command) {
  console.error(usage)
  process.exit(2)
}
process.exit((await command()) ? 0 : 1)

async function replay(): Promise<boolean> {
  const { arrivals, from, to, speed } = values
  const [seed, calls, minutes, agents] = [values.seed, values.calls, values.minutes, values.agents].map(
    Number,
  )
  const trace = arrivals
    ? readTrace(arrivals, from, to)
    : makeTrace({ seed: seed ?? 1, calls: calls ?? 0, minutes: minutes ?? 0, agents: agents ?? 1 })
  const dialogues = values.dialogues ? readDialogues(values.dialogues) : madeUpDialogues
  const cluster = await startCluster({ machines: 3, wakeups: 'shared', settings: { LOG_LEVEL: 'error' } })
  try {
    const day = await liveThroughFaults(cluster, { trace, dialogues, from, speed: Number(speed), say })
    say(`\n${tableOf(day.summary)}\n`)
    const { customers, reminders, ends } = day.silent
    say(`${customers} silent customers: ${reminders} reminders, ${ends} ends, none early`)
    say(`${day.streams} customers' streams held against the log, ${day.looks} looks at the agents' places`)
    for (const fault of day.faults) say(`FAULT: ${fault}`)
    return day.faults.length === 0
  } finally {
    await cluster.stop()
  }
}

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
