import type { Db } from '@/server/platform/db/prisma'
import type { GroupSettings, MemberSettings } from '../contract'

/** Makes the group, or writes over it and raises its version. The row is locked, or new. */
export async function putGroup(
  tx: Db,
  id: string,
  settings: GroupSettings,
  disabledAt: Date | null | undefined,
): Promise<void> {
  const { members: _, ...columns } = settings
  const state = disabledAt === undefined ? {} : { disabledAt }
  await tx.skillGroup.upsert({
    where: { id },
    create: { id, ...columns, ...state },
    update: { ...columns, ...state, version: { increment: 1 } },
  })
}

/**
 * Makes the members of a group exactly these. Somebody who comes back while still holding conversations of
 * the group counts them again, so that a limit within the group holds from the start.
 */
export async function putMembers(tx: Db, groupId: string, members: readonly MemberSettings[]): Promise<void> {
  await tx.groupMember.deleteMany({ where: { groupId, agentId: { notIn: members.map((m) => m.agentId) } } })
  if (members.length === 0) return
  await tx.$executeRaw`
    insert into group_members (group_id, agent_id, level, quality, capacity, offline_receiver, current_count)
    select ${groupId}::uuid, m."agentId", m.level, m.quality, m.capacity, m."offlineReceiver",
      (select count(*) from assignments a where a.agent_id = m."agentId" and a.group_id = ${groupId}::uuid
        and a.ended_at is null and a.holds_place
        and not exists (select 1 from conversations c where c.id = a.conversation_id and c.place_freed))
    from jsonb_to_recordset(${JSON.stringify(members)}::jsonb)
      as m("agentId" uuid, level int, quality int, capacity int, "offlineReceiver" boolean)
    on conflict (group_id, agent_id) do update set level = excluded.level, quality = excluded.quality,
      capacity = excluded.capacity, offline_receiver = excluded.offline_receiver
    where (group_members.level, group_members.quality, group_members.capacity, group_members.offline_receiver)
      is distinct from (excluded.level, excluded.quality, excluded.capacity, excluded.offline_receiver)`
}

export async function removeGroup(tx: Db, id: string): Promise<void> {
  await tx.skillGroup.delete({ where: { id } })
}

/** Raised with every change that dispatch reads; decisions name it. */
export async function raiseConfigVersion(tx: Db): Promise<number> {
  const rows = await tx.$queryRaw<{ config_version: number }[]>`
    update organization set config_version = config_version + 1 where id = 1 returning config_version`
  return rows[0]?.config_version ?? 0
}
