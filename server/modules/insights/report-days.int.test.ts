import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import type { Principal } from '@/server/access'
import { setClock } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { useTestDatabase, withClient } from '@/server/platform/testing/database'
import { getResultReport } from './actions/get-result-report'
import { keepDays, rebuildDays, verifyDays } from './actions/keep-days'
import { type Family, firstContactDays, groupBy, type MetricKey, metrics } from './contract'
import { periodOf } from './domain/period'
import { countDays } from './store/count-days'
import { countFacts } from './store/count-facts'
import { families } from './store/families'
import { countWaiting, findDue, listClean } from './store/report-days'
import { keptFamilies, summedFamilies } from './store/report-parts'
import { canFilter, type FactQuery } from './store/select-facts'
import { writeDay } from './store/write-sums'
import { lateEvents, loadHistory } from './testing/late-events'
import { answerNaively } from './testing/naive-metrics'
import { type Random, type Rows, randomHistory, randomOf, storeHistory } from './testing/random-history'

const database = useTestDatabase()
afterEach(() => setClock(undefined))

const hour = 3_600_000
const places = [
  { timeZone: 'Europe/Berlin', from: '2026-03-27', to: '2026-03-31' },
  { timeZone: 'America/New_York', from: '2026-10-30', to: '2026-11-02' },
  { timeZone: 'Australia/Lord_Howe', from: '2026-04-03', to: '2026-04-06' },
  { timeZone: 'Asia/Kathmandu', from: '2026-06-29', to: '2026-07-02' },
] as const
type Place = (typeof places)[number]

const useZone = (timeZone: string) =>
  pool().query(
    `insert into organization(id, name, time_zone) values (1, 'X', $1) on conflict (id) do update set time_zone = excluded.time_zone`,
    [timeZone],
  )

const at = (ms: number) => setClock(() => new Date(ms))
const summedOrKept = [...summedFamilies.keys(), ...keptFamilies]

function edgesOf({ timeZone, from, to }: Place): number[] {
  const period = periodOf(from, to, timeZone)
  return [period.from, period.until, ...Array.from({ length: 12 }, (_, i) => period.from + i * 8 * hour)]
}

/** A history in which today is the last date of the place. */
async function begin(seed: number, place: Place, size = 40): Promise<{ rows: Rows; now: number }> {
  const rows = randomHistory(seed, edgesOf(place), size)
  const now = periodOf(place.to, place.to, place.timeZone).from + 13 * hour
  at(now)
  await useZone(place.timeZone)
  await storeHistory(pool(), rows)
  // What an earlier history left would be days of a future that this one does not have.
  await pool().query('truncate report_days, report_day_changes, report_sums, report_facts')
  return { rows, now }
}

/** Until every finished day can be read from sums. Transactions of other tests may hold a barrier up. */
async function settle(): Promise<void> {
  await keepDays({ quietSeconds: 0, workMs: 60_000 })
  while ((await countWaiting(pool(), clockNow())) > 0) {
    await keepDays({ quietSeconds: 0, workMs: 60_000 })
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
const clockNow = () => (globalThis as { switchyardClock?: () => Date }).switchyardClock?.() ?? new Date()

type Filters = FactQuery['filter']
const filtersOf = (rows: Rows): Filters[] => [
  { groupIds: null, agentIds: null, channelIds: null },
  { groupIds: rows.groups.slice(0, 2).map(({ id }) => id), agentIds: null, channelIds: null },
  { groupIds: null, agentIds: rows.agents.slice(0, 2), channelIds: null },
  { groupIds: null, agentIds: rows.agents.slice(0, 1), channelIds: null },
  { groupIds: rows.groups.slice(0, 1).map(({ id }) => id), agentIds: null, channelIds: null },
  { groupIds: null, agentIds: null, channelIds: rows.channels.slice(0, 1) },
  { groupIds: [rows.groups[0]!.id], agentIds: rows.agents.slice(0, 1), channelIds: null },
  { groupIds: null, agentIds: null, channelIds: null, categoryIds: rows.categories.slice(0, 1) },
  {
    groupIds: [rows.groups[0]!.id],
    agentIds: null,
    channelIds: null,
    categoryIds: rows.categories.slice(0, 1),
  },
]

const queryOf = (place: Place, now: number, filter: Filters): FactQuery => {
  const { from, until } = periodOf(place.from, place.to, place.timeZone)
  return {
    from: new Date(from),
    until: new Date(until),
    now: new Date(now),
    timeZone: place.timeZone,
    filter,
  }
}

async function expectEqual(place: Place, rows: Rows, now: number, random: Random): Promise<void> {
  for (const family of Object.keys(families) as Family[]) {
    const by = random.pick(groupBy.options)
    const query = queryOf(place, now, random.pick(filtersOf(rows)))
    if (!canFilter(family, query.filter)) continue
    const told = { family, by, filter: query.filter }
    expect({ told, ...(await countDays(family, by, query)) }).toEqual({
      told,
      ...(await countFacts(pool(), family, by, query)),
    })
  }
}

describe('reports from the sums of days', () => {
  it('equal the rows for every family, grouping and filter', async () => {
    const place = places[0]
    const { rows, now } = await begin(5, place, 50)
    await settle()
    const clean = await listClean(pool(), queryOf(place, now, filtersOf(rows)[0]!))
    expect(clean.map(({ day }) => day)).toEqual(['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30'])
    const [none, ...others] = filtersOf(rows)
    for (const [nth, by] of groupBy.options.entries()) {
      for (const filter of [none!, others[nth % others.length]!]) {
        const query = queryOf(place, now, filter)
        for (const family of summedOrKept.filter((one) => canFilter(one, filter))) {
          const told = { family, by, filter }
          expect({ told, ...(await countDays(family, by, query)) }).toEqual({
            told,
            ...(await countFacts(pool(), family, by, query)),
          })
        }
      }
    }
  }, 600_000)

  it('equal the rows and a naive recount whatever happens late, in any order, with the sums kept at any moment', async () => {
    const names = Object.keys(lateEvents)
    const step = fc.record({
      event: fc.constantFrom(...names),
      seed: fc.integer({ min: 0, max: 2 ** 31 }),
      keep: fc.constantFrom('not', 'one day', 'all'),
      hours: fc.constantFrom<number>(0, 0, 0, 12),
    })
    const each = names.map((event, seed) => ({ event, seed, keep: 'all' as const, hours: 0 }))
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.constantFrom(...places),
        fc.array(step, { minLength: 4, maxLength: 12 }),
        async (seed, place, steps) => {
          let { rows, now } = await begin(seed, place, 30)
          await settle()
          const { from } = periodOf(place.from, place.to, place.timeZone)
          for (const { event, seed: chance, keep, hours } of steps) {
            const random = randomOf(chance)
            const moment = () => new Date(random.whole(from - 5 * hour, now))
            await lateEvents[event]!(pool(), rows, random, moment)
            rows = await loadHistory(pool(), rows)
            now += hours * hour
            at(now)
            await expectEqual(place, rows, now, random)
            if (keep === 'one day') await keepDays({ quietSeconds: 0, workMs: 0 })
            if (keep === 'all') await settle()
            await expectEqual(place, rows, now, random)
          }
          await settle()
          expect(await verifyDays()).toMatchObject({ differences: [] })
          await expectNaive(place, rows, now, randomOf(seed).pick(groupBy.options))
        },
      ),
      {
        numRuns: 8,
        endOnFailure: true,
        examples: [
          [3, places[0], each.slice(0, 7)],
          [4, places[1], each.slice(7, 14)],
          [5, places[2], each.slice(14, 20)],
          [6, places[3], each.slice(20, 27)],
          [7, places[0], each.slice(27)],
          // Two began at the same moment, and one of them was passed on.
          [
            1662082351,
            places.find(({ timeZone }) => timeZone === 'Australia/Lord_Howe')!,
            [
              { event: 'shift of another', seed: 1663779683, keep: 'all', hours: 0 },
              { event: 'answered', seed: 25, keep: 'not', hours: 12 },
              { event: 'transferred', seed: 486492007, keep: 'not', hours: 0 },
              { event: 'place given back', seed: 2147483620, keep: 'all', hours: 0 },
            ],
          ],
        ],
      },
    )
  }, 600_000)
})

const everybody: Principal = {
  userId: '00000000-0000-7000-8000-000000000001',
  name: 'Manager',
  agentId: null,
  roles: [],
  permissions: { 'reports.read': 'all' },
  groupIds: [],
  scopeGroupIds: [],
}

type Pairs = [MetricKey, readonly [number | null, number | null]][]
const counted = (list: Pairs) =>
  Object.fromEntries(
    list
      .map(([key, [n, d]]): [string, number[]] => [
        key,
        metrics[key].form === 'ratio' ? [n ?? 0, d ?? 0] : [n ?? 0],
      ])
      .filter(([, numbers]) => numbers.some((number) => number !== 0)),
  )

async function expectNaive(
  place: Place,
  rows: Rows,
  now: number,
  by: (typeof groupBy.options)[number],
): Promise<void> {
  const none = { groupIds: [], subGroups: true, agentIds: [], channelIds: [] }
  const report = await getResultReport(everybody, { ...place, ...none, groupBy: by, compare: false })
  const naive = answerNaively(rows, { ...place, ...none, ...report.period, by, now })
  const shown = Object.entries(report.total) as [MetricKey, { numerator: number; denominator: number }][]
  expect(counted(shown.map(([key, v]) => [key, [v.numerator, v.denominator]]))).toEqual(
    counted([...naive.total]),
  )
}

describe('sums of days', () => {
  it('are computed for days that are over and for no other, and anew for those that changed and no other', async () => {
    const place = places[3]
    const { rows } = await begin(21, place)
    await settle()
    const days = async () =>
      (await pool().query('select day::text, computed_at as at from report_days order by day')).rows
    const before = await days()
    expect(before.at(-1).day).toBe('2026-07-01')
    expect(before.every((row) => row.at !== null)).toBe(true)
    const noon = new Date(periodOf('2026-06-30', '2026-06-30', place.timeZone).from + 12 * hour)
    const open = rows.conversations.find((c) => c.ended_at === null)!
    await pool().query(
      `insert into ratings(conversation_id, score, created_at) values ($1, 1, $2)
       on conflict (conversation_id) do update set created_at = excluded.created_at`,
      [open.id, noon],
    )
    await settle()
    const after = await days()
    const again = after.filter((row, i) => row.at.getTime() !== before[i].at.getTime()).map((row) => row.day)
    expect(again).toContain('2026-06-30')
    expect(again.length).toBeLessThanOrEqual(2)
  }, 120_000)

  it('of another time zone are forgotten', async () => {
    const { rows, now } = await begin(22, places[0])
    await settle()
    await useZone('Asia/Shanghai')
    await settle()
    const elsewhere = { ...places[0], timeZone: 'Asia/Shanghai' } as unknown as Place
    const filter = filtersOf(rows)[0]!
    expect(await listClean(pool(), queryOf(places[0], now, filter))).toEqual([])
    expect((await listClean(pool(), queryOf(elsewhere, now, filter))).length).toBeGreaterThan(2)
    await expectEqual(elsewhere, rows, now, randomOf(1))
    await expectEqual(places[0], rows, now, randomOf(2))
  }, 120_000)

  it('wait for a transaction that began before the day was noted, and have what it wrote', async () => {
    const place = places[0]
    const { rows, now } = await begin(23, place)
    await withClient(database.url, async (writer) => {
      await writer.query('begin')
      await writer.query(
        `update conversations set ended_at = ended_at - interval '1 hour' where id = any($1)`,
        [rows.conversations.filter((c) => c.ended_at !== null).map(({ id }) => id)],
      )
      await keepDays({ quietSeconds: 0, workMs: 60_000 })
      expect(await keepDays({ quietSeconds: 0, workMs: 60_000 })).toBe(0)
      await writer.query('commit')
    })
    await expectEqual(place, rows, now, randomOf(3))
    await settle()
    expect(await verifyDays()).toMatchObject({ differences: [] })
    await expectEqual(place, rows, now, randomOf(4))
  }, 120_000)

  it('that are computed while their day changes stay marked as changed', async () => {
    const place = places[0]
    const { rows, now } = await begin(24, place)
    await settle()
    const level = (seconds: number) =>
      pool().query('update skill_groups set service_level_seconds = $1', [seconds])
    await level(1)
    await keepDays({ quietSeconds: 0, workMs: 0 })
    await inTransaction(async (sql) => {
      const due = await findDue(sql, new Date(now))
      await level(2)
      if (due) await writeDay(sql, due, new Date(now))
    }, 'begin isolation level repeatable read')
    const clean = await listClean(pool(), queryOf(place, now, filtersOf(rows)[0]!))
    expect(clean).toEqual([])
    await expectEqual(place, rows, now, randomOf(5))
    await settle()
    expect(await verifyDays()).toMatchObject({ differences: [] })
  }, 120_000)

  it('that are not as computed are named, and a rebuild repairs them', async () => {
    await begin(25, places[0])
    await settle()
    await pool().query(
      `update report_sums set parts[1] = parts[1] + 1 where day = '2026-03-28' and family = 'ended' and dims = 0`,
    )
    await pool().query(`delete from report_facts where day = '2026-03-29' and family = 'written'`)
    const { differences } = await verifyDays()
    expect(differences).toMatchObject([
      { day: '2026-03-28', family: 'ended', missing: 1, wrong: 1 },
      { day: '2026-03-29', family: 'written', wrong: 0 },
    ])
    expect(await rebuildDays({ from: '2026-03-28', to: '2026-03-29' })).toBeGreaterThanOrEqual(2)
    expect(await verifyDays()).toMatchObject({ differences: [] })
  }, 120_000)

  it('are watched for changes in every table that the families read', async () => {
    const { rows } = await pool().query<{ table: string }>(
      `select distinct tgrelid::regclass::text as table from pg_trigger where tgname like 'report\\_%'`,
    )
    const watched = new Set(rows.map(({ table }) => table))
    for (const family of summedOrKept) {
      const names = [...families[family].facts.matchAll(/\b(?:from|join)\s+([a-z_]+)\b(?!\s*\()/g)].map(
        (m) => m[1]!,
      )
      const { rows: tables } = await pool().query<{ name: string }>(
        'select name from unnest($1::text[]) name where to_regclass(name) is not null',
        [names],
      )
      expect(tables.length).toBeGreaterThan(0)
      for (const { name } of tables)
        expect({ family, name, watched: watched.has(name) }).toMatchObject({ watched: true })
    }
    const { rows: source } = await pool().query<{ text: string }>(
      `select prosrc as text from pg_proc where proname = 'report_touch_before'`,
    )
    expect(source[0]?.text).toContain(`interval '${firstContactDays} days'`)
  })

  it('are left alone by what happens today', async () => {
    const { rows, now } = await begin(26, places[0])
    await settle()
    const [thread, conversation, message] = [v7(), v7(), v7()]
    const { customer_id, channel_id } = rows.conversations[0]!
    const [agent] = rows.agents as [string]
    const ago = (minutes: number) => new Date(now - minutes * 60_000)
    const run = (text: string, values: unknown[]) => pool().query(text, values)
    await run(`insert into threads(id, customer_id, initiator, topic) values ($1, $2, 'customer', 'new')`, [
      thread,
      customer_id,
    ])
    await run(
      `insert into conversations(id, number, thread_id, customer_id, channel_id, status, created_at, entered_at)
       values ($1, 900, $2, $3, $4, 'queued', $5, $5)`,
      [conversation, thread, customer_id, channel_id, ago(50)],
    )
    await run(
      `update conversations set status = 'awaiting_agent', creation_type = 'queued', agent_id = $2, first_assigned_at = $3
       where id = $1`,
      [conversation, agent, ago(49)],
    )
    await run(
      `insert into assignments(id, conversation_id, agent_id, reason, started_at) values ($1, $1, $2, 'dispatch', $3)`,
      [conversation, agent, ago(49)],
    )
    await run(
      `insert into messages(conversation_id, seq, id, sender_kind, sender_id, client_message_id, created_at)
       values ($1, 1, $2, 'agent', $3, $2, $4)`,
      [conversation, message, agent, ago(48)],
    )
    await run(
      `insert into reply_rounds(conversation_id, seq, agent_id, asked_at, replied_at) values ($1, 1, $2, $3, $4)`,
      [conversation, agent, ago(50), ago(48)],
    )
    await run(
      'update conversations set agent_messages = 1, first_reply_at = $2, first_reply_by = $3 where id = $1',
      [conversation, ago(48), agent],
    )
    await run(`update assignments set ended_at = $2, end_reason = 'agent_ended' where id = $1`, [
      conversation,
      ago(40),
    ])
    await run(`update conversations set status = 'ended', ended_at = $2 where id = $1`, [
      conversation,
      ago(40),
    ])
    await run('insert into ratings(conversation_id, score, created_at) values ($1, 5, $2)', [
      conversation,
      ago(39),
    ])
    await run('update agent_status_spans set until_at = $2 where agent_id = $1 and until_at is null', [
      agent,
      ago(30),
    ])
    const shift = v7()
    await run('insert into shifts(id, agent_id, starts_at, ends_at) values ($1, $2, $3, $4)', [
      shift,
      agent,
      ago(60),
      ago(-60),
    ])
    await run('update shifts set ends_at = $2 where id = $1', [shift, ago(-90)])
    await run('delete from shifts where id = $1', [shift])
    expect((await run('select day from report_day_changes', [])).rows).toEqual([])
  })
})
