import { can, type Principal, scopeOf } from '@/server/access'
import { lockUsers } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { lockAgents } from '../store/agents'
import { listStoredPeople, type StoredPerson } from '../store/people'
import { findPersonDetail } from '../store/person-detail'
import { lockGroups } from '../store/stored-groups'

/**
 * People as they stand, held until the transaction ends: users first, then groups, then agents, each by id,
 * which is the order of every change of configuration. `moreGroups`: those that the change brings in.
 */
export async function holdPeople(
  tx: Db,
  ids: readonly string[],
  moreGroups: readonly string[] = [],
): Promise<StoredPerson[]> {
  await lockUsers(tx, ids)
  const seen = await listStoredPeople(tx, ids)
  await lockGroups(tx, [...new Set([...seen.flatMap((person) => person.groupIds), ...moreGroups])])
  await lockAgents(tx, ids)
  return listStoredPeople(tx, ids)
}

/** @throws {AppError} not_found, also for whom the principal may not see */
export async function holdAll(
  tx: Db,
  principal: Principal,
  ids: readonly string[],
  moreGroups: readonly string[] = [],
): Promise<StoredPerson[]> {
  const people = await holdPeople(tx, [...new Set(ids)], moreGroups)
  if (people.length < new Set(ids).size || !people.every((person) => maySee(principal, person)))
    throw missing()
  return people
}

/**
 * @throws {AppError} not_found; conflict, with the person as they are now, when `version` is no longer the newest
 */
export async function holdPerson(
  tx: Db,
  principal: Principal,
  { id, version }: { id: string; version: number },
  moreGroups: readonly string[] = [],
): Promise<StoredPerson> {
  const [person] = await holdAll(tx, principal, [id], moreGroups)
  if (!person) throw missing()
  if (person.version === version) return person
  const current = await findPersonDetail(id, principal, tx)
  throw new AppError('conflict', 'Somebody else changed this person in the meantime.', { data: { current } })
}

export const missing = () => new AppError('not_found', 'There is no such person.')

export function maySee(
  principal: Principal,
  { id, groupIds }: Pick<StoredPerson, 'id' | 'groupIds'>,
): boolean {
  return can(principal, 'users.read', { ownerId: id, groupIds })
}

/** Somebody who is made belongs to no group yet, so it takes the widest scope. @throws {AppError} forbidden */
export function requireEverybody(principal: Principal): void {
  if (scopeOf(principal, 'users.write') !== 'all') throw new AppError('forbidden', 'You may not add people.')
}
