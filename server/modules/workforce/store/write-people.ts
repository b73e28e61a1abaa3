import { picturePath } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { Prisma } from '@/server/platform/db/prisma'
import type { MembershipSettings, PersonAgent } from '../contract'

/**
 * Makes the agent, or writes over it; what is held stays held. Whether new conversations come follows from
 * `receives` and from whether the user is disabled.
 */
export async function putAgent(tx: Db, id: string, agent: PersonAgent, enabled: boolean): Promise<void> {
  const { publicName, languages, capacity } = agent
  const ramp = agent.ramp.length === 0 ? Prisma.DbNull : agent.ramp
  const { limit, seconds } = agent.window ?? { limit: null, seconds: null }
  const fields = { publicName, languages, capacity, ramp, windowLimit: limit, windowSeconds: seconds }
  const made = await tx.agent.upsert({
    where: { id },
    create: { id, ...fields, guard: capacity, enabled, receives: true },
    update: { ...fields, enabled, receives: true, version: { increment: 1 } },
    select: { user: { select: { pictureId: true } } },
  })
  const picture = made.user.pictureId
  await tx.$executeRaw`
    update agents set guard = greatest(capacity, current_count - over_count),
      avatar_url = ${picture === null ? null : picturePath(picture)}
    where id = ${id}::uuid`
}

/** Receives nothing any more; what they hold is given away after the commit. */
export async function stopReceiving(tx: Db, id: string): Promise<void> {
  await tx.agent.updateMany({
    where: { id },
    data: { receives: false, enabled: false, version: { increment: 1 } },
  })
}

/** With the user: disabled takes no new conversations, enabled does again whoever is to receive. */
export async function setAgentEnabled(tx: Db, id: string, enabled: boolean): Promise<void> {
  await tx.agent.updateMany({
    where: { id, ...(enabled && { receives: true }) },
    data: { enabled, version: { increment: 1 } },
  })
}

/**
 * Makes the memberships of an agent exactly these. Who comes back while still holding conversations of the
 * group counts them again, so that a limit within the group holds from the start.
 */
export async function putMemberships(
  tx: Db,
  agentId: string,
  groups: readonly MembershipSettings[],
): Promise<void> {
  await tx.groupMember.deleteMany({ where: { agentId, groupId: { notIn: groups.map((g) => g.groupId) } } })
  if (groups.length === 0) return
  await tx.$executeRaw`
    insert into group_members (group_id, agent_id, level, quality, capacity, offline_receiver, current_count)
    select m."groupId", ${agentId}::uuid, m.level, m.quality, m.capacity, m."offlineReceiver",
      (select count(*) from assignments a where a.agent_id = ${agentId}::uuid and a.group_id = m."groupId"
        and a.ended_at is null and a.holds_place
        and not exists (select 1 from conversations c where c.id = a.conversation_id and c.place_freed))
    from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb)
      as m("groupId" uuid, level int, quality int, capacity int, "offlineReceiver" boolean)
    on conflict (group_id, agent_id) do update set level = excluded.level, quality = excluded.quality,
      capacity = excluded.capacity, offline_receiver = excluded.offline_receiver`
}

/** A form over one of these groups was read before: it is to find a newer version. */
export async function raiseGroupVersions(tx: Db, groupIds: readonly string[]): Promise<void> {
  await tx.skillGroup.updateMany({
    where: { id: { in: [...groupIds] } },
    data: { version: { increment: 1 } },
  })
}

/** Groups that still exist, among these. */
export async function listGroupIds(tx: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.skillGroup.findMany({ where: { id: { in: [...ids] } }, select: { id: true } })
  return new Set(rows.map((row) => row.id))
}

/** Whether the agent ever held, or took part in, a conversation, or anything else names them. */
export async function hasWorked(tx: Db, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ worked: boolean }[]>`
    select exists (select 1 from assignments where agent_id = ${id}::uuid)
      or exists (select 1 from conversation_participants where user_id = ${id}::uuid)
      or exists (select 1 from agent_status_spans where agent_id = ${id}::uuid and status <> 'offline') as worked`
  return rows[0]?.worked ?? false
}
