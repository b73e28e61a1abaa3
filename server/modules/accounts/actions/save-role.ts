import { type Permission, type Principal, scopeOf } from '@/server/access'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { emitSignal } from '@/server/platform/signals'
import { type RoleDetail, type RoleSettings, roleSettings } from '../contract'
import { lackingFor } from '../domain/grants'
import { keptByAdministrators, widenedBy } from '../domain/role-change'
import { lockAdministrators, requireAdministrator } from '../store/administrators'
import { recordAudit } from '../store/audit'
import { findAuditEntry } from '../store/read-audit'
import * as store from '../store/roles'

type Write = {
  principal: Principal
  id: string
  before: RoleDetail | null
  next: RoleSettings
  action: 'created' | 'updated' | 'restored'
  /** Of a role that is made. */
  key?: string
}

export function createRole(principal: Principal, next: RoleSettings): Promise<{ id: string }> {
  const id = newId()
  return changeRoles(principal, async (tx) => {
    await write(tx, { principal, id, before: null, next, action: 'created' })
    return { id }
  })
}

/** @throws {AppError} conflict, with the role as it is now */
export function updateRole(
  principal: Principal,
  { id, version, role }: { id: string; version: number; role: RoleSettings },
): Promise<{ id: string }> {
  return changeRoles(principal, async (tx) => {
    const before = await getHeld(tx, id, version)
    await write(tx, { principal, id, before, next: role, action: 'updated' })
    return { id }
  })
}

export function deleteRole(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<{ id: string }> {
  return changeRoles(principal, async (tx) => {
    const before = await getHeld(tx, id, version)
    if (before.builtIn) throw new AppError('invalid_state', 'Built-in roles stay.')
    const uses = { holders: before.holders, ...(await store.findRoleUses(tx, before.key)) }
    if (Object.values(uses).some((count) => count > 0))
      throw new AppError('in_use', 'Somebody holds this role, or something names it.', { data: { uses } })
    await store.removeRole(tx, id)
    await recordAudit(tx, {
      ...{ actor: principal, action: 'deleted', entity: 'role', entityId: id, label: before.name },
      before: { key: before.key, ...settingsOf(before) },
    })
    return { id }
  })
}

/** Back to what it was before an entry of the audit log; one that was deleted is made again under its id. */
export async function restoreRole(principal: Principal, entryId: string): Promise<{ id: string }> {
  const entry = await findAuditEntry(entryId)
  const { key, ...stored } = entry?.before ?? {}
  const wanted = roleSettings.safeParse(stored)
  if (entry?.entity !== 'role' || !wanted.success || typeof key !== 'string')
    throw new AppError('not_found', 'There is nothing to go back to.')
  return changeRoles(principal, async (tx) => {
    const id = entry.entityId
    const before = await store.findRole(tx, id, true)
    await write(tx, { principal, id, before, next: wanted.data, action: 'restored', key })
    return { id }
  })
}

/** Under both locks: names stay unique, and of two who narrow roles at once the second sees the first. */
async function changeRoles<T extends { id: string }>(
  principal: Principal,
  change: (tx: Db) => Promise<T>,
): Promise<T> {
  if (scopeOf(principal, 'roles.write') !== 'all')
    throw new AppError('forbidden', 'You may not change roles.')
  const { made, holders } = await inTransaction(async (tx) => {
    await lockAdministrators(tx)
    await store.lockRoleNames(tx)
    const made = await change(tx)
    await requireAdministrator(tx)
    return { made, holders: await store.listHolderIds(tx, made.id) }
  })
  // What they may do has changed: nothing of it is remembered, and streams ask again.
  for (const userId of holders) emitSignal('user_revoked', { userId })
  return made
}

async function getHeld(tx: Db, id: string, version: number): Promise<RoleDetail> {
  const role = await store.findRole(tx, id, true)
  if (!role) throw new AppError('not_found', 'There is no such role.')
  if (role.version !== version) {
    const data = { current: role }
    throw new AppError('conflict', 'Somebody else changed this role in the meantime.', { data })
  }
  return role
}

async function write(tx: Db, { principal, id, before, next, action, key }: Write): Promise<void> {
  refuseWhatIsLacking(principal, before, next)
  if (before?.key === 'administrator') refuseLosing(next)
  if (await store.isRoleNameTaken(tx, next.name, id))
    throw fieldError('duplicate', 'name', 'role_name_taken', 'Another role has this name.')
  const kept = { key: before?.key ?? key ?? `role_${id}`, builtIn: before?.builtIn ?? false }
  await store.writeRole(tx, id, { ...next, ...kept })
  await recordAudit(tx, {
    ...{ actor: principal, action, entity: 'role', entityId: id, label: next.name },
    before: before && { key: before.key, ...settingsOf(before) },
    after: { key: kept.key, ...next },
  })
}

function refuseWhatIsLacking(principal: Principal, before: RoleDetail | null, next: RoleSettings): void {
  const lacking = lackingFor(principal.permissions, widenedBy(before?.permissions ?? {}, next.permissions))
  if (lacking.length === 0) return
  throw new AppError('forbidden', 'Nobody can give what they do not hold themselves.', {
    fields: lacking.map((permission) => ({
      path: `permissions.${permission}`,
      message: 'You do not hold this yourself.',
      code: 'beyond_own',
    })),
    data: { reason: 'beyond_own', lacking },
  })
}

function refuseLosing(next: RoleSettings): void {
  const lost = keptByAdministrators.filter(
    (permission) => next.permissions[permission as Permission] !== 'all',
  )
  if (lost.length === 0) return
  throw new AppError('invalid_state', 'Administrators keep what keeps the console reachable.', {
    fields: lost.map((permission) => ({
      path: `permissions.${permission}`,
      message: 'Administrators keep this.',
      code: 'administrators_keep',
    })),
    data: { reason: 'administrators_keep', lost },
  })
}

function settingsOf({ name, description, permissions }: RoleDetail): RoleSettings {
  return { name, description, permissions }
}

function fieldError(code: 'duplicate', path: string, field: string, message: string): AppError {
  return new AppError(code, message, { fields: [{ path, message, code: field }] })
}
