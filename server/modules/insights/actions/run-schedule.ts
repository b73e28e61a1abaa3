import { z } from 'zod'
import { principalOf } from '@/server/modules/accounts'
import { now, nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { addJob, type Task } from '@/server/platform/jobs'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { FileTooLarge } from '@/server/platform/sheet'
import type { ScheduleSettings, ScheduleTarget, StopReason } from '../contract'
import { nextTime } from '../domain/rhythm'
import {
  endRun,
  type HeldRun,
  holdRun,
  insertRun,
  letGoOfRun,
  listOpenDeliveries,
  lockDueSchedule,
  noteDelivery,
  releaseLostRuns,
  setNextTime,
  stopSchedule,
} from '../store/report-runs'
import { scheduleSettingsOf } from '../store/schedules'
import { makeReportFile, mayRun, type ReportFile } from './make-report-file'
import { sendReport } from './send-report'

/**
 * Reports that are sent by themselves. A run is written once for each time that is due, in the transaction that
 * moves the schedule on, so none is lost and none is made twice. Before anything leaves for a receiver that is
 * written down: of a mail that was under way when its process died nobody knows whether it arrived, and it is
 * told so rather than sent again.
 */
export const SCHEDULED_REPORT_TASK = 'scheduled_report'
const LOOK_MS = 15_000
/** Longer than a run can take. */
const HOLD_MS = 10 * 60_000
/** About an hour of tries. */
const MOST_ATTEMPTS = 8
/** What was due longer ago, as after a long stop, is not made up for. */
const OLDEST_MS = 31 * 86_400_000

/** For a webhook the one receiver is its address. */
export const receiversOf = ({ by, receivers, url }: ScheduleTarget): string[] =>
  by === 'mail' ? receivers : url === null ? [] : [url]

const jobOf = (runId: string) => ({
  ...{ task: SCHEDULED_REPORT_TASK, payload: { runId }, key: `${SCHEDULED_REPORT_TASK}:${runId}` },
  maxAttempts: MOST_ATTEMPTS,
})

/** Writes down what is due, each time of each schedule once, whoever looks; answers how many runs were made. */
export async function queueDueReports(): Promise<number> {
  let queued = 0
  for (;;) {
    const made = await inTransaction(async (sql) => {
      const due = await lockDueSchedule(sql, now())
      if (!due) return null
      const { id, nextAt } = due
      const settings = scheduleSettingsOf(due)
      if (!settings) {
        await stopSchedule(sql, id, 'invalid')
        return 0
      }
      const tooOld = nextAt.getTime() < nowMs() - OLDEST_MS
      await setNextTime(sql, id, new Date(nextTime(settings.rhythm, nextAt.getTime())))
      if (tooOld) return 0
      const run = { id: newId(), scheduleId: id, dueAt: nextAt, askedBy: null }
      if (!(await insertRun(sql, { ...run, receivers: receiversOf(settings.target) }))) return 0
      await addJob(sql, jobOf(run.id))
      return 1
    })
    if (made === null) return queued
    queued += made
  }
}

/** Gives runs whose process died to another. */
export function requeueLostReports(): Promise<number> {
  return inTransaction(async (sql) => {
    const lost = await releaseLostRuns(sql, now())
    for (const id of lost) await addJob(sql, jobOf(id))
    return lost.length
  })
}

const payloadShape = z.object({ runId: z.uuid() })

/** The job. It throws where it should be tried again. */
export const runScheduledReport: Task = async (payload) => {
  const { runId } = payloadShape.parse(payload)
  const run = await holdRun(pool(), runId, now(), new Date(nowMs() + HOLD_MS))
  if (!run) return
  try {
    await carryOut(run)
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error)
    if (isFinal(error) || run.attempts >= MOST_ATTEMPTS) return endRun(pool(), runId, now(), told)
    await letGoOfRun(pool(), runId, told)
    throw error
  }
}

const isFinal = (error: unknown): boolean =>
  error instanceof FileTooLarge ||
  (error instanceof AppError && ['not_found', 'forbidden', 'invalid_input'].includes(error.code))

async function carryOut(run: HeldRun): Promise<void> {
  const settings = scheduleSettingsOf(run)
  if (!settings) return endRun(pool(), run.id, now(), 'invalid')
  const maker = run.makerId && (await principalOf(run.makerId))
  if (!maker) return stop(run, 'maker_gone')
  if (!mayRun(maker, settings.content)) return stop(run, 'maker_may_not')
  const signal = AbortSignal.timeout(HOLD_MS / 2)
  const file = await makeReportFile(maker, settings, { dueAt: run.dueAt.getTime(), signal })
  await deliverAll(run, settings, file)
}

async function stop(run: HeldRun, reason: StopReason): Promise<void> {
  await inTransaction(async (sql) => {
    await stopSchedule(sql, run.scheduleId, reason)
    await endRun(sql, run.id, now(), reason)
  })
  log().warn({ schedule: run.scheduleId, reason }, 'a scheduled report was stopped')
}

async function deliverAll(run: HeldRun, settings: ScheduleSettings, file: ReportFile): Promise<void> {
  let failure: string | null = null
  for (const { receiver, state } of await listOpenDeliveries(pool(), run.id)) {
    const settle = (next: string, error: string | null = null) =>
      noteDelivery(pool(), run.id, { receiver, state: next, error, at: now() })
    if (state === 'begun' && settings.target.by === 'mail') {
      await settle('unknown', 'interrupted')
      continue
    }
    await settle('begun')
    const outcome = await sendReport({ run, settings, file, receiver })
    if (outcome.kind === 'failed') failure = outcome.error
    await settle(outcome.kind === 'failed' ? 'waiting' : outcome.kind, outcome.error)
  }
  if (failure !== null) throw new Error(failure)
  await endRun(pool(), run.id, now())
}

/** Looks for what is due, in every process. */
export function startScheduledReports(): () => void {
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    round('scheduled_reports', LOOK_MS, () => queueDueReports().then(requeueLostReports))
      .catch((err) => log().warn({ err: String(err) }, 'scheduled reports could not be looked for'))
      .finally(() => {
        busy = false
      })
  }, LOOK_MS)
  return () => clearInterval(timer)
}
