import { allStreams, recheckUser, startHeartbeat, startRecheck } from '@/server/events/streams'
import { startTail } from '@/server/events/tail'
import { startIndexing, startWorkWatch } from '@/server/modules/conversations'
import { startDraining, startPresence, startQueuePlaces } from '@/server/modules/dispatch'
import { startStatusWatch } from '@/server/modules/workforce'
import { onShutdown, shutDown } from '@/server/platform/shutdown'
import { onSignal } from '@/server/platform/signals'
import { singleton } from '@/server/platform/singleton'

const state = () => singleton('runtime', () => ({ started: false }))

/** What runs beside HTTP for as long as the process lives: timers, queues, event delivery. */
export async function startRuntime(): Promise<void> {
  if (state().started) return
  state().started = true
  const stops = [
    startTail(),
    startDraining(),
    startQueuePlaces(),
    startPresence(),
    startStatusWatch(),
    startWorkWatch(),
    startIndexing(),
    startHeartbeat(),
    startRecheck(),
    onSignal('user_revoked', ({ userId }) => void setImmediate(recheckUser, userId)),
    onSignal('token_revoked', ({ userId }) => void setImmediate(recheckUser, userId)),
  ]
  onShutdown('streams', () => {
    for (const stream of [...allStreams()]) stream.close()
  })
  onShutdown('jobs', async () => {
    state().started = false
    await Promise.all(stops.map((stop) => stop()))
  })
}

/** Under plain `next start` there is no entry: the first request starts what runs beside HTTP. */
export const ensureRuntime = startRuntime

/** Ends event streams: they would keep HTTP from closing for ever. */
export async function endStreams(report: (error: unknown) => void): Promise<void> {
  await shutDown('streams', report)
}

/** Lets running jobs finish, then closes pools; nobody is connected any more. */
export async function stopRuntime(report: (error: unknown) => void): Promise<void> {
  await shutDown('jobs', report)
  await shutDown('pools', report)
}
