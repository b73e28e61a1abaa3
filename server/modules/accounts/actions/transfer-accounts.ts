import type { PermissionMap, Principal } from '@/server/access'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { OrganizationSettings } from '../contract'
import { recordAudit } from '../store/audit'
import { changeOrganizationSettings } from '../store/organization'
import {
  insertRole,
  insertUserRow,
  listRoleIds,
  putOrganizationRow,
  putUserRoles,
  removeRole,
  updateRole,
  updateUserRow,
} from '../store/transfer-rows'

/** What a configuration from a file does to organisation, roles and people, in the caller's transaction. */
const APPLIED = 'applied'

type Sides = { id: string; label: string; before: object | null; after: object | null }
const record = (tx: Db, actor: Principal, entity: string, { id: entityId, ...rest }: Sides) =>
  recordAudit(tx, { actor, action: APPLIED, entity, entityId, ...rest })

type Organization = {
  name: string
  timeZone: string
  language: string
  settings: Partial<OrganizationSettings>
}

export async function transferOrganization(
  tx: Db,
  principal: Principal,
  before: Organization,
  { settings, ...row }: Organization,
): Promise<void> {
  await putOrganizationRow(tx, row)
  await changeOrganizationSettings(tx, settings)
  const sides = { id: '1', label: row.name, before, after: { ...row, settings } }
  await record(tx, principal, 'organization', sides)
}

export async function transferRatingTags(
  tx: Db,
  principal: Principal,
  before: OrganizationSettings['ratingTags'],
  after: OrganizationSettings['ratingTags'],
): Promise<void> {
  await changeOrganizationSettings(tx, { ratingTags: after })
  const sides = { id: '1', label: '', before: { tags: before }, after: { tags: after } }
  await record(tx, principal, 'rating_tags', sides)
}

type Role = { key: string; name: string; description: string; permissions: PermissionMap }

/** @throws {AppError} forbidden for what the principal lacks; duplicate for the key of a built-in role */
export async function transferRole(
  tx: Db,
  principal: Principal,
  { id, before, after }: { id: string; before: Role | null; after: Role },
): Promise<void> {
  refuseMore(principal, after.permissions)
  if (before) await updateRole(tx, id, after)
  else await insertRole(tx, id, after)
  await record(tx, principal, 'role', { id, label: after.name, before, after })
}

const width = { own: 0, group: 1, all: 2 } as const

function refuseMore(principal: Principal, wanted: PermissionMap): void {
  for (const [permission, scope] of Object.entries(wanted)) {
    const held = principal.permissions[permission as keyof PermissionMap]
    // Receiving customers is what agents do, not a right over others.
    if (permission === 'agent.receive' || (held && width[held] >= width[scope])) continue
    throw new AppError('forbidden', `You cannot give what you lack: ${permission}.`, {
      fields: [{ path: `permissions.${permission}`, message: 'more than you may do yourself' }],
    })
  }
}

/** @throws {AppError} in_use while somebody has it */
export async function retireRole(tx: Db, principal: Principal, id: string, before: Role): Promise<void> {
  if (!(await removeRole(tx, id))) throw new AppError('in_use', 'Somebody still has this role.')
  await record(tx, principal, 'role', { id, label: before.name, before, after: null })
}

export type TransferredUser = { email: string; name: string; roles: string[]; disabled: boolean }

/** New people have no password: they get in by an invitation or by "forgotten password". */
export async function transferUser(
  tx: Db,
  principal: Principal,
  { id, before, after }: { id: string; before: TransferredUser | null; after: TransferredUser },
): Promise<void> {
  if (id === principal.userId && after.disabled)
    throw new AppError('invalid_state', 'You cannot disable yourself.', {
      fields: [{ path: 'disabled', message: 'you cannot disable yourself' }],
    })
  const known = await listRoleIds(tx, after.roles)
  after.roles.forEach((key, index) => {
    const role = known.get(key)
    if (!role) throw unknownRole(key, index)
    if (!before?.roles.includes(key)) refuseMore(principal, role.permissions)
  })
  if (before) await updateUserRow(tx, id, after)
  else await insertUserRow(tx, id, after)
  const roleIds = after.roles.map((key) => known.get(key)?.id ?? '')
  await putUserRoles(tx, id, roleIds)
  await record(tx, principal, 'user', { id, label: after.name, before, after })
}

const unknownRole = (key: string, index: number) =>
  new AppError('invalid_input', `There is no role ${key}.`, {
    fields: [{ path: `roles.${index}`, message: `there is no role ${key}` }],
  })
