import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { findAuditEntry, recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import {
  type deleteTemplateInput,
  type RotationSettings,
  type RotationView,
  rotationSettings,
  type setTemplateDisabledInput,
  type updateRotationInput,
} from '../contract'
import {
  deleteRotation as deleteRow,
  findRotation,
  findRotationByName,
  lockRotations,
  putRotation,
} from '../store/rotations'
import { listTemplates } from '../store/templates'
import { requireAgents } from './roster-scope'

const ENTITY = 'rotation'

/** @throws {AppError} duplicate, not_found for agents or templates that are not there */
export async function createRotation(
  principal: Principal,
  rotation: RotationSettings,
): Promise<{ id: string }> {
  await requireMembers(principal, rotation)
  return changeRotations(async (tx) => {
    const id = newId()
    await writeRotation(tx, principal, {
      id,
      before: null,
      next: rotation,
      disabled: false,
      action: 'created',
    })
    return { id }
  })
}

/** What was filled already stays as it is. @throws {AppError} not_found, conflict, duplicate */
export async function updateRotation(
  principal: Principal,
  { id, version, rotation }: z.output<typeof updateRotationInput>,
): Promise<void> {
  await requireMembers(principal, rotation)
  await changeRotations(async (tx) => {
    const before = await required(tx, id, version)
    await writeRotation(tx, principal, {
      id,
      before,
      next: rotation,
      disabled: before.disabled,
      action: 'updated',
    })
  })
}

export function setRotationDisabled(
  principal: Principal,
  { id, version, disabled }: z.output<typeof setTemplateDisabledInput>,
): Promise<void> {
  return changeRotations(async (tx) => {
    const before = await required(tx, id, version)
    if (before.disabled === disabled) return
    const action = disabled ? 'disabled' : 'enabled'
    await writeRotation(tx, principal, { id, before, next: before, disabled, action })
  })
}

export function deleteRotation(
  principal: Principal,
  { id, version }: z.output<typeof deleteTemplateInput>,
): Promise<void> {
  return changeRotations(async (tx) => {
    const before = await required(tx, id, version)
    await deleteRow(tx, id)
    await note(tx, principal, 'deleted', id, before, null)
  })
}

/** Members who are gone are left out and counted. */
export async function restoreRotation(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string; leftOut: number }> {
  const entry = await findAuditEntry(entryId)
  const kept = rotationSettings.safeParse(entry?.before)
  if (entry?.entity !== ENTITY || !kept.success)
    throw new AppError('not_found', 'There is nothing to go back to.')
  const id = entry.entityId
  const members: RotationSettings['members'] = []
  for (const member of kept.data.members) {
    const theirs = await requireAgents(principal, 'schedules.write', [member.agentId]).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AppError && error.code === 'not_found') return false
        throw error
      },
    )
    if (theirs) members.push(member)
  }
  return changeRotations(async (tx) => {
    const before = await findRotation(id, tx)
    const next = { ...kept.data, members }
    await writeRotation(tx, principal, {
      id,
      before,
      next,
      disabled: entry.before?.disabled === true,
      action: 'restored',
    })
    return { id, leftOut: kept.data.members.length - members.length }
  })
}

/** Changes of rotations go one after the other. */
export function changeRotations<T>(change: (tx: Db) => Promise<T>): Promise<T> {
  return inTransaction(async (tx) => {
    await lockRotations(tx)
    return change(tx)
  })
}

async function required(tx: Db, id: string, version: number): Promise<RotationView> {
  const rotation = await findRotation(id, tx)
  if (!rotation) throw new AppError('not_found', 'There is no such rotation.')
  if (rotation.version !== version)
    throw new AppError('conflict', 'Somebody else changed this rotation in the meantime.', {
      data: { current: rotation },
    })
  return rotation
}

async function requireMembers(principal: Principal, { members }: RotationSettings): Promise<void> {
  const ids = members.map((member) => member.agentId)
  if (new Set(ids).size < ids.length)
    throw new AppError('invalid_input', 'An agent can stand in a rotation once.', {
      fields: [{ path: 'members', message: 'named twice', code: 'member_twice' }],
    })
  await requireAgents(principal, 'schedules.write', ids)
}

type Writing = {
  id: string
  before: RotationView | null
  next: RotationSettings
  disabled: boolean
  action: string
}

export async function writeRotation(
  tx: Db,
  principal: Principal,
  { id, before, next, disabled, action }: Writing,
): Promise<void> {
  const taken = await findRotationByName(tx, next.name)
  if (taken && taken !== id) {
    throw new AppError('duplicate', 'Another rotation has this name.', {
      fields: [{ path: 'name', message: 'taken', code: 'name_taken' }],
    })
  }
  const templates = new Set((await listTemplates(tx)).map((template) => template.id))
  const missing = next.days.findIndex((day) => day !== null && !templates.has(day))
  if (missing >= 0) {
    throw new AppError('invalid_input', 'There is no such shift template.', {
      fields: [{ path: `days.${missing}`, message: 'unknown template', code: 'unknown_template' }],
    })
  }
  await putRotation(tx, id, next, disabled ? now() : null)
  await note(tx, principal, action, id, before, { ...next, disabled })
}

type Kept = RotationSettings & { disabled: boolean }

const shown = ({ name, days, members, disabled }: Kept) => ({
  ...{ name, days, disabled },
  members: members.map(({ agentId, startsOn, untilOn, offsetDays }) => ({
    ...{ agentId, startsOn, untilOn, offsetDays },
  })),
})

async function note(
  tx: Db,
  principal: Principal,
  action: string,
  id: string,
  before: Kept | null,
  after: Kept | null,
): Promise<void> {
  await recordAudit(tx, {
    ...{ actor: principal, action, entity: ENTITY, entityId: id, label: (after ?? before)?.name ?? '' },
    ...{ before: before && shown(before), after: after && shown(after) },
  })
}
