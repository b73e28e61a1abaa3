import type { Principal } from '@/server/access'
import {
  removeSecondStep,
  requireOver,
  signOutEverywhere,
  withdrawInvitation,
} from '@/server/modules/accounts'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { MadeLink } from '../contract'
import type { StoredPerson } from '../store/people'
import { holdAll } from './hold-people'
import { invite } from './invite'
import { requireUsersWrite } from './write-person'

/** Somebody over whom one has a say: whoever may do more gets no link from below. @throws {AppError} forbidden */
async function withPerson<T>(
  principal: Principal,
  id: string,
  act: (tx: Db, person: StoredPerson) => Promise<T>,
): Promise<T> {
  return inTransaction(async (tx) => {
    const [person] = await holdAll(tx, principal, [id])
    if (!person) throw new AppError('not_found', 'There is no such person.')
    requireUsersWrite(principal, person)
    requireOver(principal, person.user)
    return act(tx, person)
  })
}

function requireEnabled(person: StoredPerson): void {
  if (person.disabled) throw new AppError('invalid_state', 'This person is disabled. Enable them first.')
}

/** A new invitation; the one before opens nothing any more. @throws {AppError} invalid_state */
export async function sendInvitation(
  principal: Principal,
  id: string,
  origin: string | null,
): Promise<MadeLink> {
  const sent = await withPerson(principal, id, async (tx, person) => {
    requireEnabled(person)
    if (person.user.hasPassword)
      throw new AppError('invalid_state', 'This person has a password already. Make a reset link instead.')
    return invite(tx, principal, { id, ...person.settings.user })
  })
  return sent.deliver(origin)
}

export async function cancelInvitation(principal: Principal, id: string): Promise<void> {
  await withPerson(principal, id, (tx, { settings }) =>
    withdrawInvitation(tx, principal, { id, name: settings.user.name }),
  )
}

/** For somebody who forgot the password, where mail does not help. */
export async function makeResetLink(
  principal: Principal,
  id: string,
  origin: string | null,
): Promise<MadeLink> {
  const sent = await withPerson(principal, id, async (tx, person) => {
    requireEnabled(person)
    return invite(tx, principal, { id, ...person.settings.user }, 'password_reset')
  })
  return sent.deliver(origin)
}

export async function signOutPerson(principal: Principal, id: string): Promise<void> {
  await withPerson(principal, id, async () => {})
  await signOutEverywhere(principal, id)
}

export async function takeSecondStep(principal: Principal, id: string): Promise<void> {
  await withPerson(principal, id, async () => {})
  await removeSecondStep(principal, id)
}
