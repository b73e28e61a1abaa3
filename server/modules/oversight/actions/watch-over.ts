import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { endLostParts } from './end-lost-parts'
import { sendDeliveries } from './send-deliveries'
import { sweepAlarms } from './sweep-alarms'
import { followAllParts } from './watch-parts'

const ALARMS_MS = 1_500
const PARTS_MS = 1_000

function every(ms: number, name: string, work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> | undefined
  const timer = setInterval(() => {
    running ??= round(name, ms, work)
      .catch((error) => log().warn({ err: error }, `${name} did not work this time`))
      .finally(() => {
        running = undefined
      })
  }, ms)
  return async () => {
    clearInterval(timer)
    await running
  }
}

/** In every process: alarms, calls out, and the parts of those who supervise. */
export function startOversight(): () => Promise<void> {
  const stops = [
    every(ALARMS_MS, 'alarms', sweepAlarms),
    every(ALARMS_MS, 'alarm_calls', sendDeliveries),
    every(PARTS_MS, 'supervision', async () => {
      await endLostParts()
      await followAllParts()
    }),
  ]
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
  }
}
