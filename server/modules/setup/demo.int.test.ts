import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedDemo } from '@/prisma/seed/demo'
import { principalOf, signIn, viewLink } from '@/server/modules/accounts'
import { createGroup } from '@/server/modules/workforce'
import { createGroupInput } from '@/server/modules/workforce/contract'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { newId } from '@/server/platform/ids'
import { startJobs } from '@/server/platform/jobs'
import { useTestDatabase } from '@/server/platform/testing/database'
import {
  addFirstAgent,
  claimAccount,
  getDemo,
  getGuide,
  REMOVE_DEMO_TASK,
  removeDemo,
  startDemoRemoval,
} from './index'

const database = useTestDatabase()
const dataDir = mkdtempSync(path.join(tmpdir(), 'demo-removal-'))
const firstStart = path.join(dataDir, 'first-start.json')
let adminId = ''

beforeAll(async () => {
  env().dataDir = dataDir
  await seedDemo({ databaseUrl: database.url })
  writeFileSync(firstStart, '{}')
  adminId = await one(`select id from users where email = 'admin@fernhalde.example'`)
  const stop = await startJobs({})
  await stop()
}, 120_000)
afterAll(() => rmSync(dataDir, { recursive: true }))

const one = async (sql: string, values: unknown[] = []) =>
  (await pool().query({ text: sql, values, rowMode: 'array' })).rows[0]?.[0]
const admin = async () => (await principalOf(adminId))!
const count = async (table: string) => Number(await one(`select count(*) from ${table}`))

const group = (name: string, more: object = {}) =>
  createGroupInput.parse({
    ...{ name, description: '', parentId: null, calendarId: null, intakePaused: false, offlineMode: 'even' },
    ...{ maxQueueLength: null, maxWaitSeconds: null, overflowGroupId: null, serviceLevelSeconds: 30 },
    ...{ settings: {}, thresholds: {}, members: [], ...more },
  })

describe('the demo, taken away', () => {
  it('is no start for the guide, and cannot be removed by one of its own people', async () => {
    expect(await getGuide(await admin())).toMatchObject({ demo: true, group: null, channel: null, agents: 0 })
    await expect(startDemoRemoval(await admin(), { keepTests: false })).rejects.toMatchObject({
      code: 'invalid_state',
    })
    await claimAccount(await admin(), {
      name: 'Ada',
      email: 'ada@own.example',
      password: 'a password of my own',
    })
    expect(
      await signIn(
        { email: 'ada@own.example', password: 'a password of my own' } as never,
        '127.0.0.1' as never,
      ),
    ).toMatchObject({ kind: 'signed_in' })
  })

  it('shows beforehand how much goes, and what stays for the sake of which own record', async () => {
    const parent = await one(`select id from skill_groups where name = 'Customer care'`)
    const { id: ownGroup } = await createGroup(await admin(), group('Own group', { parentId: parent }))
    const person = { name: 'Own Agent', email: 'agent@own.example' }
    const { id: agentId, link } = await addFirstAgent(await admin(), { groupId: ownGroup, person }, null)
    const token = link?.path.split('/').at(-1) ?? ''
    expect(await viewLink(token, 'invitation')).toMatchObject(person)
    expect(await one('select password_hash from users where id = $1', [agentId])).toBeNull()
    const orders = await one(`select id from skill_groups where name = 'Orders & delivery'`)
    await pool().query(
      `insert into channels(id, public_key, name, default_group_id) values ($1, 'own-key', 'Own channel', $2)`,
      [newId(), orders],
    )
    const [channel, customer] = [newId(), newId()]
    await pool().query(`insert into customers(id, name) values ($1, 'Visitor')`, [customer])
    const thread = newId()
    await pool().query(
      `insert into threads(id, customer_id, initiator, topic) values ($1, $2, 'customer', 'general')`,
      [thread, customer],
    )
    await pool().query(
      `insert into conversations(id, thread_id, customer_id, channel_id, agent_id, status, creation_type)
       select $1, $2, $3, id, $4, 'awaiting_agent', 'direct' from channels where public_key = 'demo-web'`,
      [channel, thread, customer, agentId],
    )
    await pool().query(
      `insert into assignments(id, conversation_id, agent_id, reason, started_at) values ($1, $2, $3, 'dispatch', now())`,
      [newId(), channel, agentId],
    )
    await pool().query('update agents set current_count = 1 where id = $1', [agentId])
    const demo = await getDemo(await admin(), false)
    expect(demo).toMatchObject({ there: true, tests: 1, isDemoUser: false, removal: null })
    expect(demo.counts.conversations).toBeGreaterThan(10_000)
    expect(demo.kept.map(({ kind, name, because }) => `${kind} ${name} ${because.name}`).sort()).toEqual([
      'skill_groups Customer care Own group',
      'skill_groups Orders & delivery Own channel',
    ])
    const keeping = await getDemo(await admin(), true)
    expect(keeping.kept.map(({ name }) => name)).toContain('Web shop')
  })

  it('goes on where it was after a stop, and leaves only what people made', async () => {
    await startDemoRemoval(await admin(), { keepTests: false })
    expect(
      await one('select count(*)::int from jobs.jobs where task_identifier = $1', [REMOVE_DEMO_TASK]),
    ).toBe(1)
    expect(
      await signIn(
        { email: 'mei@fernhalde.example', password: 'whatever it was' } as never,
        '127.0.0.1' as never,
      ),
    ).toMatchObject({ kind: 'refused' })
    // Two at once, as after a process that was thought dead.
    await Promise.all([removeDemo(), removeDemo()])
    const after = await getDemo(await admin(), false)
    expect(after).toMatchObject({ there: false, removal: { running: false } })
    for (const table of [
      'conversations',
      'messages',
      'conversation_events',
      'customers',
      'threads',
      'assignments',
      'dispatch_decisions',
      'ratings',
      'shifts',
      'routing_rules',
      'categories',
      'wrap_ups',
      'calendars',
      'quick_replies',
      'knowledge_articles',
      'procedures',
      'procedure_versions',
      'macros',
      'tickets',
      'call_backs',
      'demo_records',
    ])
      expect(`${table} ${await count(table)}`).toBe(`${table} 0`)
    const names = async (table: string) =>
      (await pool().query(`select name from ${table} order by name`)).rows.map(({ name }) => name)
    expect(await names('users')).toEqual(['Ada', 'Own Agent'])
    expect(await names('channels')).toEqual(['Own channel'])
    expect(await names('skill_groups')).toEqual(['Customer care', 'Orders & delivery', 'Own group'])
    expect(await one('select name from organization')).toBe('My organisation')
    expect(await one(`select current_count from agents where public_name = 'Own Agent'`)).toBe(0)
    expect(existsSync(firstStart)).toBe(false)
  }, 180_000)

  it('is followed by the guide, with what is done already', async () => {
    const guide = await getGuide(await admin())
    expect(guide).toMatchObject({
      demo: false,
      done: { organization: false, group: true, channel: true, agent: true, test: false },
    })
    await expect(startDemoRemoval(await admin(), { keepTests: false })).rejects.toMatchObject({
      code: 'invalid_state',
    })
  })
})
