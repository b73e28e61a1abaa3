import { type Db, prisma } from '@/server/platform/db/prisma'
import type { GroupDetail } from '../contract'
import { agentOptionFields, toAgentOption } from './agents'
import { listStoredGroups } from './stored-groups'

/** A group with its members as they are now, for the drawer. */
export async function findGroupDetail(id: string, db: Db = prisma()): Promise<GroupDetail | null> {
  const [stored] = await listStoredGroups(db, [id])
  if (!stored) return null
  const rows = await db.groupMember.findMany({
    where: { groupId: id },
    include: { agent: { select: { ...agentOptionFields, _count: { select: { memberships: true } } } } },
    orderBy: [{ level: 'desc' }, { agent: { user: { name: 'asc' } } }],
  })
  const { id: _, version, disabled, settings } = stored
  return {
    ...settings,
    id,
    version,
    disabled,
    members: rows.map(({ agent: { _count, ...agent }, ...row }) => ({
      agentId: row.agentId,
      level: row.level,
      quality: row.quality,
      capacity: row.capacity,
      offlineReceiver: row.offlineReceiver,
      current: row.currentCount,
      otherGroups: _count.memberships - 1,
      agent: toAgentOption(agent),
    })),
  }
}
