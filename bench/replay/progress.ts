import type { World } from './actors/world'
import type { ApiClient } from './net/api-client'

const EVERY_MS = 5_000

/** A line every five seconds: where the trace is, and how the server keeps up. */
export function showProgress(
  world: World,
  client: ApiClient,
  from: string,
  calls: number,
  settingUpMs: number,
): () => void {
  let before = client.calls
  const timer = setInterval(() => {
    const at = new Date(Date.parse(`${from}T00:00:00Z`) + world.clock.now()).toISOString()
    const rate = Math.round((client.calls - before) / (EVERY_MS / 1000))
    before = client.calls
    const late = ((world.clock.slippedMs - settingUpMs) / 1000).toFixed(1)
    console.log(
      `${at.slice(0, 10)} ${at.slice(11, 19)}  ${world.arrived}/${calls} arrived, ${world.open} open, ${rate} requests/s, ${late} s behind`,
    )
  }, EVERY_MS)
  return () => clearInterval(timer)
}
