import type { Principal } from '@/server/access'
import { deleteUser, hasHistory, recordAudit, writeUserState } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { emitSignal } from '@/server/platform/signals'
import type { StoredPerson } from '../store/people'
import { hasWorked, setAgentEnabled } from '../store/write-people'
import { changeConfiguration, type Touched } from './change-configuration'
import { holdAll, holdPerson } from './hold-people'
import { requireUsersWrite } from './write-person'

/**
 * Sessions, tokens and streams end with the commit, and nothing new comes. What they hold is given away by
 * dispatch, which looks for it. All or none; asking for the state it is in changes nothing. Returns whose
 * state changed.
 */
export async function setPeopleDisabled(
  principal: Principal,
  ids: readonly string[],
  disabled: boolean,
): Promise<string[]> {
  const changed: string[] = []
  await changeConfiguration(async (tx, touched) => {
    for (const person of await holdAll(tx, principal, ids)) {
      if (person.disabled === disabled) continue
      requireUsersWrite(principal, person)
      await setState(tx, touched, principal, person, disabled)
      changed.push(person.id)
    }
  }, 60_000)
  for (const userId of changed) emitSignal('user_revoked', { userId })
  return changed
}

async function setState(
  tx: Db,
  touched: Touched,
  principal: Principal,
  person: StoredPerson,
  disabled: boolean,
): Promise<void> {
  await writeUserState(tx, principal, person.user, disabled)
  await setAgentEnabled(tx, person.id, !disabled)
  await recordAudit(tx, {
    ...{ actor: principal, action: disabled ? 'disabled' : 'enabled', entity: 'user', entityId: person.id },
    label: person.settings.user.name,
    before: person.snapshot,
    after: { ...person.snapshot, disabled },
  })
  if (!person.settings.agent) return
  touched.agentIds.add(person.id)
  for (const groupId of person.groupIds) touched.groupIds.add(groupId)
}

/** Somebody in whose name nothing was ever done. @throws {AppError} in_use, conflict, not_found, forbidden */
export async function deletePerson(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await changeConfiguration(async (tx, touched) => {
    const person = await holdPerson(tx, principal, { id, version })
    requireUsersWrite(principal, person)
    if (await hasWorked(tx, id)) throw hasHistory()
    await deleteUser(tx, principal, person.user)
    await recordAudit(tx, {
      ...{ actor: principal, action: 'deleted', entity: 'user', entityId: id },
      label: person.settings.user.name,
      before: person.snapshot,
    })
    for (const groupId of person.groupIds) touched.groupIds.add(groupId)
  }).catch((error) => {
    // Something else still names them.
    if ((error as { code?: unknown }).code === 'P2003') throw hasHistory(error)
    throw error
  })
  emitSignal('user_revoked', { userId: id })
}
