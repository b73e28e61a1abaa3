import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario } from '@/server/platform/testing/scenario'
import { openConversation } from '.'
import { sweepTimers } from './actions/sweep-timers'
import { forgiveAbsence, markSeen } from './store/presence'

useTestDatabase()

const GRACE_MS = 60_000
const at = Date.now() + 60_000
afterEach(() => setClock(undefined))

/** Every process sweeps by the server's clock. */
async function sweepAt(time: number): Promise<void> {
  setClock(() => new Date(time))
  await sweepTimers()
}
let conversationId = ''
const status = async () =>
  (
    await pool().query<{ status: string; abandoned: boolean }>(
      'select status, abandoned from conversations where id = $1',
      [conversationId],
    )
  ).rows[0]

beforeEach(async () => {
  const s = await buildScenario([{ name: 'Full', capacity: 0 }])
  const entry = { siteId: null, projectType: null, pageUrl: null, language: null }
  const open = {
    customerId: await addCustomer(),
    channelId: s.channelId,
    entry,
    topic: {},
    categoryId: null,
    message: null,
  }
  conversationId = (await openConversation(open)).conversationId
})

describe('a waiting customer who leaves the page', () => {
  it('keeps the place for the grace period and is abandoned after it, not before', async () => {
    await markSeen(pool(), [conversationId], new Date(at))
    await sweepAt(at + GRACE_MS - 1)
    expect(await status()).toEqual({ status: 'queued', abandoned: false })
    await sweepAt(at + GRACE_MS)
    expect(await status()).toEqual({ status: 'ended_by_system', abandoned: true })
  })

  it('keeps the place when any process sees them again', async () => {
    await markSeen(pool(), [conversationId], new Date(at))
    await markSeen(pool(), [conversationId], new Date(at + GRACE_MS))
    await sweepAt(at + GRACE_MS)
    expect(await status()).toMatchObject({ status: 'queued' })
  })

  it('is not held responsible for a stop of the servers', async () => {
    await markSeen(pool(), [conversationId], new Date(at))
    await forgiveAbsence(pool(), new Date(at + 10 * GRACE_MS))
    await sweepAt(at + 10 * GRACE_MS + 1)
    expect(await status()).toMatchObject({ status: 'queued' })
  })

  it('is never sought when it is a program that opened no stream', async () => {
    await sweepAt(at + 100 * GRACE_MS)
    expect(await status()).toMatchObject({ status: 'queued' })
  })
})
