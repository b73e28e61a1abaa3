import { can, type Principal, scopeOf } from '@/server/access'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { findGroupDetail } from '../store/group-detail'
import { listStoredGroups, lockGroups, type StoredGroup } from '../store/stored-groups'

/** A group that is made belongs to nobody's scope yet, so it takes the widest one. */
export function requireAllGroups(principal: Principal): void {
  if (scopeOf(principal, 'groups.write') !== 'all') throw forbidden()
}

export function requireGroup(principal: Principal, id: string): void {
  if (!can(principal, 'groups.write', { groupIds: [id] })) throw forbidden()
}

/** Whoever leads some groups moves a group among theirs: neither to the top nor below somebody else's. */
export function requireParent(principal: Principal, parentId: string | null): void {
  if (parentId === null) requireAllGroups(principal)
  else requireGroup(principal, parentId)
}

function forbidden(): AppError {
  return new AppError('forbidden', 'You may not change this group.')
}

/**
 * The group as it stands, held until the transaction ends.
 * @throws {AppError} conflict, with the group as it is now, when `version` is no longer the newest
 */
export async function getLockedGroup(tx: Db, id: string, version: number): Promise<StoredGroup> {
  await lockGroups(tx, [id])
  const [group] = await listStoredGroups(tx, [id])
  if (!group) throw new AppError('not_found', 'There is no such group.')
  if (group.version !== version) {
    const current = await findGroupDetail(id, tx)
    throw new AppError('conflict', 'Somebody else changed this group in the meantime.', { data: { current } })
  }
  return group
}
