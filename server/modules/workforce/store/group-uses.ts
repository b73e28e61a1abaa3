import { type Db, prisma } from '@/server/platform/db/prisma'
import type { GroupUses } from '../contract'

const shownNames = 10

/** Everything that refers to a group. */
export async function findGroupUses(id: string, db: Db = prisma()): Promise<GroupUses> {
  const name = { select: { name: true }, take: shownNames, orderBy: { name: 'asc' as const } }
  const channels = await db.channel.findMany({ where: { defaultGroupId: id }, ...name })
  const rules = await db.routingRule.findMany({ where: { groupId: id }, ...name })
  const overflowOf = await db.skillGroup.findMany({ where: { overflowGroupId: id }, ...name })
  const children = await db.skillGroup.findMany({ where: { parentId: id }, ...name })
  const enabledChildren = await db.skillGroup.count({ where: { parentId: id, disabledAt: null } })
  const counts = await db.$queryRaw<{ queued: number; open: number; past: number }[]>`
    select (select count(*)::int from queue_entries where group_id = ${id}::uuid) as queued,
      count(*) filter (where ended_at is null)::int as open,
      count(*) filter (where ended_at is not null)::int as past
    from conversations where group_id = ${id}::uuid`
  const names = (rows: { name: string }[]) => rows.map((row) => row.name)
  return {
    channels: names(channels),
    rules: names(rules),
    overflowOf: names(overflowOf),
    children: names(children),
    enabledChildren,
    ...(counts[0] ?? { queued: 0, open: 0, past: 0 }),
  }
}
