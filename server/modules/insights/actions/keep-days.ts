import { now } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { daysOf, finishedDates } from '../domain/report-days'
import {
  addDays,
  countWaiting,
  demandDays,
  findDue,
  forgetOtherZones,
  listAllClean,
  loadCoverage,
  raiseBarriers,
  tryLock,
} from '../store/report-days'
import { compareDay, type Difference, writeDay } from '../store/write-sums'

const EVERY_MS = 5_000
/** So much of each round may go into computing: reports never wait for it, and the live work must not feel it. */
const WORK_MS = 1_000
/** Days that keep being changed are computed again only so often. */
const QUIET_SECONDS = 60
const oneState = 'begin isolation level repeatable read'

/** Notes the days that are over. A day that is noted is watched for changes from then on. */
async function noteDays(): Promise<void> {
  const { timeZone, first, from, to, count, foreign } = await loadCoverage(pool())
  if (foreign) await inTransaction((sql) => forgetOtherZones(sql, timeZone))
  const due = finishedDates(first?.getTime() ?? null, now().getTime(), timeZone)
  if (due === null) return
  const known = !foreign && from !== null && to !== null && from <= due.from && to >= due.to
  if (known && count >= due.count) return
  await addDays(pool(), daysOf(due.from, due.to, timeZone), timeZone)
}

/** False when another process is at it, or nothing is left. */
async function computeNext(): Promise<boolean> {
  return inTransaction(async (sql) => {
    const due = (await tryLock(sql)) ? await findDue(sql, now()) : null
    if (due) await writeDay(sql, due, now())
    return due !== null
  }, oneState)
}

/**
 * One round: notes new days and changed ones, then computes the oldest of them, one at a time, until the time of
 * the round is used up. Answers how many were computed.
 */
export async function keepDays({ quietSeconds = QUIET_SECONDS, workMs = WORK_MS } = {}): Promise<number> {
  await noteDays()
  await raiseBarriers(pool(), quietSeconds)
  const end = performance.now() + workMs
  let computed = 0
  while (await computeNext()) {
    computed += 1
    if (performance.now() >= end) break
  }
  return computed
}

export function startDays(): () => Promise<void> {
  let running: Promise<unknown> | undefined
  const timer = setInterval(() => {
    running ??= round('report_days', EVERY_MS, keepDays)
      .catch((err: unknown) => log().warn({ err: String(err) }, 'the sums of the reports could not be kept'))
      .finally(() => {
        running = undefined
      })
  }, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}

export type Progress = (done: number, left: number) => void

/** Computes all finished days between two dates anew (all without them), and waits for whoever is at it. */
export async function rebuildDays(
  { from, to }: { from: string | null; to: string | null },
  tell: Progress = () => {},
): Promise<number> {
  await noteDays()
  await demandDays(pool(), from, to)
  let done = 0
  for (;;) {
    const waiting = await countWaiting(pool(), now())
    if (waiting === 0) return done
    tell(done, waiting)
    if (await computeNext()) done += 1
    else {
      await raiseBarriers(pool(), 0)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/** Compares every day that reports read from sums with a computation from the rows. */
export async function verifyDays(
  tell: Progress = () => {},
): Promise<{ days: number; differences: Difference[] }> {
  const days = await listAllClean(pool())
  const differences: Difference[] = []
  for (const [index, day] of days.entries()) {
    tell(index, days.length - index)
    const found = await inTransaction(async (sql) => {
      // Changed since it was listed: reports count it from the rows now.
      const still = (await listAllClean(sql)).some(({ day: date }) => date === day.day)
      return still ? compareDay(sql, day, now()) : []
    }, `${oneState} read only`)
    differences.push(...found)
  }
  return { days: days.length, differences }
}
