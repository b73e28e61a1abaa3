import { beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '@/server/access'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { getResultReport } from './actions/get-result-report'
import { getTimeline } from './actions/get-timeline'
import { listRatings } from './actions/list-ratings'
import { listReportRows } from './actions/list-report-rows'
import { metricKey, type ReportInput } from './contract'
import { periodOf } from './domain/period'
import { type Rows, randomHistory, storeHistory } from './testing/random-history'

useTestDatabase()

const manager: Principal = {
  userId: '00000000-0000-7000-8000-000000000001',
  name: 'Manager',
  agentId: null,
  roles: [],
  permissions: { 'reports.read': 'all' },
  groupIds: [],
  scopeGroupIds: [],
}
const place = { timeZone: 'Europe/Berlin', from: '2026-03-27', to: '2026-03-30' }
const none = { groupIds: [], subGroups: true, agentIds: [], channelIds: [] }
const asked: ReportInput = { ...place, ...none, groupBy: 'day', compare: false }
const { from, until } = periodOf(place.from, place.to, place.timeZone)
let rows: Rows

beforeAll(async () => {
  rows = randomHistory(
    23,
    Array.from({ length: 17 }, (_, i) => from + i * 6 * 3_600_000),
    120,
  )
  setClock(() => new Date(until))
  await storeHistory(pool(), rows)
  const commented = rows.ratings.filter((_, index) => index % 2 === 0).map((r) => r.conversation_id)
  await pool().query(`update ratings set comment = 'Never again' where conversation_id = any($1)`, [
    commented,
  ])
  await pool().query(`update ratings set comment = '  ' where not conversation_id = any($1)`, [commented])
})

describe('ratings in words', () => {
  const all = { ...place, ...none, score: null, offset: 0, limit: 100 }

  it('are those that the report counts, and of them those that say something', async () => {
    const report = await getResultReport(manager, asked)
    const every = await listRatings(manager, { ...all, commented: false })
    expect(every.total).toBe(report.total.ratings_received?.value)
    const spoken = await listRatings(manager, { ...all, commented: true })
    expect(spoken.total).toBeGreaterThan(0)
    expect(spoken.rows.every(({ comment }) => comment === 'Never again')).toBe(true)
    expect(every.rows.filter(({ comment }) => comment?.trim())).toHaveLength(spoken.total)
  })

  it('are divided by stars without rest, and each tag has its name', async () => {
    const every = await listRatings(manager, { ...all, commented: false })
    let sum = 0
    for (const score of [1, 2, 3, 4, 5]) {
      const page = await listRatings(manager, { ...all, commented: false, score })
      expect(page.rows.every((row) => row.score === score)).toBe(true)
      sum += page.total
    }
    expect(sum).toBe(every.total)
    const tags = every.rows.flatMap((row) => row.tags)
    expect(tags.find(({ key }) => key === 'slow')?.names).toMatchObject({ en: 'Long wait' })
  })

  it('show nobody more than the scope of the permission', async () => {
    const [me] = rows.agents as [string]
    const own = { ...manager, userId: me, permissions: { 'reports.read': 'own' } } satisfies Principal
    const mine = await listRatings(own, { ...all, commented: false })
    const theirs = await listRatings(manager, { ...all, commented: false, agentIds: [me] })
    expect(mine).toEqual(theirs)
    await expect(
      listRatings({ ...manager, permissions: {} }, { ...all, commented: false }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the timeline of a day', () => {
  const day = {
    timeZone: place.timeZone,
    from: '2026-03-29',
    to: '2026-03-29',
    ...none,
    offset: 0,
    limit: 100,
  }

  it('adds up to the time on duty, on the day that is an hour short', async () => {
    const timeline = await getTimeline(manager, day)
    expect(timeline.until - timeline.from).toBe(23 * 3_600_000)
    const report = await getResultReport(manager, {
      ...{ ...day, groupBy: 'agent', compare: false, metrics: ['online_time'] },
    })
    for (const { id, spans } of timeline.agents) {
      const sum = spans.reduce((total, span) => total + span.until - span.from, 0)
      expect(sum).toBe(report.rows.find((row) => row.cell === id)?.values.online_time?.value ?? 0)
    }
    expect(timeline.agents.length).toBeGreaterThan(1)
    expect(timeline.total).toBe(timeline.agents.length)
  })

  it('knows only those whom the scope covers', async () => {
    const group = rows.groups[2]!.id
    const lead = {
      ...manager,
      permissions: { 'reports.read': 'group' },
      scopeGroupIds: [group],
    } satisfies Principal
    const members = rows.members.filter((m) => m.group_id === group).map((m) => m.agent_id)
    const timeline = await getTimeline(lead, day)
    expect(timeline.agents.length).toBeGreaterThan(0)
    expect(timeline.agents.every(({ id }) => members.includes(id))).toBe(true)
  })
})

describe('a report', () => {
  it('of chosen metrics has these and no others, with the same values', async () => {
    const whole = await getResultReport(manager, asked)
    const part = await getResultReport(manager, { ...asked, metrics: ['csat', 'offered'] })
    expect(Object.keys(part.total).sort()).toEqual(['csat', 'offered'])
    expect(part.total.csat).toEqual(whole.total.csat)
    expect(part.rows.map((row) => row.values.offered)).toEqual(whole.rows.map((row) => row.values.offered))
  })

  it('knows every metric of the registry', async () => {
    const whole = await getResultReport(manager, asked)
    expect(Object.keys(whole.total).sort()).toEqual([...metricKey.options].sort())
  })

  it('filtered by a category counts those below it', async () => {
    const [above, below] = rows.categories as [string, string]
    await pool().query('update categories set parent_id = $1 where id = $2', [above, below])
    const offered = async (categoryIds: string[]) =>
      (await getResultReport(manager, { ...asked, categoryIds })).total.offered?.value ?? 0
    const apart = await offered([below])
    await pool().query('update categories set parent_id = null where id = $1', [below])
    const alone = await offered([above])
    await pool().query('update categories set parent_id = $1 where id = $2', [above, below])
    expect(apart).toBeGreaterThan(0)
    expect(await offered([above])).toBe(apart + alone)
  })

  it('by weekday and hour has a cell for each hour of a week, and its rows open', async () => {
    const report = await getResultReport(manager, { ...asked, groupBy: 'weekday_hour', metrics: ['offered'] })
    expect(report.rows).toHaveLength(168)
    const sum = report.rows.reduce((total, row) => total + (row.values.offered?.value ?? 0), 0)
    expect(sum).toBe(report.total.offered?.value)
    const busiest = report.rows.find((row) => row.values.offered?.value)!
    const page = await listReportRows(manager, {
      ...{ ...place, ...none, metric: 'offered', groupBy: 'weekday_hour', cell: busiest.cell },
      ...{ offset: 0, limit: 200 },
    })
    expect(page.total).toBe(busiest.values.offered?.value)
  })

  it('opens the alarms behind a number with what each is about', async () => {
    const report = await getResultReport(manager, { ...asked, groupBy: 'alarm', metrics: ['alarms_raised'] })
    const row = report.rows.find(({ cell }) => cell === 'no_reply')!
    const page = await listReportRows(manager, {
      ...{
        ...place,
        ...none,
        metric: 'alarms_raised',
        groupBy: 'alarm',
        cell: 'no_reply',
        offset: 0,
        limit: 200,
      },
    })
    expect(page.total).toBe(row.values.alarms_raised?.value)
    expect(page.rows.every(({ status }) => status === 'no_reply')).toBe(true)
  })
})
