import { streamingUsers } from '@/server/events/streams'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { listStale, renewLeases } from '../store/agent-status'
import { sweepDue } from './replace-shifts'
import { LEASE_MS, LEASE_RENEW_MS, refreshStatus } from './update-status'

const SWEEP_MS = 1_000
/** After a stop, boundaries missed for so long are still looked at. */
const LOOK_BACK_MS = 10 * 60_000

/** Derives anew whoever's lease ran out, whose roster passed a boundary, or whose spans changed unnoticed. Safe to run in every process. */
export async function sweepStatuses(after: number, until: number): Promise<void> {
  for (const agentId of await listStale(pool(), new Date(after), new Date(until)))
    await refreshStatus(agentId)
  await sweepDue()
}

/** Keeps leases of this process's streams, and ends those of agents who are gone. */
export function startStatusWatch(): () => void {
  let seen = nowMs() - LOOK_BACK_MS
  let busy = false
  const renew = setInterval(() => {
    const users = streamingUsers()
    if (users.length === 0) return
    renewLeases(pool(), users, new Date(nowMs() + LEASE_MS)).catch((err) =>
      log().warn({ err: String(err) }, 'leases could not be renewed'),
    )
  }, LEASE_RENEW_MS)
  const sweep = setInterval(() => {
    if (busy) return
    busy = true
    const until = nowMs()
    round('statuses', SWEEP_MS, () => sweepStatuses(seen, until))
      .then(() => {
        seen = until
      })
      .catch((err) => log().warn({ err: String(err) }, 'statuses could not be swept'))
      .finally(() => {
        busy = false
      })
  }, SWEEP_MS)
  return () => {
    clearInterval(renew)
    clearInterval(sweep)
  }
}
