import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { findAuditEntry, readOrganizationSettings, recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import {
  type deleteTemplateInput,
  type setTemplateDisabledInput,
  type TemplateSettings,
  type TemplateView,
  templateSettings,
  type updateTemplateInput,
} from '../contract'
import { inOrder } from '../domain/segments'
import {
  deleteTemplate as deleteRow,
  findTemplateUses,
  listTemplates,
  lockTemplates,
  placeTemplates,
  putTemplate,
} from '../store/templates'
import { requireLengths } from './change-roster'

const ENTITY = 'shift_template'

/** What the audit log keeps of one. */
const shown = ({
  name,
  code,
  color,
  segments,
  disabled,
}: TemplateView | (TemplateSettings & { disabled: boolean })) => ({
  ...{ name, code, color, segments, disabled },
})

/** Changes of the list go one after the other. */
export function changeTemplates<T>(change: (tx: Db, templates: TemplateView[]) => Promise<T>): Promise<T> {
  return inTransaction(async (tx) => {
    await lockTemplates(tx)
    return change(tx, await listTemplates(tx))
  })
}

async function checked(
  tx: Db,
  template: TemplateSettings,
  others: readonly TemplateView[],
): Promise<TemplateSettings> {
  const segments = inOrder(template.segments)
  requireLengths(
    [template.segments],
    (await readOrganizationSettings(tx)).roster.longestShiftHours,
    () => 'segments',
  )
  if (others.some((other) => other.name.toLowerCase() === template.name.toLowerCase())) {
    throw new AppError('duplicate', 'Another template has this name.', {
      fields: [{ path: 'name', message: 'taken', code: 'name_taken' }],
    })
  }
  return { ...template, segments }
}

function required(templates: readonly TemplateView[], id: string, version: number): TemplateView {
  const template = templates.find((one) => one.id === id)
  if (!template) throw new AppError('not_found', 'There is no such shift template.')
  if (template.version !== version)
    throw new AppError('conflict', 'Somebody else changed this template in the meantime.', {
      data: { current: template },
    })
  return template
}

/** @throws {AppError} duplicate, invalid_input when the shift is too long */
export function createTemplate(principal: Principal, template: TemplateSettings): Promise<{ id: string }> {
  return changeTemplates(async (tx, templates) => {
    const next = await checked(tx, template, templates)
    const id = newId()
    const position = Math.max(0, ...templates.map((one) => one.position)) + 1
    await putTemplate(tx, { ...next, id, position, disabledAt: null })
    await noteTemplate(tx, principal, 'created', id, null, { ...next, disabled: false })
    return { id }
  })
}

/**
 * Days that are planned keep the times they were planned with; only what is painted from now on is the new shift.
 * @throws {AppError} not_found, conflict, duplicate, invalid_input
 */
export function updateTemplate(
  principal: Principal,
  { id, version, template }: z.output<typeof updateTemplateInput>,
): Promise<void> {
  return changeTemplates(async (tx, templates) => {
    const before = required(templates, id, version)
    const next = await checked(
      tx,
      template,
      templates.filter((one) => one.id !== id),
    )
    const after = { ...next, disabled: before.disabled }
    if (JSON.stringify(shown(before)) === JSON.stringify(shown(after))) return
    await putTemplate(tx, {
      ...next,
      id,
      position: before.position,
      disabledAt: before.disabled ? now() : null,
    })
    await noteTemplate(tx, principal, 'updated', id, before, after)
  })
}

/** A disabled template is offered no more; what was planned with it stays. */
export function setTemplateDisabled(
  principal: Principal,
  { id, version, disabled }: z.output<typeof setTemplateDisabledInput>,
): Promise<void> {
  return changeTemplates(async (tx, templates) => {
    const before = required(templates, id, version)
    if (before.disabled === disabled) return
    const { name, code, color, segments, position } = before
    await putTemplate(tx, { id, name, code, color, segments, position, disabledAt: disabled ? now() : null })
    await noteTemplate(tx, principal, disabled ? 'disabled' : 'enabled', id, before, { ...before, disabled })
  })
}

/** @throws {AppError} in_use while a plan or a rotation holds it: then it can only be disabled */
export function deleteTemplate(
  principal: Principal,
  { id, version }: z.output<typeof deleteTemplateInput>,
): Promise<void> {
  return changeTemplates(async (tx, templates) => {
    const before = required(templates, id, version)
    const uses = await findTemplateUses(tx, id)
    if (uses.entries > 0 || uses.rotations.length > 0)
      throw new AppError('in_use', 'The template is in use; it can be disabled instead.', { data: uses })
    await deleteRow(tx, id)
    await noteTemplate(tx, principal, 'deleted', id, before, null)
  })
}

/** @throws {AppError} conflict when the list is not the one that stands now */
export function orderTemplates(principal: Principal, { ids }: { ids: string[] }): Promise<void> {
  return changeTemplates(async (tx, templates) => {
    const stored = templates.map((one) => one.id)
    if ([...ids].sort().join() !== [...stored].sort().join())
      throw new AppError('conflict', 'The list was changed in the meantime.')
    if (ids.join() === stored.join()) return
    await placeTemplates(tx, ids)
    const names = new Map(templates.map((one) => [one.id, one.name]))
    const order = (list: readonly string[]) => ({ order: list.map((id) => names.get(id)).join(', ') })
    await recordAudit(tx, {
      ...{ actor: principal, action: 'reordered', entity: ENTITY, entityId: 'all', label: 'shift templates' },
      ...{ before: order(stored), after: order(ids) },
    })
  })
}

/** Back to what it was before an entry of the audit log; one that was deleted comes back under its id. */
export async function restoreTemplate(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string }> {
  const entry = await findAuditEntry(entryId)
  const kept = templateSettings.safeParse(entry?.before)
  if (entry?.entity !== ENTITY || !kept.success)
    throw new AppError('not_found', 'There is nothing to go back to.')
  const disabled = entry.before?.disabled === true
  const id = entry.entityId
  return changeTemplates(async (tx, templates) => {
    const before = templates.find((one) => one.id === id) ?? null
    const next = await checked(
      tx,
      kept.data,
      templates.filter((one) => one.id !== id),
    )
    const position = before?.position ?? templates.length + 1
    await putTemplate(tx, { ...next, id, position, disabledAt: disabled ? now() : null })
    await noteTemplate(tx, principal, 'restored', id, before, { ...next, disabled })
    return { id }
  })
}

type Kept = Parameters<typeof shown>[0]

export async function noteTemplate(
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
