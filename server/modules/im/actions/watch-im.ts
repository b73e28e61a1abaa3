import { connectAgent } from '@/server/modules/workforce'
import { now, nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { anyConnection } from '../store/connections'
import { forgetReceived } from '../store/inbox'
import { listReceivers } from '../store/people'
import { processInbox } from './process-inbox'
import { sendOwed } from './send-owed'

const TURN_MS = 400
/** Without a connection there is nothing to do but to see whether one was made. */
const IDLE_TURNS = 10
const LEASE_EVERY_MS = 5_000
const FORGET_EVERY_MS = 3_600_000
const KEPT_MS = 14 * 86_400_000

/** Agents who receive inside the IM count as connected, as if a console of theirs were open. */
export async function renewImLeases(): Promise<void> {
  for (const agentId of await listReceivers(pool())) await connectAgent(agentId)
}

/** In every process: what the IM tells and what it is owed is done within about half a second. */
export function startIm(): () => Promise<void> {
  let running: Promise<unknown> | undefined
  let idle = 0
  const done = { leases: 0, forgotten: 0 }
  const turn = async () => {
    if (idle > 0) {
      idle -= 1
      return
    }
    if (!(await anyConnection())) {
      idle = IDLE_TURNS
      return
    }
    await processInbox()
    await sendOwed()
    if (Date.now() - done.leases >= LEASE_EVERY_MS) {
      done.leases = Date.now()
      await renewImLeases()
    }
    if (Date.now() - done.forgotten < FORGET_EVERY_MS) return
    done.forgotten = Date.now()
    await forgetReceived(pool(), now(), new Date(nowMs() - KEPT_MS), 5_000)
  }
  const timer = setInterval(() => {
    running ??= round('im', TURN_MS, turn)
      .catch((error) => log().warn({ err: error }, 'the IM was not served this time'))
      .finally(() => {
        running = undefined
      })
  }, TURN_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}
