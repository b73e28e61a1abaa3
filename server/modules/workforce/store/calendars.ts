import { type Db, prisma } from '@/server/platform/db/prisma'

/** Service hours that a group may choose from. */
export function listCalendarNames(): Promise<{ id: string; name: string }[]> {
  return prisma().calendar.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } })
}

export async function isCalendar(tx: Db, id: string): Promise<boolean> {
  return (await tx.calendar.count({ where: { id } })) > 0
}
