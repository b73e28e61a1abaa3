import { type Db, prisma } from '@/server/platform/db/prisma'

/** Service hours that a group may choose from; disabled ones are kept by whoever has them. */
export function listCalendarNames(): Promise<{ id: string; name: string; disabled: boolean }[]> {
  const select = { id: true, name: true, disabled: true }
  return prisma().calendar.findMany({ select, orderBy: { name: 'asc' } })
}

export async function isCalendar(tx: Db, id: string): Promise<boolean> {
  return (await tx.calendar.count({ where: { id } })) > 0
}

/** Ids by name, lower case: what a file names. */
export async function mapCalendarsByName(tx: Db): Promise<Map<string, string>> {
  const rows = await tx.calendar.findMany({ select: { id: true, name: true } })
  return new Map(rows.map(({ id, name }) => [name.toLowerCase(), id]))
}
