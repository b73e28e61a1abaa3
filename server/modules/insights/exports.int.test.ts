import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '@/server/access'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { type Sheet, sheetFile, wholeFile } from '@/server/platform/sheet'
import { useTestDatabase } from '@/server/platform/testing/database'
import { dataSetSheet } from './actions/export-data-set'
import { findProgress } from './actions/export-progress'
import { reportSheet } from './actions/export-report'
import { getResultReport } from './actions/get-result-report'
import { listReportRows } from './actions/list-report-rows'
import {
  applies,
  type DataSetFilter,
  dataSetColumns,
  groupBy,
  type MetricKey,
  metricKey,
  metrics,
  type ReportInput,
} from './contract'
import { type Rows, randomHistory, storeHistory } from './testing/random-history'

useTestDatabase()

const now = Date.UTC(2026, 3, 2, 12)
const period = { from: '2026-03-27', to: '2026-03-31', timeZone: 'Europe/Berlin' }
const filters = { groupIds: [], subGroups: true, agentIds: [], channelIds: [] }
const manager: Principal = {
  ...{ userId: '00000000-0000-7000-8000-000000000001', name: 'M', agentId: null, roles: [], groupIds: [] },
  permissions: { 'reports.read': 'all', 'conversations.export': 'all' },
  scopeGroupIds: [],
}
const secret = '4111 1111 1111 1111'
let rows: Rows

beforeAll(async () => {
  setClock(() => new Date(now))
  const edges = [0, 1, 2, 3, 4, 5, 6].map((day) => Date.UTC(2026, 2, 27 + day, 23))
  rows = randomHistory(19, edges, 1_500)
  await storeHistory(pool(), rows)
  await pool().query(`update messages set text = $1`, [secret])
  await pool().query(
    `update conversations set wrap_up_note = $1, last_message_text = $1, page_url = $1,
    contact = jsonb_build_object('phone', $1::text), form = jsonb_build_object('card', $1::text),
    after_work_ended_at = case when number % 5 = 0 then ended_at + interval '40 seconds' end`,
    [secret],
  )
  await pool().query(`update ratings set comment = $1, tags = array['slow', 'rude']`, [secret])
  await pool().query(`update customers set name = $1, email = $1, phone = $1`, [secret])
})

const csvOf = async (sheet: Sheet) => parse(await wholeFile(sheet, 'csv', 1e8), { bom: true }) as string[][]
const whole = (filter: Partial<DataSetFilter> = {}, principal = manager) =>
  dataSetSheet(
    principal,
    { ...period, ...filters, ...filter },
    { language: 'en', signal: new AbortController().signal },
  )

/** Rows of a data set by their conversation's number, cells by key. */
async function recordsOf(sheet: Sheet): Promise<Map<number, Record<string, string>>> {
  const [, ...lines] = await csvOf(sheet)
  const records = lines.map((line) =>
    Object.fromEntries(dataSetColumns.map(({ key }, index) => [key, line[index] ?? ''])),
  )
  return new Map(records.map((record) => [Number(record.number), record]))
}

describe('a report as a file', () => {
  it.each(groupBy.options)('by %s holds the numbers of the screen in both kinds of file', async (by) => {
    const input: ReportInput = { ...period, ...filters, groupBy: by, compare: true }
    const report = await getResultReport(manager, input)
    const keys = metricKey.options.filter((key) => applies(key, by))
    const sheet = () => reportSheet(manager, input, { language: 'zh' })
    const csv = await csvOf(await sheet())
    const xlsx = await readSheet(await wholeFile(await sheet(), 'xlsx', 1e7))
    const values = [...report.rows.map((row) => row.values), report.total]
    expect(csv).toHaveLength(values.length + 1)
    expect(xlsx).toHaveLength(values.length + 1)
    values.forEach((value, index) => {
      keys.forEach((key, column) => {
        const shown = value[key]?.value ?? null
        const divisor = metrics[key].unit === 'ms' ? 1_000 : 1
        const cell = csv[index + 1]?.[column + 1]
        expect([key, cell === '' ? null : Number(cell)]).toEqual([
          key,
          shown === null ? null : shown / divisor,
        ])
        const read = xlsx[index + 1]?.[column + 1] ?? null
        expect([key, read === null]).toEqual([key, shown === null])
        if (shown !== null) expect(inUnits(key, read)).toBeCloseTo(shown, divisor === 1 ? 9 : -1)
      })
    })
  })

  it('says its headings in the language of the reader', async () => {
    const input: ReportInput = { ...period, ...filters, groupBy: 'agent', compare: false }
    const wanted: MetricKey[] = ['csat', 'queue_wait', 'average_response']
    const headings = async (language: 'en' | 'zh') => {
      const sheet = await reportSheet(manager, input, { language, metrics: wanted })
      return sheet.columns.map(({ heading }) => heading)
    }
    expect(await headings('en')).toEqual(['Agent', 'Satisfaction (CSAT)', 'Average response'])
    expect((await headings('zh')).every((heading) => /\p{Script=Han}/u.test(heading))).toBe(true)
  })
})

/** A duration is a part of a day in a workbook, which its reader may take for a moment. */
function inUnits(key: MetricKey, read: unknown): number {
  if (metrics[key].unit !== 'ms') return Number(read)
  return read instanceof Date ? read.getTime() - Date.UTC(1899, 11, 30) : Number(read) * 86_400_000
}

describe('the data set', () => {
  it('has each conversation that began in the period once, over many pages', async () => {
    const { rows: raw } = await pool().query<{ number: string }>(
      `select number from conversations where created_at >= '2026-03-27 00:00+01' and created_at < '2026-04-01 00:00+02'`,
    )
    const sheet = await whole()
    const [head, ...lines] = await csvOf(sheet)
    expect(head).toHaveLength(dataSetColumns.length)
    expect(raw.length).toBeGreaterThan(500)
    expect(sheet.total).toBe(raw.length)
    expect(lines.map((line) => Number(line[1])).sort((a, b) => a - b)).toEqual(
      raw.map((row) => Number(row.number)).sort((a, b) => a - b),
    )
  })

  it.each([
    ['duration', 'duration'],
    ['active_time', 'active_time'],
    ['queue_wait', 'queue_wait'],
    ['first_response_customer', 'first_response_customer'],
    ['first_response_agent', 'first_response_agent'],
  ] as const)('says of %s what the rows behind the number say', async (metric, key) => {
    const records = await recordsOf(await whole({ from: '2026-03-20', to: '2026-04-05' }))
    let compared = 0
    for (let offset = 0; ; offset += 200) {
      const asked = { ...period, ...filters, metric, groupBy: null, cell: null, offset, limit: 200 }
      const page = await listReportRows(manager, asked)
      for (const row of page.rows) {
        const record = records.get(row.number ?? -1)
        if (!record) continue
        expect([row.number, Math.round(Number(record[key]) * 1_000)]).toEqual([row.number, row.value])
        compared += 1
      }
      if (page.rows.length === 0) break
    }
    expect(compared).toBeGreaterThan(20)
  })

  it('holds none of the words of a conversation, and nobody’s name or number', async () => {
    const sheet = await whole()
    expect((await wholeFile(sheet, 'csv', 1e8)).toString()).not.toContain(secret)
  })

  it('covers the scope of the permission to export and the filters', async () => {
    const [me] = rows.agents as [string]
    const own = { ...manager, userId: me, permissions: { 'conversations.export': 'own' as const } }
    const mine = await recordsOf(await whole({}, own))
    expect(mine.size).toBeGreaterThan(0)
    expect([...mine.values()].every((record) => record.agent_id === me)).toBe(true)
    const group = rows.groups[1]!.id
    const lead = {
      ...manager,
      permissions: { 'conversations.export': 'group' as const },
      scopeGroupIds: [group],
    }
    const theirs = await recordsOf(await whole({}, lead))
    expect(theirs.size).toBeGreaterThan(0)
    expect([...theirs.values()].every((record) => record.group_id === group)).toBe(true)
    expect((await whole({ groupIds: [rows.groups[2]!.id] }, lead)).total).toBe(0)
    await expect(whole({}, { ...manager, permissions: { 'reports.read': 'all' } })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('tells its reader alone how far it is', async () => {
    const id = '00000000-0000-7000-8000-0000000000aa'
    const choices = { language: 'en' as const, signal: new AbortController().signal, progressId: id }
    const sheet = await dataSetSheet(manager, { ...period, ...filters }, choices)
    const pieces = sheet.rows[Symbol.asyncIterator]()
    await pieces.next()
    await pieces.next()
    expect(findProgress(manager.userId, id)).toEqual({ rows: 500, total: sheet.total })
    expect(findProgress('00000000-0000-7000-8000-000000000002', id)).toBeNull()
    await pieces.return?.()
    expect(findProgress(manager.userId, id)).toBeNull()
  })

  it('stops its work in the database when the reader goes away', async () => {
    const abort = new AbortController()
    const choices = { language: 'en' as const, signal: abort.signal }
    const sheet = await dataSetSheet(manager, { ...period, ...filters }, choices)
    const blocker = await pool().connect()
    const waiting = async () => {
      const text = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      return (await blocker.query(text)).rows.length
    }
    await blocker.query('begin')
    await blocker.query('lock table ratings in access exclusive mode')
    try {
      const reading = wholeFile(sheet, 'xlsx', 1e8)
      reading.catch(() => {})
      while ((await waiting()) === 0) await new Promise(setImmediate)
      abort.abort(new Error('gone'))
      await expect(reading).rejects.toThrow('gone')
      while ((await waiting()) > 0) await new Promise(setImmediate)
    } finally {
      await blocker.query('rollback')
      blocker.release()
    }
    await expect(pool().query('select count(*) from ratings')).resolves.toBeDefined()
  })

  it('reads no further page for a reader who has had enough', async () => {
    const abort = new AbortController()
    const sheet = await dataSetSheet(
      manager,
      { ...period, ...filters },
      { language: 'en', signal: abort.signal },
    )
    const stream = sheetFile(sheet, 'csv')[Symbol.asyncIterator]()
    await stream.next()
    abort.abort(new Error('gone'))
    await expect(stream.next().then(() => stream.next())).rejects.toThrow('gone')
  })
})
