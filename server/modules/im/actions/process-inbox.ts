import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { pauseAfter } from '../domain/pauses'
import { type Connection, findConnection } from '../store/connections'
import { claimReceived, noteProcessed, noteUnread, type Waiting } from '../store/inbox'
import { handleAgent } from './handle-agent'
import { handleCustomer } from './handle-customer'

/** Longer than a file of ten megabytes takes. */
const CLAIM_MS = 60_000
const AT_ONCE = 8
const MOST_ROUNDS = 50

/** What the IM has told becomes messages, answers and endings; answers how many were done. */
export async function processInbox(): Promise<number> {
  let done = 0
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const at = nowMs()
    const claimed = await claimReceived(pool(), new Date(at), new Date(at + CLAIM_MS), AT_ONCE)
    if (claimed.length === 0) break
    const results = await Promise.all(claimed.map(processOne))
    done += results.filter(Boolean).length
    if (!results.some(Boolean)) break
  }
  return done
}

async function processOne(row: Waiting): Promise<boolean> {
  try {
    const connection = await findConnection(row.channelId)
    if (connection) await handle(connection, row)
    await noteProcessed(pool(), row.id, new Date(nowMs()))
    return true
  } catch (error) {
    const at = nowMs()
    const pause = pauseAfter(row.attempts)
    const next = pause === null ? null : new Date(at + pause)
    await noteUnread(pool(), { id: row.id, error: String(error), at: new Date(at), next })
    log().warn({ message: row.id, attempts: row.attempts, err: error }, 'a message of the IM waits')
    return false
  }
}

const handle = (connection: Connection, row: Waiting): Promise<void> =>
  row.robotId === connection.settings.robotId ? handleCustomer(connection, row) : handleAgent(connection, row)
