import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organizationSettings } from '@/server/modules/accounts/contract'
import { channelSettings } from '@/server/modules/channels/contract'
import { macroInput } from '@/server/modules/conversations/contract'
import { groupServiceSettings } from '@/server/modules/workforce/contract'
import { createTestDatabase, type TestDatabase, withClient } from '@/server/platform/testing/database'
import { type DemoReport, seedDemo } from './demo'

let database: TestDatabase
let report: DemoReport
const dataDir = mkdtempSync(path.join(tmpdir(), 'demo-'))

beforeAll(async () => {
  database = await createTestDatabase()
  report = await seedDemo({ databaseUrl: database.url, dataDir, now: new Date('2026-11-18T14:35:20.123Z') })
})
afterAll(async () => {
  rmSync(dataDir, { recursive: true })
  await database.drop()
})

const count = (sql: string) =>
  withClient(database.url, async (client) =>
    Number((await client.query(`select count(*) as n from ${sql}`)).rows[0].n),
  )

describe('the demo organisation in the database', () => {
  it('fits every constraint and leaves the live state clean', async () => {
    expect(await count('conversations')).toBeGreaterThan(10_000)
    expect(await count('conversations where ended_at is null')).toBe(0)
    expect(await count('queue_entries')).toBe(0)
    expect(await count('tickets')).toBe(62)
    expect(await count(`call_backs where state = 'waiting'`)).toBe(4)
    expect(await count(`agents where current_count <> 0 or status <> 'offline'`)).toBe(0)
    expect(await count('group_members where current_count <> 0 or sort_key <> 0')).toBe(0)
  })

  it('keeps the sums of each conversation true to its messages', async () => {
    const wrong = await count(`conversations c join lateral (
        select count(*) filter (where sender_kind = 'agent') as agents,
          count(*) filter (where sender_kind = 'customer' and not waiting) as customers,
          min(created_at) filter (where sender_kind = 'agent') as first
        from messages m where m.conversation_id = c.id) m on true
      where c.agent_messages <> m.agents or c.customer_messages <> m.customers
        or c.first_reply_at is distinct from m.first
        or c.last_seq <> (select max(seq) from conversation_events e where e.conversation_id = c.id)`)
    expect(wrong).toBe(0)
  })

  it('says of every conversation whether it was live, and rates with the tags of the organisation', async () => {
    expect(await count(`conversations where live = (creation_type is not distinct from 'offline')`)).toBe(0)
    expect(await count('conversations where state_since is distinct from ended_at')).toBe(0)
    const keys = organizationSettings.shape.ratingTags.parse(undefined).map(({ key }) => `'${key}'`)
    expect(await count(`ratings where cardinality(tags) > 0`)).toBeGreaterThan(0)
    expect(await count(`ratings where not tags <@ array[${keys}]::text[]`)).toBe(0)
  })

  it('has settings and macros that the product reads', async () => {
    const stored = await withClient(database.url, async (client) => ({
      channels: (await client.query('select settings from channels')).rows,
      groups: (await client.query('select settings from skill_groups')).rows,
      macros: (await client.query('select name, steps from macros')).rows,
    }))
    const web = stored.channels.map(({ settings }) => channelSettings.parse(settings))
    expect(web.some(({ menu }) => menu.length > 0)).toBe(true)
    expect(web.every(({ form }) => form.length === 0)).toBe(true)
    const groups = stored.groups.map(({ settings }) => groupServiceSettings.parse(settings))
    expect(groups.some(({ wrapUpRequired }) => wrapUpRequired)).toBe(true)
    expect(stored.macros.map((macro) => macroInput.parse(macro).name)).toHaveLength(2)
  })

  it('has a bot whose conversations ended with it or went on to an agent', async () => {
    const bot = `conversations c join channels h on h.id = c.channel_id and h.public_key = 'demo-bot'`
    expect(await count(`${bot} where c.entered_at is null`)).toBe(90)
    expect(await count(`${bot} where c.agent_id is not null`)).toBe(40)
    expect(await count(`bot_turns where outcome = 'missed'`)).toBeGreaterThan(10)
    const gaps = `${bot} where c.last_seq <> (select count(*) from conversation_events e where e.conversation_id = c.id)`
    expect(await count(gaps)).toBe(0)
  })

  it('goes on numbering after the last conversation', async () => {
    const next = await withClient(database.url, (client) =>
      client.query(`select nextval('conversation_number') as n`),
    )
    const last = await withClient(database.url, (client) =>
      client.query('select max(number) as n from conversations'),
    )
    expect(Number(next.rows[0].n)).toBe(Number(last.rows[0].n) + 1)
  })

  it('has one sign-in for each role, and leaves the token for the owner of the machine only', () => {
    expect(new Set(report.signIns.map((signIn) => signIn.role))).toEqual(
      new Set(['administrator', 'supervisor', 'manager', 'quality_inspector', 'agent']),
    )
    const file = path.join(dataDir, 'admin-token')
    expect(readFileSync(file, 'utf8').trim()).toBe(report.adminToken)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})
