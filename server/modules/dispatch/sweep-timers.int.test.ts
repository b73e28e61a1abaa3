import { fork } from 'node:child_process'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendMessage } from '@/server/modules/conversations'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { openConversation } from '.'
import { sweepTimers, takeBatch } from './actions/sweep-timers'

const database = useTestDatabase()
const MANY = 120
const entry = { siteId: null, projectType: null, pageUrl: null, language: null }
let start = 0
let s: Scenario

const at = (ms: number) => setClock(() => new Date(start + ms))

async function arrive(): Promise<string> {
  const open = { channelId: s.channelId, entry, topic: {}, categoryId: null }
  const message = { clientMessageId: newId(), text: 'Hello' }
  return (await openConversation({ ...open, customerId: await addCustomer(), message })).conversationId
}

async function alarms(): Promise<{ level: string; count: number; most: number; earliest: number }[]> {
  const { rows } = await pool().query(
    `select level, sum(n)::int as count, max(n)::int as most, min(first)::float8 as earliest from (
       select payload #>> '{detail,level}' as level, conversation_id, count(*) as n,
         min(extract(epoch from e.created_at - c.awaiting_since) * 1000) as first
       from conversation_events e join conversations c on c.id = e.conversation_id where e.type = 'alarm' group by 1, 2) x
     group by 1 order by 1 desc`,
  )
  return rows
}

const statuses = async () =>
  Object.fromEntries(
    (
      await pool().query<{ status: string; n: number }>(
        'select status, count(*)::int as n from conversations group by 1',
      )
    ).rows.map(({ status, n }) => [status, n]),
  )

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers cascade')
  start = Date.now()
  at(0)
  s = await buildScenario([{ name: 'A', capacity: 500 }])
})
afterEach(() => setClock(undefined))

describe('timers', () => {
  it(`warn ${MANY} once each with several sweepers at once, none early`, async () => {
    for (let i = 0; i < MANY; i += 1) await arrive()
    await sweepTimers()
    at(59_999)
    await Promise.all([sweepTimers(), sweepTimers(), sweepTimers()])
    expect(await alarms()).toEqual([])
    at(60_000)
    await Promise.all([sweepTimers(), sweepTimers(), sweepTimers()])
    at(66_000)
    await Promise.all([sweepTimers(), sweepTimers()])
    expect(await alarms()).toEqual([{ level: 'warning', count: MANY, most: 1, earliest: 60_000 }])
  })

  it('that came due while everything stood still are all answered after it, one effect each', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, arrive))
    await sweepTimers()
    // Stopped for an hour across warning and breach.
    at(3_600_000)
    while ((await sweepTimers()).fired > 0);
    const told = await alarms()
    expect(told.map(({ level, count, most }) => [level, count, most])).toEqual([
      ['warning', ids.length, 1],
      ['breach', ids.length, 1],
    ])
  })

  it('that were taken by a sweeper which died before it fired are taken by the next', async () => {
    for (let i = 0; i < 20; i += 1) await arrive()
    await sweepTimers()
    at(60_000)
    // Committed the taking, and is never heard of again.
    expect((await takeBatch(start + 60_000)).due).toHaveLength(20)
    expect((await sweepTimers()).fired).toBe(0)
    at(65_000)
    expect((await sweepTimers()).fired).toBe(20)
    expect((await alarms())[0]).toMatchObject({ count: 20, most: 1 })
  })

  it('know what messages did in between without one write of their own', async () => {
    const id = await arrive()
    await sweepTimers()
    at(50_000)
    const say = (senderKind: 'agent' | 'customer', senderId: string) =>
      sendMessage({
        ...{ conversationId: id, senderKind, senderId, clientMessageId: newId() },
        ...{ kind: 'text', text: 'A word', attachmentId: null },
      })
    await say('agent', s.agents.A as string)
    at(200_000)
    await sweepTimers()
    expect(await alarms()).toEqual([])
    at(349_999)
    await sweepTimers()
    const silent = async () =>
      (await pool().query('select silent_since, countdown_ends_at from conversations where id = $1', [id]))
        .rows[0]
    expect(await silent()).toEqual({ silent_since: null, countdown_ends_at: null })
    at(350_000)
    await sweepTimers()
    expect(await silent()).toEqual({
      silent_since: new Date(start + 350_000),
      countdown_ends_at: new Date(start + 470_000),
    })
    at(469_999)
    await sweepTimers()
    expect(await statuses()).toEqual({ awaiting_customer: 1 })
    at(470_000)
    await sweepTimers()
    expect(await statuses()).toEqual({ ended_by_system: 1 })
    expect((await pool().query('select 1 from conversation_timers')).rowCount).toBe(0)
  })

  it('keep the countdown that the customer was told when the setting becomes shorter', async () => {
    const id = await arrive()
    await sendMessage({
      ...{
        conversationId: id,
        senderKind: 'agent',
        senderId: s.agents.A as string,
        clientMessageId: newId(),
      },
      ...{ kind: 'text', text: 'A word', attachmentId: null },
    })
    at(300_000)
    await sweepTimers()
    await pool().query(`update channels set thresholds = '{"countdownMs": 1000}'`)
    at(419_999)
    await sweepTimers()
    expect(await statuses()).toEqual({ awaiting_customer: 1 })
    at(420_000)
    await sweepTimers()
    expect(await statuses()).toEqual({ ended_by_system: 1 })
  })

  it('go by the nearer setting: the group before the channel before everybody', async () => {
    await pool().query(`update organization set settings = '{"thresholds": {"noReplyWarningMs": 10000}}'`)
    await pool().query(`update channels set thresholds = '{"noReplyWarningMs": 20000}'`)
    await pool().query(`update skill_groups set thresholds = '{"noReplyWarningMs": 30000}'`)
    await arrive()
    await sweepTimers()
    at(29_999)
    await sweepTimers()
    expect(await alarms()).toEqual([])
    at(30_000)
    await sweepTimers()
    expect((await alarms())[0]).toMatchObject({ level: 'warning', count: 1 })
  })

  it('lose none, double none and fire none early although sweeping processes are killed again and again', async () => {
    const ids = await Promise.all(Array.from({ length: MANY }, arrive))
    await pool().query(
      `update conversations set awaiting_since = now() - interval '70 seconds', state_since = now() - interval '70 seconds'`,
    )
    setClock(undefined)
    let kills = 0
    for (let life = 0; life < 6; life += 1) {
      const child = fork(
        path.resolve('server/modules/dispatch/testing/sweeping-process.ts'),
        [database.url],
        {
          execArgv: ['--import', 'tsx'],
          stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        },
      )
      const gone = new Promise((resolve) => child.once('exit', resolve))
      await new Promise<void>((ready) => child.once('message', () => ready()))
      // Killed after some of the timers have fired: more each time, so in another place each time.
      const { rows: before } = await pool().query("select 1 from conversation_events where type = 'alarm'")
      await expect
        .poll(
          async () => (await pool().query("select 1 from conversation_events where type = 'alarm'")).rowCount,
          {
            timeout: 10_000,
            interval: 1,
          },
        )
        .toBeGreaterThan(Math.min(before.length + life, MANY - 1))
      child.kill('SIGKILL')
      kills += 1
      await gone
      await pool().query(
        "update conversation_timers set due_at = now() where due_at < now() + interval '6 seconds'",
      )
    }
    while ((await sweepTimers()).fired > 0);
    const [warnings] = await alarms()
    console.info(`${kills} processes killed, ${ids.length} timers`)
    expect(warnings).toMatchObject({ level: 'warning', count: MANY, most: 1 })
    expect(warnings?.earliest).toBeGreaterThanOrEqual(60_000)
  }, 120_000)
})
