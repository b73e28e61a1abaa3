import { z } from 'zod'
import type { Principal } from '@/server/access'
import { findAuditEntry, listKnownRoles } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import { type PersonSettings, personSettings } from '../contract'
import { listGroupIds } from '../store/write-people'
import { changeConfiguration } from './change-configuration'
import { holdPeople, maySee, missing, requireEverybody } from './hold-people'
import { asTaken } from './save-person'
import { writePerson } from './write-person'

const kept = personSettings.extend({ disabled: z.boolean() })

/**
 * Back to what somebody was before an entry of the audit log; who was deleted is made again under the same
 * id, without a password. Roles and groups that no longer exist are left out and counted. Whether somebody
 * is disabled is not restored: that is said with its consequences, or not at all.
 */
export async function restorePerson(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string; leftOut: number }> {
  const entry = await findAuditEntry(entryId)
  const before = kept.safeParse(entry?.before)
  if (entry?.entity !== 'user' || !before.success)
    throw new AppError('not_found', 'There is nothing to go back to.')
  const id = entry.entityId
  const restored = await changeConfiguration(async (tx, touched) => {
    const wanted = { user: before.data.user, agent: before.data.agent }
    const { next, leftOut } = await withoutWhatIsGone(tx, wanted)
    const groups = next.agent?.groups.map((group) => group.groupId) ?? []
    const [current] = await holdPeople(tx, [id], groups)
    if (!current) requireEverybody(principal)
    else if (!maySee(principal, current)) throw missing()
    const write = { principal, before: current ?? null, next, action: 'restored' as const, newId: id }
    await writePerson(tx, touched, write)
    return { id, leftOut }
  }).catch(asTaken)
  emitSignal('user_revoked', { userId: id })
  return restored
}

async function withoutWhatIsGone(
  tx: Db,
  { user, agent }: PersonSettings,
): Promise<{ next: PersonSettings; leftOut: number }> {
  const known = new Set((await listKnownRoles(tx)).map((role) => role.key))
  const roles = user.roles.filter((role) => known.has(role))
  const there = await listGroupIds(tx, agent?.groups.map((group) => group.groupId) ?? [])
  const groups = agent?.groups.filter((group) => there.has(group.groupId)) ?? []
  const lost = user.roles.length - roles.length + (agent?.groups.length ?? 0) - groups.length
  return { next: { user: { ...user, roles }, agent: agent && { ...agent, groups } }, leftOut: lost }
}
