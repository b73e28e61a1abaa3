import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Listener } from '@/server/http/listener'
import { announceLeaving } from '@/server/platform/shutdown'
import { endStreams, sendStreamsAway } from '@/server/runtime'

/**
 * How a process goes without anybody's request failing. First /health/ready fails and everything else is served
 * as before, each answer being the last of its connection: DRAIN_SECONDS are a balancer's time to notice. In
 * their second half the streams end one after the other and come back elsewhere. Only then the port is closed,
 * and what is still under way gets its answer. Without a balancer (0 seconds) there is nobody to wait for.
 */
type Settings = { drainSeconds: number; dataDir: string }

const BRISK = { limitMs: 3_000, patienceMs: 0 }
const PATIENT = { limitMs: 10_000, patienceMs: 1_000 }

/** When to give up and go on with the stop, ms. */
export const leaveLimitMs = ({ drainSeconds }: Settings): number => drainSeconds * 1_000 + 12_000

export async function takeLeave(
  listener: Pick<Listener, 'partWithCallers' | 'close'>,
  { drainSeconds, dataDir }: Settings,
  report: (error: unknown) => void,
): Promise<void> {
  announceLeaving()
  if (drainSeconds > 0) {
    listener.partWithCallers()
    await delay(drainSeconds * 500)
    await sendStreamsAway(drainSeconds * 500)
  }
  rmSync(path.join(dataDir, 'running.json'), { force: true })
  const closed = listener.close(drainSeconds > 0 ? PATIENT : BRISK)
  await endStreams(report)
  await closed
}
