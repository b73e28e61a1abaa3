import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { forgetOldDeliveries, sendEvents } from './send-events'

const SEND_MS = 1_000
const FORGET_MS = 3_600_000

/** In every process: what happened is sent within about a second, by whoever looks first. */
export function startEventWebhooks(): () => Promise<void> {
  let running: Promise<unknown> | undefined
  let forgottenAt = 0
  const turn = async () => {
    await sendEvents()
    if (Date.now() - forgottenAt < FORGET_MS) return
    forgottenAt = Date.now()
    await forgetOldDeliveries()
  }
  const timer = setInterval(() => {
    running ??= round('webhooks', SEND_MS, turn)
      .catch((error) => log().warn({ err: error }, 'events were not sent this time'))
      .finally(() => {
        running = undefined
      })
  }, SEND_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}
