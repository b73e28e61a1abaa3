import { type Db, type Prisma, prisma } from '@/server/platform/db/prisma'
import {
  type RunView,
  type ScheduleSettings,
  type ScheduleView,
  type StopReason,
  scheduleSettings,
} from '../contract'

const include = {
  maker: { select: { name: true } },
  runs: { orderBy: [{ dueAt: 'desc' }, { id: 'desc' }], take: 1 },
} satisfies Prisma.ReportScheduleInclude
export type ScheduleRecord = Prisma.ReportScheduleGetPayload<{ include: typeof include }>

/** null: of a form that is not known any more. */
export function scheduleSettingsOf(row: {
  name: string
  content: unknown
  rhythm: unknown
  target: unknown
  paused: boolean
}): ScheduleSettings | null {
  const { name, content, rhythm, target, paused } = row
  const read = scheduleSettings.safeParse({ name, content, rhythm, target, paused })
  return read.success ? read.data : null
}

export function toScheduleView(row: ScheduleRecord): ScheduleView[] {
  const settings = scheduleSettingsOf(row)
  if (!settings) return []
  const [last] = row.runs
  return [
    {
      ...settings,
      ...{ id: row.id, version: row.version, maker: row.maker?.name ?? row.makerName },
      stoppedBecause: row.stoppedBecause as StopReason | null,
      nextAt: row.nextAt.toISOString(),
      last: last
        ? { at: last.dueAt.toISOString(), state: last.state as RunView['state'], error: last.error }
        : null,
    },
  ]
}

export const listScheduleRows = (): Promise<ScheduleRecord[]> =>
  prisma().reportSchedule.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }], include })

export async function lockScheduleRow(tx: Db, id: string): Promise<ScheduleRecord | null> {
  await tx.$queryRaw`select id from report_schedules where id = ${id}::uuid for update`
  return tx.reportSchedule.findUnique({ where: { id }, include })
}

type Maker = { makerId: string; makerName: string }
const data = ({ name, content, rhythm, target, paused }: ScheduleSettings) => ({
  ...{ name, paused, content: content as Prisma.InputJsonObject },
  ...{ rhythm: rhythm as Prisma.InputJsonObject, target: target as Prisma.InputJsonObject },
})

export async function insertScheduleRow(
  tx: Db,
  { id, schedule, maker, nextAt }: { id: string; schedule: ScheduleSettings; maker: Maker; nextAt: Date },
): Promise<void> {
  await tx.reportSchedule.create({ data: { id, ...data(schedule), ...maker, nextAt } })
}

/** Who saves it answers for it from now on; what had stopped it is looked at anew. */
export async function updateScheduleRow(
  tx: Db,
  { id, schedule, maker, nextAt }: { id: string; schedule: ScheduleSettings; maker: Maker; nextAt: Date },
): Promise<void> {
  const version = { increment: 1 }
  const fields = { ...data(schedule), ...maker, nextAt, stoppedBecause: null, version }
  await tx.reportSchedule.update({ where: { id }, data: fields })
}

export async function pauseScheduleRow(tx: Db, id: string, paused: boolean, nextAt: Date): Promise<void> {
  await tx.reportSchedule.update({ where: { id }, data: { paused, nextAt, version: { increment: 1 } } })
}

export async function deleteScheduleRow(tx: Db, id: string): Promise<void> {
  await tx.reportSchedule.delete({ where: { id } })
}

/** The last runs of a schedule with what became of each receiver. */
export async function listRunRows(scheduleId: string): Promise<RunView[]> {
  const rows = await prisma().reportRun.findMany({
    where: { scheduleId },
    orderBy: [{ dueAt: 'desc' }, { id: 'desc' }],
    take: 30,
    include: { deliveries: { orderBy: { receiver: 'asc' } } },
  })
  return rows.map((row) => ({
    ...{ id: row.id, dueAt: row.dueAt.toISOString(), byHand: row.askedBy !== null, error: row.error },
    ...{ state: row.state as RunView['state'], endedAt: row.endedAt?.toISOString() ?? null },
    receivers: row.deliveries.map(({ receiver, state, error }) => ({
      ...{ receiver, error, state: state as RunView['receivers'][number]['state'] },
    })),
  }))
}
