import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { pool } from '@/server/platform/db/pool'
import { prisma } from '@/server/platform/db/prisma'
import { log } from '@/server/platform/log'
import { jobRun, round } from '@/server/platform/observe/rounds'
import { slowQueries } from '@/server/platform/observe/slow-queries'
import { withOrigin } from '@/server/platform/request-context'
import { useTestDatabase } from '@/server/platform/testing/database'
import { readMetrics } from './actions/gauges'
import { readHealth } from './actions/read-health'
import { reportSelf } from './actions/report-process'

useTestDatabase()
const read = (file: string) => readFileSync(path.resolve('deploy', file), 'utf8')

const dashboard = z.object({
  title: z.string(),
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.string(),
      title: z.string(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ refId: z.string(), expr: z.string().min(1) })).optional(),
    }),
  ),
})
const alerts = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string().min(1),
          annotations: z.object({ summary: z.string(), action: z.string() }),
        }),
      ),
    }),
  ),
})

const shown = () => dashboard.parse(JSON.parse(read('grafana-dashboard.json')))
const rules = () => alerts.parse(parse(read('alerts.yml'))).groups.flatMap((group) => group.rules)
const expressions = () => [
  ...shown().panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...rules().map(({ expr }) => expr),
]
/** Names of metrics in an expression; of a histogram, the name it is described under. */
const namesIn = (expr: string): string[] => expr.match(/\b(?:switchyard|nodejs|process)_[a-z0-9_]+/g) ?? []

type Described = { help: string; type: string; labels: Set<string> }

/** What /metrics describes, by name. */
function described(text: string): Map<string, Described> {
  const found = new Map<string, Described>()
  for (const line of text.split('\n')) {
    const help = /^# HELP (\S+) (.*)$/.exec(line)
    if (help?.[1]) found.set(help[1], { help: help[2] ?? '', type: '', labels: new Set() })
    const type = /^# TYPE (\S+) (\S+)$/.exec(line)
    const known = type?.[1] && found.get(type[1])
    if (known && type?.[2]) known.type = type[2]
    const sample = /^([a-z0-9_]+)\{(.*)\} /.exec(line)
    const of = sample?.[1] && found.get(baseName(sample[1], found))
    if (of) for (const [, label] of (sample[2] ?? '').matchAll(/([a-z_]+)="/g)) of.labels.add(label ?? '')
  }
  return found
}

const baseName = (name: string, known: Map<string, unknown>): string =>
  known.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '')

let metrics: Map<string, Described>

beforeAll(async () => {
  await pool().query('select 1')
  await round('a_round', 1_000, async () => {})
  await jobRun('a_job', '1', async () => {})
  metrics = described((await readMetrics()).text)
})

describe('what Prometheus and Grafana are given', () => {
  it('names only metrics that exist, and each says what it is', () => {
    const names = expressions().flatMap(namesIn)
    expect(new Set(names).size).toBeGreaterThan(40)
    const unknown = names.filter((name) => !metrics.get(baseName(name, metrics))?.help)
    expect(unknown).toEqual([])
  })

  it('asks histograms for buckets, sums and counts, and nothing else for those', () => {
    for (const name of expressions().flatMap(namesIn)) {
      const type = metrics.get(baseName(name, metrics))?.type
      expect([name, type === 'histogram']).toEqual([name, !metrics.has(name)])
    }
  })

  it('shows every metric of ours on the dashboard', () => {
    const used = new Set(
      shown()
        .panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => namesIn(expr)))
        .map((name) => baseName(name, metrics)),
    )
    const own = [...metrics.keys()].filter((name) => name.startsWith('switchyard_'))
    // Entries by type and the last success of a job are for questions that nobody asks daily.
    const unshown = own.filter((name) => !used.has(name))
    expect(unshown).toEqual(['switchyard_log_entries_total', 'switchyard_job_last_success_timestamp_seconds'])
  })

  it('keeps to the conventions of names: base units, _total for what only grows', () => {
    for (const [name, { type }] of metrics) {
      if (!name.startsWith('switchyard_')) continue
      expect([name, type === 'counter']).toEqual([name, name.endsWith('_total')])
      expect(name).not.toMatch(/_(ms|millis|kb|mb|minutes|percent)(_|$)/)
    }
  })

  it('draws no two panels with one id, and none on top of another', () => {
    const { panels } = shown()
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
  })

  it('has labels out of a closed list: no customer, no person, no conversation', () => {
    const allowed = [
      ...['method', 'route', 'status', 'outcome', 'type', 'path', 'topic', 'task', 'result', 'loop', 'timer'],
      ...['statement', 'group', 'kind', 'state', 'le'],
    ]
    for (const [name, { labels }] of metrics)
      if (name.startsWith('switchyard_'))
        expect([name, [...labels].filter((l) => !allowed.includes(l))]).toEqual([name, []])
  })
})

describe('slow statements', () => {
  const secret = 'the words of a customer'
  const origin = { requestId: 'request-of-slow', ip: null, client: null, via: null, viaName: null }

  it('are written down by name with the request, never with a value, for pg and Prisma alike', async () => {
    const told = vi.spyOn(log(), 'warn').mockImplementation(() => {})
    const before = slowQueries().total
    await withOrigin(origin, async () => {
      await pool().query({
        name: 'dawdle',
        text: 'select pg_sleep(0.25), $1::text from roles right join (select 1) x on true limit 1',
        values: [secret],
      })
      await prisma().$queryRawUnsafe(`select pg_sleep(0.25)::text, '${secret}' as words`)
    })
    expect(slowQueries().total).toBe(before + 2)
    const [first, second] = slowQueries().recent.slice(-2)
    expect(first).toMatchObject({ statement: 'dawdle', requestId: 'request-of-slow', failed: false, rows: 1 })
    expect(second).toMatchObject({ statement: 'select', requestId: 'request-of-slow' })
    expect(JSON.stringify([slowQueries().recent, told.mock.calls])).not.toContain(secret)
    told.mockRestore()
    expect((await readMetrics()).text).toContain('switchyard_db_slow_queries_total{statement="dawdle"} 1')
  })

  it('name the request they were made in, although the pool runs them in another turn', async () => {
    const told = vi.spyOn(log(), 'warn').mockImplementation(() => {})
    const ids = Array.from({ length: 30 }, (_, i) => `request-${i}`)
    await Promise.all(
      ids.map((requestId) =>
        withOrigin({ ...origin, requestId }, () =>
          pool().query({ text: 'select pg_sleep(0.21), $1::text as "from"', values: [requestId] }),
        ),
      ),
    )
    told.mockRestore()
    const seen = slowQueries()
      .recent.slice(-30)
      .map(({ requestId }) => requestId)
    expect(seen.toSorted()).toEqual(ids.toSorted())
  })
})

it('a process that reported itself is on the page, and what failed is named without what came from outside', async () => {
  const failing = round('failing_round', 60_000, () =>
    Promise.reject(new Error('550 "Anna Example" <anna@example.com> is unknown')),
  )
  await expect(failing).rejects.toThrow()
  await reportSelf()
  const health = await readHealth()
  expect(health.processes).toMatchObject([{ pid: process.pid, state: expect.any(String) }])
  expect(health.database).toMatchObject({ migrations: expect.any(Number), standby: false })
  expect(health.database.lastMigration).toMatch(/^\d{14}_/)
  expect(health.findings).toContainEqual(
    expect.objectContaining({ part: 'jobs', code: 'loop_failing', subject: 'failing_round' }),
  )
  const found = health.jobs.loops.find(({ name }) => name === 'failing_round')
  expect(found?.lastError).toBe('Error: 550 "…" <…> is unknown')
  expect(health.parts.jobs).not.toBe('ok')
})

it('a process that says nothing any more is found, then forgotten', async () => {
  await pool().query(`insert into processes(id, started_at, seen_at, report)
    select gen_random_uuid(), now(), now() - interval '30 seconds', jsonb_set(report, '{pid}', '4711') from processes`)
  const health = await readHealth()
  expect(health.findings).toContainEqual(
    expect.objectContaining({
      code: 'process_silent',
      state: 'attention',
      subject: expect.stringMatching(/:4711$/),
    }),
  )
  await pool().query(
    `update processes set seen_at = now() - interval '2 hours' where report->>'pid' = '4711'`,
  )
  await reportSelf()
  expect((await readHealth()).processes.map(({ pid }) => pid)).toEqual([process.pid])
})

it('metrics of the process are told while the database does not answer', async () => {
  const away = vi
    .spyOn(pool(), 'query')
    .mockImplementation((() => Promise.reject(new Error('gone'))) as never)
  const told = vi.spyOn(log(), 'warn').mockImplementation(() => {})
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] })
  const { text } = await readMetrics()
  vi.useRealTimers()
  away.mockRestore()
  told.mockRestore()
  expect(text).toContain('switchyard_database_up 0')
  expect(text).toContain('process_resident_memory_bytes')
  expect(text).not.toMatch(/^switchyard_timers_pending /m)
})
