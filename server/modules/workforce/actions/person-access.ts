import type { Principal } from '@/server/access'
import {
  removeSecondStep,
  requireOver,
  signOutEverywhere,
  withdrawInvitation,
} from '@/server/modules/accounts'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { InvitedPeople, MadeLink } from '../contract'
import type { StoredPerson } from '../store/people'
import { holdAll } from './hold-people'
import { invite, type Sent } from './invite'
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

/** Mail servers that are slow are asked so many at a time. */
const MAILS_AT_ONCE = 5

/**
 * Invitations for all who have no password yet; the others are counted and left alone. All links are made or
 * none. A mail server that refuses one is not asked again: what was not mailed is passed on by hand.
 */
export async function sendInvitations(
  principal: Principal,
  ids: string[],
  origin: string | null,
): Promise<InvitedPeople> {
  const { sent, skipped } = await inTransaction(async (tx) => {
    const people = await holdAll(tx, principal, ids)
    const wanted = people.filter((person) => !person.disabled && !person.user.hasPassword)
    const sent: { user: { id: string; name: string; email: string }; deliver: Sent['deliver'] }[] = []
    for (const person of wanted) {
      requireUsersWrite(principal, person)
      requireOver(principal, person.user)
      const user = { id: person.id, ...person.settings.user }
      sent.push({ user, ...(await invite(tx, principal, user)) })
    }
    return { sent, skipped: people.length - wanted.length }
  }, 60_000)
  const links: InvitedPeople['links'] = []
  for (let at = 0; at < sent.length; at += MAILS_AT_ONCE) {
    const refused = links.some(({ mailed }) => mailed === false)
    const next = sent.slice(at, at + MAILS_AT_ONCE).map(async ({ user: { name, email }, deliver }) => ({
      ...{ name, email },
      ...(await deliver(origin, !refused)),
    }))
    links.push(...(await Promise.all(next)))
  }
  return { links, skipped }
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
