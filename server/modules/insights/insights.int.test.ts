import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Principal } from '@/server/access'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { getResultReport } from './actions/get-result-report'
import { listReportRows } from './actions/list-report-rows'
import {
  applies,
  type Family,
  groupBy,
  type MetricKey,
  type MetricValues,
  metrics,
  type ReportInput,
} from './contract'
import { periodOf } from './domain/period'
import { answerNaively } from './testing/naive-metrics'
import { type Rows, randomHistory, storeHistory } from './testing/random-history'

useTestDatabase()

const everybody: Principal = {
  userId: '00000000-0000-7000-8000-000000000001',
  name: 'Manager',
  agentId: null,
  roles: [],
  permissions: { 'reports.read': 'all' },
  groupIds: [],
  scopeGroupIds: [],
}

/** Weeks in which clocks jump forward and back, a zone off the full hour, one that does not change at all. */
const places = [
  { timeZone: 'Europe/Berlin', from: '2026-03-27', to: '2026-03-30' },
  { timeZone: 'America/New_York', from: '2026-10-31', to: '2026-11-02' },
  { timeZone: 'Australia/Lord_Howe', from: '2026-04-03', to: '2026-04-06' },
  { timeZone: 'Asia/Kathmandu', from: '2026-06-30', to: '2026-07-02' },
  { timeZone: 'Asia/Shanghai', from: '2026-12-31', to: '2027-01-01' },
] as const

function edgesOf({ timeZone, from, to }: (typeof places)[number]): number[] {
  const { from: start, until } = periodOf(from, to, timeZone)
  const edges = [start, until]
  for (let at = start; at < until; at += 6 * 3_600_000) edges.push(at)
  return edges
}

type Pair = readonly [number | null, number | null]

/** What was counted, without metrics that counted nothing. Shares are of the table's total; single numbers have one part. */
function pairs(values: MetricValues | Map<MetricKey, Pair> | undefined): Record<string, number[]> {
  const list: [MetricKey, Pair][] =
    values instanceof Map
      ? [...values]
      : Object.entries(values ?? {}).map(([key, v]) => [key as MetricKey, [v.numerator, v.denominator]])
  const counted = list.map(([key, [n, d]]): [string, number[]] => {
    return [key, metrics[key].form === 'ratio' ? [n ?? 0, d ?? 0] : [n ?? 0]]
  })
  return Object.fromEntries(counted.filter(([, numbers]) => numbers.some((number) => number !== 0)))
}

type Filters = Pick<ReportInput, 'groupIds' | 'subGroups' | 'agentIds' | 'channelIds' | 'categoryIds'>
const none: Filters = { groupIds: [], subGroups: true, agentIds: [], channelIds: [] }

/** How many values of each metric were held against the recount, those that counted nothing left out. */
type Seen = Map<MetricKey, number>

async function compare(rows: Rows, input: ReportInput, now: number, seen: Seen): Promise<void> {
  const report = await getResultReport(everybody, input)
  const { from, until } = report.period
  const naive = answerNaively(rows, { ...input, by: input.groupBy, from, until, now })
  expect(pairs(report.total)).toEqual(pairs(naive.total))
  const shown = Object.fromEntries(report.rows.map((row) => [row.cell, pairs(row.values)]))
  for (const [cell, values] of naive.cells) expect({ [cell]: shown[cell] }).toEqual({ [cell]: pairs(values) })
  for (const row of report.rows) expect(pairs(row.values)).toEqual(pairs(naive.cells.get(row.cell)))
  for (const values of [report.total, ...report.rows.map((row) => row.values)]) {
    for (const key of Object.keys(pairs(values)) as MetricKey[]) seen.set(key, (seen.get(key) ?? 0) + 1)
  }
}

const filterKinds = ['none', 'group', 'agent', 'channel', 'category'] as const
type Case = {
  seed: number
  place: (typeof places)[number]
  by: (typeof groupBy.options)[number]
  filter: (typeof filterKinds)[number]
}

async function recount({ seed, place, by, filter }: Case, seen: Seen): Promise<void> {
  const rows = randomHistory(seed, edgesOf(place), 60)
  const now = Math.max(...edgesOf(place)) - 5 * 3_600_000
  setClock(() => new Date(now))
  await storeHistory(pool(), rows)
  const filters: Record<typeof filter, Partial<Filters>> = {
    none: {},
    group: { groupIds: [rows.groups[0]!.id] },
    agent: { agentIds: rows.agents.slice(0, 2) },
    channel: { channelIds: rows.channels.slice(0, 1) },
    category: { categoryIds: rows.categories.slice(0, 1) },
  }
  await compare(rows, { ...place, ...none, ...filters[filter], groupBy: by, compare: false }, now, seen)
}

/** Families that count what is different among their rows, and those that add up time. */
const countsApart: Family[] = ['written', 'holding', 'rating_part', 'presence', 'adherence']

describe('result metrics', () => {
  it('agree exactly with a naive recount of the raw rows: every metric, by every grouping, through every filter', async () => {
    const seen: Seen = new Map()
    for (const [index, by] of groupBy.options.entries()) {
      const place = places[index % places.length]!
      // Every second without a filter, the others through each in turn.
      const filter = index % 2 === 0 ? 'none' : filterKinds[1 + (((index - 1) / 2) % 4)]!
      await recount({ seed: index, place, by, filter }, seen)
    }
    const keys = Object.keys(metrics) as MetricKey[]
    const values = keys.map((key) => seen.get(key) ?? 0)
    console.info(
      `${keys.length} metrics by ${groupBy.options.length} groupings: ${values.reduce((a, b) => a + b)} values agree, ` +
        `${Math.min(...values)} to ${Math.max(...values)} of each.`,
    )
    expect(keys.filter((key) => !seen.has(key))).toEqual([])
  }, 240_000)

  it('agree with it over histories nobody chose', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.integer({ min: 0, max: 2 ** 31 }),
          place: fc.constantFrom(...places),
          by: fc.constantFrom(...groupBy.options),
          filter: fc.constantFrom(...filterKinds),
        }),
        (one) => recount(one, new Map()),
      ),
      { numRuns: 8 },
    )
  }, 240_000)

  it('of a group count those below it unless that is declined, and each is counted in one of them', async () => {
    const place = places[0]
    const rows = randomHistory(11, edgesOf(place), 120)
    setClock(() => new Date(Math.max(...edgesOf(place))))
    await storeHistory(pool(), rows)
    const handled = async (groupId: string, subGroups: boolean) => {
      const asked: ReportInput = {
        ...place,
        ...none,
        groupIds: [groupId],
        subGroups,
        groupBy: 'day',
        compare: false,
      }
      return (await getResultReport(everybody, asked)).total.conversations_handled?.value ?? 0
    }
    const top = rows.groups.find(({ id }) => rows.groups.some((group) => group.parent_id === id))!.id
    const below = new Set([top])
    for (const _ of rows.groups) {
      for (const { id, parent_id } of rows.groups) if (parent_id && below.has(parent_id)) below.add(id)
    }
    let sum = 0
    for (const id of below) sum += await handled(id, false)
    expect(below.size).toBeGreaterThan(1)
    expect(await handled(top, true)).toBe(sum)
    expect(await handled(top, false)).toBeLessThan(sum)
  })

  it('open exactly the rows that they count', async () => {
    const place = places[0]
    const rows = randomHistory(7, edgesOf(place), 80)
    setClock(() => new Date(Math.max(...edgesOf(place))))
    await storeHistory(pool(), rows)
    const report = await getResultReport(everybody, { ...place, ...none, groupBy: 'day', compare: false })
    for (const key of Object.keys(metrics) as MetricKey[]) {
      if (countsApart.includes(metrics[key].family)) continue
      for (const row of report.rows.filter(() => applies(key, 'day'))) {
        const page = await listReportRows(everybody, {
          ...place,
          ...none,
          metric: key,
          groupBy: 'day',
          cell: row.cell,
          offset: 0,
          limit: 200,
        })
        const { numerator, denominator } = row.values[key] ?? { numerator: null, denominator: null }
        if (metrics[key].form === 'ratio') expect([key, page.total]).toEqual([key, denominator ?? 0])
        else if (metrics[key].unit === 'count') expect([key, page.total]).toEqual([key, numerator ?? 0])
      }
    }
  })

  it('open stretches of time that add up to the number, each told once', async () => {
    const place = places[0]
    const rows = randomHistory(7, edgesOf(place), 40)
    setClock(() => new Date(Math.max(...edgesOf(place))))
    await storeHistory(pool(), rows)
    const report = await getResultReport(everybody, { ...place, ...none, groupBy: 'agent', compare: false })
    for (const row of report.rows) {
      const asked = { ...place, ...none, metric: 'online_time', groupBy: 'agent', cell: row.cell } as const
      const page = await listReportRows(everybody, { ...asked, offset: 0, limit: 200 })
      const sum = page.rows.reduce((all, detail) => all + (detail.value ?? 0), 0)
      expect(sum).toBe(row.values.online_time?.value)
      expect(page.total).toBe(page.rows.length)
      expect(page.rows.length).toBeLessThan(10)
    }
  })

  it('compare with the period of the same length just before, place by place', async () => {
    const place = places[0]
    const rows = randomHistory(11, edgesOf(place), 80)
    await storeHistory(pool(), rows)
    const later = {
      ...none,
      timeZone: place.timeZone,
      groupBy: 'day',
      from: '2026-03-29',
      to: '2026-03-30',
    } as const
    const both = await getResultReport(everybody, { ...later, compare: true })
    const before = await getResultReport(everybody, {
      ...later,
      from: '2026-03-27',
      to: '2026-03-28',
      compare: false,
    })
    expect(both.previousTotal).toEqual(before.total)
    expect(both.previous['2026-03-29']).toEqual(before.rows[0]!.values)
    expect(both.previousPeriod).toEqual(before.period)
  })

  it('never show more than the scope of the permission', async () => {
    const place = places[0]
    const rows = randomHistory(13, edgesOf(place), 80)
    await storeHistory(pool(), rows)
    const asked: ReportInput = { ...place, ...none, groupBy: 'agent', compare: false }
    const [me] = rows.agents as [string]
    const own = await getResultReport(
      { ...everybody, userId: me, permissions: { 'reports.read': 'own' } },
      asked,
    )
    expect(own.rows.every((row) => row.cell === me)).toBe(true)
    expect(own.total).toEqual((await getResultReport(everybody, { ...asked, agentIds: [me] })).total)
    const lead: Principal = {
      ...everybody,
      permissions: { 'reports.read': 'group' },
      scopeGroupIds: [rows.groups[2]!.id],
    }
    const theirs = await getResultReport(lead, { ...asked, groupIds: [rows.groups[0]!.id] })
    expect(pairs(theirs.total)).toEqual({})
    const nobody: Principal = { ...everybody, permissions: {} }
    await expect(getResultReport(nobody, asked)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
