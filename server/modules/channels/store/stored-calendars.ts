import { literal } from '@/server/platform/db/literal'
import { type Db, Prisma, prisma } from '@/server/platform/db/prisma'
import {
  type CalendarConfiguration,
  type CalendarFilter,
  type CalendarUses,
  calendarInput,
  type ServiceHours,
  serviceHours,
} from '../contract'

export type StoredCalendar = { id: string; version: number; settings: CalendarConfiguration }

export async function lockCalendar(tx: Db, id: string): Promise<void> {
  await tx.$queryRaw`select 1 from calendars where id = ${id}::uuid for update`
}

export async function findStoredCalendar(db: Db, id: string): Promise<StoredCalendar | null> {
  const row = await db.calendar.findUnique({ where: { id } })
  if (!row) return null
  const { name, version, disabled, ...hours } = row
  return { id, version, settings: calendarInput.parse({ name, hours, disabled }) }
}

/** Held until the transaction ends, in one order for everybody. */
export async function listLockedCalendars(tx: Db, ids: readonly string[]): Promise<StoredCalendar[]> {
  await tx.$queryRaw`select 1 from calendars where id = any(${[...ids]}::uuid[]) order by id for update`
  const rows = await tx.calendar.findMany({ where: { id: { in: [...ids] } }, orderBy: { id: 'asc' } })
  return rows.map(({ id, name, version, disabled, ...hours }) => ({
    ...{ id, version, settings: calendarInput.parse({ name, hours, disabled }) },
  }))
}

export async function putCalendar(tx: Db, id: string, settings: CalendarConfiguration): Promise<void> {
  const { name, hours, disabled = false } = settings
  const columns = { name, disabled, ...hours }
  await tx.calendar.upsert({
    where: { id },
    create: { id, ...columns },
    update: { ...columns, version: { increment: 1 } },
  })
}

export async function removeCalendar(tx: Db, id: string): Promise<void> {
  await tx.calendar.delete({ where: { id } })
}

export async function isCalendarNameTaken(tx: Db, name: string, exceptId: string | null): Promise<boolean> {
  const same = { name: { equals: literal(name), mode: Prisma.QueryMode.insensitive } }
  const other = exceptId === null ? {} : { id: { not: exceptId } }
  return (await tx.calendar.count({ where: { ...same, ...other } })) > 0
}

export async function findCalendarUses(id: string, db: Db = prisma()): Promise<CalendarUses> {
  const by = { where: { calendarId: id }, select: { name: true }, orderBy: { name: 'asc' as const } }
  const channels = await db.channel.findMany(by)
  const groups = await db.skillGroup.findMany(by)
  return { channels: channels.map(({ name }) => name), groups: groups.map(({ name }) => name) }
}

export type ListedCalendar = CalendarUses & {
  id: string
  name: string
  version: number
  disabled: boolean
  hours: ServiceHours
}

/** All that match: an organisation has few, and what they are sorted by is computed. */
export async function listStoredCalendars({ search }: CalendarFilter): Promise<ListedCalendar[]> {
  const contains = { contains: literal(search ?? ''), mode: Prisma.QueryMode.insensitive }
  const names = { select: { name: true }, orderBy: { name: 'asc' as const } }
  const rows = await prisma().calendar.findMany({
    ...(search && { where: { OR: [{ name: contains }, { timeZone: contains }] } }),
    include: { channels: names, groups: names },
    orderBy: { name: 'asc' },
  })
  return rows.map(({ id, name, version, disabled, channels, groups, ...hours }) => ({
    ...{ id, name, version, disabled, hours: serviceHours.parse(hours) },
    channels: channels.map((channel) => channel.name),
    groups: groups.map((group) => group.name),
  }))
}
