import type { Principal } from '@/server/access'
import { beforeOf, recordAudit } from '@/server/modules/accounts'
import { now, nowMs } from '@/server/platform/clock'
import { inTransaction as inPgTransaction } from '@/server/platform/db/pool'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { addJob } from '@/server/platform/jobs'
import { type ScheduleSettings, type ScheduleView, scheduleSettings } from '../contract'
import { nextTime } from '../domain/rhythm'
import { insertRun } from '../store/report-runs'
import {
  deleteScheduleRow,
  insertScheduleRow,
  listRunRows,
  listScheduleRows,
  lockScheduleRow,
  pauseScheduleRow,
  type ScheduleRecord,
  scheduleSettingsOf,
  toScheduleView,
  updateScheduleRow,
} from '../store/schedules'
import { mayRun } from './make-report-file'
import { receiversOf, SCHEDULED_REPORT_TASK } from './run-schedule'
import { getCustom } from './save-custom'

const entity = 'report_schedule'
const missing = () => new AppError('not_found', 'There is no such schedule.')
const note = (actor: Principal, id: string, name: string) => ({ actor, entity, entityId: id, label: name })
const makerOf = ({ userId, name }: Principal) => ({ makerId: userId, makerName: name })
const nextOf = ({ rhythm }: ScheduleSettings) => new Date(nextTime(rhythm, nowMs()))

export async function listSchedules(): Promise<ScheduleView[]> {
  return (await listScheduleRows()).flatMap(toScheduleView)
}

export const listRuns = ({ id }: { id: string }) => listRunRows(id)

async function locked(tx: Db, id: string, version?: number): Promise<ScheduleRecord> {
  const row = await lockScheduleRow(tx, id)
  if (!row) throw missing()
  if (version !== undefined && row.version !== version) {
    const data = { current: toScheduleView(row)[0] }
    throw new AppError('conflict', 'Somebody else changed this schedule in the meantime.', { data })
  }
  return row
}

/** Whoever saves it must be able to see what it sends. @throws {AppError} forbidden, not_found */
async function requireOwnReach(principal: Principal, { content }: ScheduleSettings): Promise<void> {
  if (!mayRun(principal, content)) throw new AppError('forbidden', 'You may not read what this would send.')
  if (content.kind === 'custom') await getCustom(principal, content.reportId)
}

export async function createSchedule(
  principal: Principal,
  schedule: ScheduleSettings,
): Promise<{ id: string }> {
  await requireOwnReach(principal, schedule)
  const id = newId()
  await inTransaction(async (tx) => {
    await insertScheduleRow(tx, { id, schedule, maker: makerOf(principal), nextAt: nextOf(schedule) })
    await recordAudit(tx, { ...note(principal, id, schedule.name), action: 'created', after: schedule })
  })
  return { id }
}

/** It runs with the permissions of who saves it. @throws {AppError} not_found, forbidden, conflict */
export async function updateSchedule(
  principal: Principal,
  { id, version, schedule }: { id: string; version: number; schedule: ScheduleSettings },
): Promise<void> {
  await requireOwnReach(principal, schedule)
  await inTransaction(async (tx) => {
    const before = scheduleSettingsOf(await locked(tx, id, version))
    await updateScheduleRow(tx, { id, schedule, maker: makerOf(principal), nextAt: nextOf(schedule) })
    await recordAudit(tx, {
      ...note(principal, id, schedule.name),
      action: 'updated',
      before,
      after: schedule,
    })
  })
}

export async function deleteSchedule(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await locked(tx, id, version)
    await deleteScheduleRow(tx, id)
    await recordAudit(tx, {
      ...note(principal, id, row.name),
      action: 'deleted',
      before: scheduleSettingsOf(row),
    })
  })
}

/** All or none; what is so already is left alone. What was due in a pause is not sent afterwards. */
export async function pauseSchedules(
  principal: Principal,
  { schedules, paused }: { schedules: { id: string; version: number }[]; paused: boolean },
): Promise<{ changed: number }> {
  return inTransaction(async (tx) => {
    let changed = 0
    for (const { id, version } of schedules.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const before = scheduleSettingsOf(await locked(tx, id, version))
      if (!before || before.paused === paused) continue
      const after = { ...before, paused }
      await pauseScheduleRow(tx, id, paused, nextOf(after))
      const action = paused ? 'paused' : 'resumed'
      await recordAudit(tx, { ...note(principal, id, after.name), action, before, after })
      changed += 1
    }
    return { changed }
  })
}

/** As before an entry of the log; what was deleted is made again under its old id. */
export async function restoreSchedule(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string }> {
  const { id, before: schedule } = await beforeOf(entryId, entity, scheduleSettings)
  await requireOwnReach(principal, schedule)
  await inTransaction(async (tx) => {
    const row = await lockScheduleRow(tx, id)
    const write = { id, schedule, maker: makerOf(principal), nextAt: nextOf(schedule) }
    await (row ? updateScheduleRow(tx, write) : insertScheduleRow(tx, write))
    const before = row && scheduleSettingsOf(row)
    await recordAudit(tx, {
      ...note(principal, id, schedule.name),
      action: 'restored',
      before,
      after: schedule,
    })
  })
  return { id }
}

/** Once more, at once, also while it is paused; for the period that it would have now. */
export async function sendScheduleNow(
  principal: Principal,
  { id }: { id: string },
): Promise<{ runId: string }> {
  const [row] = (await listScheduleRows()).filter((one) => one.id === id)
  const settings = row && scheduleSettingsOf(row)
  if (!row || !settings) throw missing()
  if (row.stoppedBecause) {
    throw new AppError(
      'invalid_state',
      'It has been stopped. Save it again first; it then runs with your permissions.',
    )
  }
  const runId = newId()
  await inPgTransaction(async (sql) => {
    const receivers = receiversOf(settings.target)
    await insertRun(sql, { id: runId, scheduleId: id, dueAt: now(), askedBy: principal.userId, receivers })
    await addJob(sql, {
      task: SCHEDULED_REPORT_TASK,
      payload: { runId },
      key: `${SCHEDULED_REPORT_TASK}:${runId}`,
    })
  })
  return { runId }
}
