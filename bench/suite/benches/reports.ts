import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { metricsOf, reports as pages, type View, views } from '@/components/features/insights/reports/views'
import { builtInRoles, type Principal } from '@/server/access'
import { getMonitor, getResultReport, rebuildDays } from '@/server/modules/insights'
import {
  type GroupBy,
  type MetricKey,
  type ReportInput,
  reportInput,
} from '@/server/modules/insights/contract'
import { pool } from '@/server/platform/db/pool'
import type { Bench, Context } from '../context'
import type { Figure } from '../figure'
import { medianOf } from '../load/percentiles'
import { costOf, explain, type Statement, statementsOf } from '../load/statements'
import { addPresent, growPast, type PastSize } from '../world/past'

const thousand = 1_000
const quick: PastSize[] = [{ conversations: 20 * thousand, messages: 200 * thousand }]
const full: PastSize[] = [1, 3, 10].map((millions) => ({
  conversations: millions * 100 * thousand,
  messages: millions * 1_000 * thousand,
}))

/** Periods that reports are asked for, with what they may take. */
const periods = [
  { name: '30 days', days: 30, bar: 300 },
  { name: 'a year', days: 365, bar: 1_000 },
]
const monitorBar = 20
const plansKept = 4

type Measured = {
  name: string
  bar?: { atMost: number }
  ms: number
  note?: string
  slowest?: Statement | undefined
}

/**
 * Every report over a month and over a year, and the monitor's refresh, while the history behind them grows: the
 * cost is to grow with the answer. Asked of the action in this process, one at a time, as the screens ask.
 */
export const reports: Bench = {
  name: 'reports',
  run: async (context) => {
    const sizes = context.pick(quick, full)
    const columns: { size: PastSize; rows: Measured[] }[] = []
    for (const [index, size] of sizes.entries()) {
      context.say(`a history of ${nameOf(size)} messages`)
      await growPast(
        context.stack.databaseUrl,
        sizes[index - 1] ?? { conversations: 0, messages: 0 },
        size,
        context.say,
      )
      if (index === 0) await addPresent(context.stack.databaseUrl)
      context.say('sums of its days')
      const { ms, days } = await sumUp()
      context.say(`${days} days summed, ${(ms / days).toFixed(0)} ms each`)
      columns.push({ size, rows: await measureReports(context, nameOf(size)) })
    }
    return sideBySide(columns)
  },
}

/** What the server does beside its work when days are over, here all at once; reports are right without it. */
export async function sumUp(): Promise<{ ms: number; days: number }> {
  const began = performance.now()
  const days = await rebuildDays({ from: null, to: null })
  await pool().query('vacuum (analyze) report_sums, report_facts')
  return { ms: performance.now() - began, days }
}

const nameOf = ({ messages }: PastSize) => `${messages / 1_000_000} M`

export async function measureReports({ pick, say }: Pick<Context, 'pick' | 'say'>, size: string) {
  const principal = await administrator(pool())
  const rows: Measured[] = []
  for (const { name, days, bar } of periods) {
    for (const view of views) {
      const row = await slowestOf(principal, view, days, pick(3, 5))
      rows.push({ ...row, name: `${name}, ${view}`, bar: { atMost: bar } })
      say(`${size}: ${name}, ${view}: ${row.ms.toFixed(0)} ms (${row.note})`)
    }
  }
  rows.push(...(await measureMonitor(principal, pick(5, 9))))
  await keepPlans(pool(), size, rows)
  return rows
}

type Request = { name: string; by: GroupBy; metrics: MetricKey[]; compare: boolean }

/** What a page asks for: its table in each grouping, and the pictures beside it. */
function requestsOf(view: View): Request[] {
  const { groupings, panels } = pages[view]
  return [
    ...groupings.map((by) => ({ name: by, by, metrics: metricsOf(view, by), compare: true })),
    ...panels.flatMap((panel): Request[] => {
      if (panel.kind === 'bars')
        return [{ name: panel.by, by: panel.by, metrics: [panel.metric], compare: true }]
      if (panel.kind !== 'heat') return []
      return [{ name: 'heat map', by: 'weekday_hour', metrics: [...panel.metrics], compare: false }]
    }),
  ]
}

/** The request of a page that takes longest. */
async function slowestOf(principal: Principal, view: View, days: number, times: number) {
  const { rows } = await pool().query<{ timeZone: string }>(
    'select time_zone as "timeZone" from organization',
  )
  const timeZone = rows[0]?.timeZone ?? 'UTC'
  let worst: Omit<Measured, 'name'> = { ms: 0 }
  for (const { name, by, metrics, compare } of requestsOf(view)) {
    const input = inputOf(timeZone, days, by, metrics, compare)
    const measured = await measure(() => getResultReport(principal, input), times)
    if (measured.ms >= worst.ms) worst = { ...measured, note: `by ${name}` }
  }
  return worst
}

/**
 * What the monitor costs the database, statement by statement without the way there: its first reading, and the one
 * after it, which is what each second costs from then on.
 */
async function measureMonitor(principal: Principal, times: number): Promise<Measured[]> {
  const rows: Measured[] = []
  for (const name of ['first reading', 'refresh']) {
    const statements = await statementsOf(() => getMonitor(principal))
    const costs: number[] = []
    for (const statement of statements) costs.push(await costOf(pool(), statement, times))
    const slowest = statements[costs.indexOf(Math.max(...costs))]
    const sum = costs.reduce((a, b) => a + b, 0)
    const bar = name === 'refresh' ? { bar: { atMost: monitorBar } } : {}
    rows.push({ name: `monitor, ${name}`, ...bar, ms: sum, slowest, note: `${statements.length} statements` })
    await delay(1_200)
  }
  return rows
}

/** The median of a few, the first of which only warms; one is enough where it takes seconds. */
async function measure(
  ask: () => Promise<unknown>,
  times: number,
): Promise<Pick<Measured, 'ms' | 'slowest'>> {
  const taken: number[] = []
  const timed = async () => {
    const began = performance.now()
    await ask().catch(unlessTooSlow)
    return performance.now() - began
  }
  const statements = await statementsOf(async () => void taken.push(await timed()))
  const slowest = statements.reduce((a, b) => (b.ms > a.ms ? b : a), statements[0] as Statement)
  const patient = (taken[0] ?? 0) < 5_000
  for (let i = 0; i < (patient ? times : 0); i += 1) taken.push(await timed())
  return { ms: medianOf(patient ? taken.slice(1) : taken), slowest }
}

/** The server's own limit for a statement ended it: the time until then is the figure. */
function unlessTooSlow(error: unknown): void {
  if ((error as { code?: string }).code !== '57014') throw error
}

function inputOf(
  timeZone: string,
  days: number,
  by: GroupBy,
  metrics: MetricKey[],
  compare: boolean,
): ReportInput {
  const date = (at: number) => new Date(at).toLocaleDateString('sv-SE', { timeZone })
  const today = Date.now()
  const from = date(today - (days - 1) * 86_400_000)
  return reportInput.parse({ from, to: date(today), timeZone, groupBy: by, metrics, compare })
}

async function administrator(sql: Pool): Promise<Principal> {
  const { rows } = await sql.query<{ id: string }>(
    `select u.user_id as id from user_roles u join roles r on r.id = u.role_id where r.key = 'administrator' limit 1`,
  )
  return {
    ...{ userId: rows[0]?.id ?? '', name: 'Bench', agentId: null, roles: ['administrator'] },
    ...{ permissions: builtInRoles.administrator.permissions, groupIds: [], scopeGroupIds: [] },
  }
}

/** The plans of the slowest, and of the monitor, in .build/reports. */
async function keepPlans(sql: Pool, size: string, rows: Measured[]): Promise<void> {
  const folder = path.resolve('.build/reports')
  mkdirSync(folder, { recursive: true })
  const byTime = [...rows.slice(0, -2)].sort((a, b) => b.ms - a.ms)
  for (const row of [...byTime.slice(0, plansKept), ...rows.slice(-2)]) {
    if (!row.slowest) continue
    const plan = await explain(sql, row.slowest).catch((error) => `no plan: ${error}`)
    const { text, values } = row.slowest
    const file = `${size} ${row.name}.txt`.replaceAll(/[^\w.]+/g, '-')
    writeFileSync(path.join(folder, file), `${text}\n\n${JSON.stringify(values)}\n\n${plan}\n`)
  }
}

/** One line for each page and period: its slowest request at the largest size, the smaller sizes beside it. */
function sideBySide(columns: { size: PastSize; rows: Measured[] }[]): Figure[] {
  const largest = columns[columns.length - 1]
  return (largest?.rows ?? []).map(({ name, ms, bar, note }, index): Figure => {
    const beside = columns
      .map(({ size, rows }) => `${nameOf(size)} ${rows[index]?.ms.toFixed(0)}`)
      .join(' · ')
    const told = [columns.length > 1 ? beside : '', note ?? ''].filter((text) => text !== '').join('; ')
    return { bench: 'reports', name, value: ms, unit: 'ms', ...(bar ? { bar } : {}), note: told }
  })
}
