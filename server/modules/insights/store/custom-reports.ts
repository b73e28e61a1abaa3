import { type Db, type Prisma, prisma } from '@/server/platform/db/prisma'
import { type CustomSettings, customDefinition } from '../contract'

const include = { owner: { select: { name: true } } } as const
export type CustomRecord = Prisma.CustomReportGetPayload<{ include: typeof include }>

/** null: of a form that is not known any more. */
export function customSettingsOf(row: {
  name: string
  shared: boolean
  definition: unknown
}): CustomSettings | null {
  const definition = customDefinition.safeParse(row.definition)
  return definition.success ? { name: row.name, shared: row.shared, definition: definition.data } : null
}

/** Own ones and those that others share. */
export const listCustomRows = (userId: string): Promise<CustomRecord[]> =>
  prisma().customReport.findMany({
    where: { OR: [{ ownerId: userId }, { shared: true }] },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    include,
  })

export const findCustomRow = (db: Db, id: string): Promise<CustomRecord | null> =>
  db.customReport.findUnique({ where: { id }, include })

export async function lockCustomRow(tx: Db, id: string): Promise<CustomRecord | null> {
  await tx.$queryRaw`select id from custom_reports where id = ${id}::uuid for update`
  return findCustomRow(tx, id)
}

const data = ({ name, shared, definition }: CustomSettings) => ({
  ...{ name, shared, definition: definition as Prisma.InputJsonObject },
})

export async function insertCustomRow(tx: Db, id: string, ownerId: string, report: CustomSettings) {
  await tx.customReport.create({ data: { id, ownerId, ...data(report) } })
}

export async function updateCustomRow(tx: Db, id: string, report: CustomSettings) {
  await tx.customReport.update({ where: { id }, data: { ...data(report), version: { increment: 1 } } })
}

export async function deleteCustomRow(tx: Db, id: string) {
  await tx.customReport.delete({ where: { id } })
}

/** Schedules that send it, by name. */
export async function listSchedulesOf(tx: Db, reportId: string): Promise<string[]> {
  const content = { path: ['reportId'], equals: reportId }
  const rows = await tx.reportSchedule.findMany({ where: { content }, select: { name: true } })
  return rows.map(({ name }) => name)
}
