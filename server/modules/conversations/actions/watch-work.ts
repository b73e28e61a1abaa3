import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { sweepAfterWork } from './after-work'
import { wakeSnoozed } from './snooze-conversation'

const SWEEP_MS = 1_000

/** Brings snoozed conversations back and ends after-conversation work, when their time has come. */
export function startWorkWatch(): () => Promise<void> {
  const sweep = async () => {
    await wakeSnoozed()
    await sweepAfterWork()
  }
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= round('work', SWEEP_MS, sweep)
      .catch((err) => log().warn({ err: String(err) }, 'snoozes and after-work could not be swept'))
      .finally(() => {
        running = undefined
      })
  }, SWEEP_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}
