import type { Db } from '@/server/platform/db/prisma'

export async function findGroupForDefault(
  tx: Db,
  id: string,
): Promise<{ name: string; disabled: boolean } | null> {
  const row = await tx.skillGroup.findUnique({ where: { id }, select: { name: true, disabledAt: true } })
  return row && { name: row.name, disabled: row.disabledAt !== null }
}

type Changed = { name: string; before: { id: string; name: string } }

/** stale: the version is no longer the newest. */
export async function putDefaultGroup(
  tx: Db,
  { channelId, version, groupId }: { channelId: string; version: number; groupId: string },
): Promise<Changed | 'gone' | 'stale'> {
  const row = await tx.channel.findUnique({
    where: { id: channelId },
    select: { name: true, defaultGroup: { select: { id: true, name: true } } },
  })
  if (!row) return 'gone'
  const { count } = await tx.channel.updateMany({
    where: { id: channelId, version },
    data: { defaultGroupId: groupId, version: { increment: 1 } },
  })
  return count === 1 ? { name: row.name, before: row.defaultGroup } : 'stale'
}
