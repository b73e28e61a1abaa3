import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'csv-parse/sync'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { forgetPrincipals, listRecordHistory, principalOf } from '@/server/modules/accounts'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { startJobs } from '@/server/platform/jobs'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addToken, addUser, buildScenario } from '@/server/platform/testing/scenario'
import { type SmtpDouble, startSmtpDouble } from '@/server/platform/testing/smtp-double'
import {
  queueDueReports,
  requeueLostReports,
  runScheduledReport,
  SCHEDULED_REPORT_TASK,
} from './actions/run-schedule'
import {
  createSchedule,
  deleteSchedule,
  listRuns,
  listSchedules,
  pauseSchedules,
  restoreSchedule,
  sendScheduleNow,
  updateSchedule,
} from './actions/save-schedule'
import { type ScheduleSettings, scheduleSettings } from './contract'

useTestDatabase()

let smtp: SmtpDouble
let maker: Principal
let at = Date.UTC(2026, 9, 20, 12)
const dayMs = 86_400_000

beforeAll(async () => {
  smtp = await startSmtpDouble()
  // The queue's tables come with the first start.
  await (await startJobs({}))()
})
afterAll(() => smtp.close())
beforeEach(async () => {
  await pool().query(
    'truncate organization, users, roles, skill_groups, customers, report_schedules, audit_entries cascade',
  )
  await pool().query('delete from jobs._private_jobs')
  smtp.mails.length = 0
  smtp.mood('take')
  at = Date.UTC(2026, 9, 20, 12)
  setClock(() => new Date(at))
  await buildScenario([])
  const mail = { host: '127.0.0.1', port: smtp.port, secure: false, user: '', from: 'help@example.org' }
  await pool().query('update organization set settings = $1', [JSON.stringify({ mail })])
  maker = await personWith(builtInRoles.manager.permissions)
})
afterEach(() => {
  setClock(undefined)
  vi.restoreAllMocks()
})

async function personWith(permissions: object): Promise<Principal> {
  const id = await addUser('Mara')
  await addToken(id, permissions as Record<string, string>)
  return (await principalOf(id)) as Principal
}

/** Daily at 8:00 in Berlin, which is 6:00 UTC until 25 October and 7:00 after it. */
const settings = (more: object = {}): ScheduleSettings =>
  scheduleSettings.parse({
    ...{ name: 'Morning', content: { kind: 'report', groupBy: 'day' } },
    rhythm: { every: 'day', minute: 480, timeZone: 'Europe/Berlin', period: 'yesterday' },
    target: { by: 'mail', receivers: ['lead@example.org', 'boss@example.org'], format: 'csv' },
    ...more,
  })

type Job = { payload: { runId: string } }
const jobs = async (): Promise<string[]> => {
  const { rows } = await pool().query<Job>('select payload from jobs._private_jobs order by id')
  return rows.map(({ payload }) => payload.runId)
}
/** What a worker does with all jobs: those that fail stay, as far as this test is concerned, until the next call. */
async function work(): Promise<void> {
  for (const runId of await jobs()) {
    const done = await runScheduledReport({ runId }).then(
      () => true,
      () => false,
    )
    if (done) await pool().query(`delete from jobs._private_jobs where payload->>'runId' = $1`, [runId])
  }
}
const only = async () => {
  const [schedule] = await listSchedules()
  if (!schedule) throw new Error('no schedule')
  return { schedule, runs: await listRuns({ id: schedule.id }) }
}
const partsOf = (data: string) => {
  const part = (type: RegExp) => {
    const found = data.split(/--[-_=\w.]+\r\n/).find((text) => type.test(text)) ?? ''
    const body = found.split('\r\n\r\n').slice(1).join('\n')
    return /encoding: base64/i.test(found) ? Buffer.from(body, 'base64').toString('utf8') : body
  }
  return { text: part(/text\/plain/i), file: part(/attachment/i) }
}

describe('a scheduled report', () => {
  it('goes to each receiver once, with the file and the sentence, whoever and however many look', async () => {
    await createSchedule(maker, settings())
    expect(await queueDueReports()).toBe(0)
    at = Date.UTC(2026, 9, 21, 6)
    const queued = await Promise.all(Array.from({ length: 6 }, () => queueDueReports()))
    expect(queued.reduce((all, n) => all + n, 0)).toBe(1)
    const [runId = ''] = await jobs()
    await Promise.all(Array.from({ length: 4 }, () => runScheduledReport({ runId })))
    await runScheduledReport({ runId })
    expect(smtp.mails.map(({ to }) => to).sort()).toEqual(['boss@example.org', 'lead@example.org'])
    const { text, file } = partsOf(smtp.mails[0]?.data ?? '')
    expect(text).toContain('2026-10-20')
    expect(text).toContain('Nothing happened in this time.')
    const [head, day] = parse(file, { bom: true }) as string[][]
    expect([head?.[0], day?.[0]]).toEqual(['Day', '2026-10-20'])
    const { runs } = await only()
    expect(runs).toMatchObject([{ state: 'done', byHand: false, error: null }])
    expect(runs[0]?.receivers.map(({ state }) => state)).toEqual(['sent', 'sent'])
  })

  it('keeps its local time through a change of clocks, and makes up for what a stop left out', async () => {
    await createSchedule(maker, settings())
    at = Date.UTC(2026, 9, 27, 12)
    expect(await queueDueReports()).toBe(7)
    expect(await queueDueReports()).toBe(0)
    await work()
    const { runs, schedule } = await only()
    expect(runs.map(({ dueAt }) => dueAt.slice(5, 16)).reverse()).toEqual([
      ...['10-21T06:00', '10-22T06:00', '10-23T06:00', '10-24T06:00'],
      ...['10-25T07:00', '10-26T07:00', '10-27T07:00'],
    ])
    expect(schedule.nextAt).toBe('2026-10-28T07:00:00.000Z')
    const days = smtp.mails.map(
      ({ data }) => (parse(partsOf(data).file, { bom: true }) as string[][])[1]?.[0],
    )
    expect([...new Set(days)].sort()).toEqual(
      ['20', '21', '22', '23', '24', '25', '26'].map((day) => `2026-10-${day}`),
    )
    expect(smtp.mails).toHaveLength(14)
  })

  it('of which a process died between two receivers goes to the second alone', async () => {
    await createSchedule(maker, settings())
    at += dayMs
    await queueDueReports()
    const [runId = ''] = await jobs()
    await pool().query(`update report_runs set held_until = $1, attempts = 1`, [new Date(at + 60_000)])
    await pool().query(`update report_deliveries set state = 'sent' where receiver = 'boss@example.org'`)
    await pool().query('delete from jobs._private_jobs')
    // Held by the dead one; nothing happens before its time is over.
    expect(await requeueLostReports()).toBe(0)
    await runScheduledReport({ runId })
    expect(smtp.mails).toEqual([])
    at += 61_000
    const found = await Promise.all([requeueLostReports(), requeueLostReports()])
    expect(found.reduce((all, n) => all + n, 0)).toBe(1)
    await work()
    expect(smtp.mails.map(({ to }) => to)).toEqual(['lead@example.org'])
    expect((await only()).runs).toMatchObject([{ state: 'done' }])
  })

  it('of which nobody knows whether a mail arrived does not go out again, and says so', async () => {
    await createSchedule(maker, settings())
    at += dayMs
    await queueDueReports()
    await pool().query(`update report_deliveries set state = 'begun' where receiver = 'boss@example.org'`)
    smtp.mood('hang_up_after')
    await work()
    smtp.mood('take')
    await work()
    expect(smtp.mails).toHaveLength(1)
    const [run] = (await only()).runs
    expect(run).toMatchObject({ state: 'failed' })
    expect(run?.receivers.map(({ state }) => state)).toEqual(['unknown', 'unknown'])
    expect(run?.error).toContain('boss@example.org: interrupted')
  })

  it('that the server puts off is tried again, for whom it was put off', async () => {
    await createSchedule(maker, settings())
    at += dayMs
    await queueDueReports()
    smtp.mood('later')
    await work()
    expect((await only()).runs).toMatchObject([{ state: 'waiting', error: expect.stringContaining('451') }])
    smtp.mood('take')
    await work()
    expect(smtp.mails).toHaveLength(2)
    expect((await only()).runs).toMatchObject([{ state: 'done', error: null }])
    smtp.mood('refuse')
    at += dayMs
    await queueDueReports()
    await work()
    expect((await only()).schedule.last).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('550'),
    })
    expect(await jobs()).toEqual([])
  })

  it('runs with what its maker may at that time, and stops with a reason', async () => {
    const { id } = await createSchedule(maker, settings())
    await pool().query(`update roles set permissions = '{"reports.schedule":"all"}'`)
    forgetPrincipals()
    at += dayMs
    await queueDueReports()
    await work()
    expect((await only()).schedule).toMatchObject({
      stoppedBecause: 'maker_may_not',
      last: { state: 'failed' },
    })
    await expect(sendScheduleNow(maker, { id })).rejects.toMatchObject({ code: 'invalid_state' })
    at += dayMs
    expect(await queueDueReports()).toBe(0)
    const other = await personWith(builtInRoles.supervisor.permissions)
    await updateSchedule(other, { id, version: (await only()).schedule.version, schedule: settings() })
    expect((await only()).schedule).toMatchObject({ stoppedBecause: null, maker: other.name })
    await pool().query('update users set disabled_at = now() where id = $1', [other.userId])
    at += dayMs
    await queueDueReports()
    await work()
    expect((await only()).schedule).toMatchObject({ stoppedBecause: 'maker_gone' })
    expect(smtp.mails).toEqual([])
  })

  it('whose settings are not understood any more is stopped, and holds up none of the others', async () => {
    await createSchedule(maker, settings({ name: 'Broken' }))
    await createSchedule(maker, settings({ name: 'Whole' }))
    await pool().query(`update report_schedules set content = '{}' where name = 'Broken'`)
    at += dayMs
    expect(await queueDueReports()).toBe(1)
    const { rows } = await pool().query('select stopped_because from report_schedules order by name')
    expect(rows.map((row) => row.stopped_because)).toEqual(['invalid', null])
  })

  it('is made only by who may read what it sends', async () => {
    const reader = await personWith({ 'reports.schedule': 'all', 'reports.read': 'all' })
    const dataSet = settings({ content: { kind: 'data_set' } })
    await expect(createSchedule(reader, dataSet)).rejects.toMatchObject({ code: 'forbidden' })
    await createSchedule(maker, dataSet)
    at += dayMs
    await queueDueReports()
    await work()
    const { text, file } = partsOf(smtp.mails[0]?.data ?? '')
    expect(text).toContain('0 conversations.')
    expect(file).toContain('Conversation id')
  })

  it('is sent at once on demand, also while it is paused, and in a pause not by itself', async () => {
    const { id } = await createSchedule(maker, settings())
    await pauseSchedules(maker, { schedules: [{ id, version: 1 }], paused: true })
    at += 3 * dayMs
    expect(await queueDueReports()).toBe(0)
    await sendScheduleNow(maker, { id })
    await work()
    expect((await only()).runs).toMatchObject([{ byHand: true, state: 'done' }])
    expect(smtp.mails).toHaveLength(2)
    await pauseSchedules(maker, { schedules: [{ id, version: 2 }], paused: false })
    expect(await queueDueReports()).toBe(0)
    expect((await only()).schedule.nextAt).toBe('2026-10-24T06:00:00.000Z')
  })

  it('conflicts when somebody else saved it, and comes back as it was', async () => {
    const { id } = await createSchedule(maker, settings())
    await updateSchedule(maker, { id, version: 1, schedule: settings({ name: 'Later' }) })
    const stale = { id, version: 1, schedule: settings({ name: 'Mine' }) }
    await expect(updateSchedule(maker, stale)).rejects.toMatchObject({
      code: 'conflict',
      data: { current: { name: 'Later', version: 2 } },
    })
    await deleteSchedule(maker, { id, version: 2 })
    const { rows } = await listRecordHistory('report_schedule', id)
    await restoreSchedule(maker, { entryId: rows.find(({ action }) => action === 'deleted')?.id ?? '' })
    expect((await only()).schedule).toMatchObject({ id, name: 'Later' })
  })
})

describe('a scheduled report by webhook', () => {
  let server: Server
  const calls: { signature: string; delivery: string; body: string }[] = []
  let status = 204

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        const head = (name: string) => String(request.headers[name] ?? '')
        calls.push({ signature: head('switchyard-signature'), delivery: head('switchyard-delivery'), body })
        response.writeHead(status).end()
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  })
  afterAll(() => new Promise((done) => server.close(done)))

  it('is signed, bears the file, and is tried again under the same id', async () => {
    const { webhookSecret } = await import('../oversight/actions/send-deliveries')
    vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(false)
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    await createSchedule(maker, settings({ target: { by: 'webhook', url, format: 'xlsx', language: 'zh' } }))
    at += dayMs
    await queueDueReports()
    await work()
    expect(calls).toEqual([])
    expect((await only()).schedule.last).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('inside'),
    })
    vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(true)
    at += dayMs
    status = 500
    await queueDueReports()
    await work()
    status = 204
    await work()
    expect(calls).toHaveLength(2)
    expect(calls[0]?.delivery).toBe(calls[1]?.delivery)
    const { signature, body } = calls[1] ?? { signature: '', body: '' }
    const [, t, v1] = /^t=(\d+),v1=(\w+)$/.exec(signature) ?? []
    expect(v1).toBe(createHmac('sha256', webhookSecret()).update(`${t}.${body}`).digest('hex'))
    const sent = JSON.parse(body)
    expect(sent).toMatchObject({ event: 'report', period: { from: '2026-10-21', to: '2026-10-21' } })
    expect(Buffer.from(sent.file.base64, 'base64').subarray(0, 2).toString()).toBe('PK')
    expect((await only()).runs[0]).toMatchObject({ state: 'done' })
  })

  it('that was under way when its process died goes out again under the same id', async () => {
    calls.length = 0
    vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(true)
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    await createSchedule(maker, settings({ target: { by: 'webhook', url } }))
    at += dayMs
    await queueDueReports()
    await pool().query(`update report_deliveries set state = 'begun'`)
    await work()
    expect(calls).toHaveLength(1)
    expect((await only()).runs[0]).toMatchObject({ state: 'done' })
  })
})

describe('a run in the queue', () => {
  it('is carried out by a worker', async () => {
    setClock(undefined)
    const { id } = await createSchedule(maker, settings())
    await sendScheduleNow(maker, { id })
    const stop = await startJobs({ [SCHEDULED_REPORT_TASK]: runScheduledReport })
    try {
      await expect.poll(() => smtp.mails.length, { timeout: 20_000 }).toBe(2)
    } finally {
      await stop()
    }
  })
})
