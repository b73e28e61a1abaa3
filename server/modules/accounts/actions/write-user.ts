import type { Principal } from '@/server/access'
import { mergePermissions } from '@/server/access'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { UserSettings } from '../contract'
import { isAdministrator, lackingFor, mayGrant } from '../domain/grants'
import { lockAdministrators, requireAdministrator } from '../store/administrators'
import {
  hasActed,
  type KnownRole,
  listKnownRoles,
  listTakenEmails,
  putUser,
  removeUser,
  type StoredUser,
} from '../store/stored-users'
import { setDisabled } from '../store/users'

/**
 * Writes of a user inside the caller's transaction, which holds the row and keeps the audit. Nobody gives a
 * role whose permissions they lack, and nobody changes somebody who may do more than they: another's address
 * and a link for a new password would be a way up. @throws {AppError} forbidden, duplicate, invalid_input
 */
export async function writeUser(
  tx: Db,
  principal: Principal,
  before: StoredUser | null,
  next: UserSettings,
  madeId: string = newId(),
): Promise<string> {
  if (before) requireOver(principal, before)
  const known = await listKnownRoles(tx)
  requireGrants(principal, before?.settings.roles ?? [], next.roles, known)
  const email = next.email.trim().toLowerCase()
  if ((await listTakenEmails(tx, [email], before?.id ?? null)).size > 0) throw emailTaken()
  const weaker = before && isAdministrator(before.permissions) && !isAdministrator(given(next.roles, known))
  if (weaker) await lockAdministrators(tx)
  const id = before?.id ?? madeId
  await putUser(tx, { id, made: before === null }, { ...next, email }, known)
  if (weaker) await requireAdministrator(tx)
  return id
}

const given = (roles: readonly string[], known: readonly KnownRole[]) =>
  mergePermissions(known.filter(({ key }) => roles.includes(key)).map((role) => role.permissions))

/** @throws {AppError} forbidden */
export function requireOver(principal: Principal, user: StoredUser): void {
  if (user.id === principal.userId || mayGrant(principal.permissions, user.permissions)) return
  throw new AppError('forbidden', `${user.settings.name} may do more than you. You cannot change them.`, {
    data: { reason: 'above', lacking: lackingFor(principal.permissions, user.permissions) },
  })
}

/** Of the roles that are new to the user. @throws {AppError} invalid_input, forbidden */
export function requireGrants(
  principal: Principal,
  before: readonly string[],
  next: readonly string[],
  known: readonly KnownRole[],
): void {
  for (const key of next) {
    const role = known.find((one) => one.key === key)
    if (!role) throw wrongRoles('There is no such role.', 'unknown_role')
    const lacking = before.includes(key) ? [] : lackingFor(principal.permissions, role.permissions)
    if (lacking.length === 0) continue
    throw new AppError(
      'forbidden',
      `You cannot give the role ${role.name}: you lack ${lacking.join(', ')}.`,
      {
        fields: [{ path: 'user.roles', message: lacking.join(', '), code: 'role_above' }],
        data: { reason: 'role_above', role: { key, name: role.name }, lacking },
      },
    )
  }
}

const wrongRoles = (message: string, code: string) =>
  new AppError('invalid_input', message, { fields: [{ path: 'user.roles', message, code }] })

export function emailTaken(cause?: unknown): AppError {
  const message = 'Somebody else has this address.'
  const fields = [{ path: 'user.email', message, code: 'email_taken' }]
  return new AppError('duplicate', message, { fields, cause })
}

/** Ends sessions and tokens, or lets them in again; the signal is the caller's, after the commit. */
export async function writeUserState(
  tx: Db,
  principal: Principal,
  user: StoredUser,
  disabled: boolean,
): Promise<void> {
  if (user.id === principal.userId) throw new AppError('invalid_state', 'You cannot disable yourself.')
  requireOver(principal, user)
  if (disabled) await lockAdministrators(tx)
  await setDisabled(tx, user.id, disabled ? now() : null)
  if (disabled && isAdministrator(user.permissions)) await requireAdministrator(tx)
}

/** Somebody who never did anything; whoever did is kept, and can be disabled. @throws {AppError} in_use */
export async function deleteUser(tx: Db, principal: Principal, user: StoredUser): Promise<void> {
  if (user.id === principal.userId) throw new AppError('invalid_state', 'You cannot delete yourself.')
  requireOver(principal, user)
  if (await hasActed(tx, user.id)) throw hasHistory()
  await lockAdministrators(tx)
  await removeUser(tx, user.id)
  if (isAdministrator(user.permissions)) await requireAdministrator(tx)
}

export function hasHistory(cause?: unknown): AppError {
  const message = 'Things were done in this name. Disable it instead.'
  return new AppError('in_use', message, { data: { reason: 'has_history' }, cause })
}
