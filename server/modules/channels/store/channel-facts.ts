import { type Db, prisma } from '@/server/platform/db/prisma'
import { type ChannelUses, type ServiceHours, serviceHours } from '../contract'

const shownNames = 10

/** What leads customers through a channel, and what happened on it. */
export async function findChannelUses(id: string, db: Db = prisma()): Promise<ChannelUses> {
  const rules = await db.$queryRaw<{ name: string }[]>`
    select name from routing_rules where jsonb_exists(conditions->'channelIds', ${id}) order by position
    limit ${shownNames}`
  const counts = await db.$queryRaw<{ open: number; past: number }[]>`
    select count(*) filter (where ended_at is null)::int as open,
      count(*) filter (where ended_at is not null)::int as past
    from conversations where channel_id = ${id}::uuid`
  return { rules: rules.map(({ name }) => name), ...(counts[0] ?? { open: 0, past: 0 }) }
}

export type GroupFacts = { groupMembers: number; groupDisabled: boolean; hours: ServiceHours | null }

/** What decides whether somebody answers: the members who can, and the hours. */
export async function findGroupFacts(
  groupId: string,
  calendarId: string | null,
  db: Db = prisma(),
): Promise<GroupFacts> {
  const groupMembers = await db.groupMember.count({ where: { groupId, agent: { enabled: true } } })
  const group = await db.skillGroup.findUnique({ where: { id: groupId }, select: { disabledAt: true } })
  const calendar = calendarId && (await db.calendar.findUnique({ where: { id: calendarId } }))
  return {
    groupMembers,
    groupDisabled: group?.disabledAt != null,
    hours: calendar ? serviceHours.parse(calendar) : null,
  }
}

/** Names to choose from; what the console's forms need of other records. */
export async function listChoices(): Promise<{
  groups: { id: string; name: string; disabled: boolean }[]
  calendars: { id: string; name: string; timeZone: string; disabled: boolean }[]
}> {
  const groups = await prisma().skillGroup.findMany({
    select: { id: true, name: true, disabledAt: true },
    orderBy: { name: 'asc' },
  })
  const calendars = await prisma().calendar.findMany({
    select: { id: true, name: true, timeZone: true, disabled: true },
    orderBy: { name: 'asc' },
  })
  return {
    groups: groups.map(({ disabledAt, ...group }) => ({ ...group, disabled: disabledAt !== null })),
    calendars,
  }
}

/** Ids by name, lower case: what a file names. */
export async function mapNames(
  tx: Db,
): Promise<Record<'channels' | 'groups' | 'calendars', Map<string, string>>> {
  const shown = { select: { id: true, name: true } }
  const byName = (rows: { id: string; name: string }[]) =>
    new Map(rows.map(({ id, name }) => [name.toLowerCase(), id]))
  return {
    channels: byName(await tx.channel.findMany(shown)),
    groups: byName(await tx.skillGroup.findMany({ ...shown, where: { disabledAt: null } })),
    calendars: byName(await tx.calendar.findMany(shown)),
  }
}
