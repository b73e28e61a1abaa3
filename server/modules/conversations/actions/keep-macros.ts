import { can, type Principal, scopeOf } from '@/server/access'
import { beforeOf, recordAudit } from '@/server/modules/accounts'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { type MacroInput, macroInput } from '../contract'
import {
  deleteMacroRow,
  findMacroRow,
  insertMacro,
  listMacroRows,
  lockMacroRow,
  updateMacro,
} from '../store/macros'

type Row = NonNullable<Awaited<ReturnType<typeof findMacroRow>>>

const missing = () => new AppError('not_found', 'There is no such macro.')

/** Own ones with the scope own, those of one's groups with the scope group, those for all with the scope all. */
function mayWrite(
  principal: Principal,
  macro: { scope: string; ownerId: string | null; groupId: string | null },
) {
  const scope = scopeOf(principal, 'replies.write')
  if (macro.scope === 'own') return scope !== null && macro.ownerId === principal.userId
  if (macro.scope === 'group') return can(principal, 'replies.write', { groupIds: [macro.groupId] })
  return scope === 'all'
}

const mayRead = (principal: Principal, row: Row): boolean =>
  row.scope === 'all' ||
  (row.scope === 'own'
    ? row.ownerId === principal.userId
    : scopeOf(principal, 'conversations.read') === 'all' ||
      [...principal.groupIds, ...principal.scopeGroupIds].includes(row.groupId ?? ''))

function toView(principal: Principal, row: Row) {
  return {
    ...{ id: row.id, scope: row.scope as 'own' | 'group' | 'all', groupId: row.groupId, name: row.name },
    steps: macroInput.shape.steps.parse(row.steps),
    ...{ position: row.position, version: row.version, mayChange: mayWrite(principal, row) },
  }
}

export async function listMacros(principal: Principal) {
  const groups =
    scopeOf(principal, 'conversations.read') === 'all'
      ? 'all'
      : [...principal.groupIds, ...principal.scopeGroupIds]
  return (await listMacroRows(principal.userId, groups)).map((row) => toView(principal, row))
}

/** @throws {AppError} not_found */
export async function getMacro(principal: Principal, id: string) {
  const row = await findMacroRow(id)
  if (!row || !mayRead(principal, row)) throw missing()
  return toView(principal, row)
}

function fieldsOf(principal: Principal, input: MacroInput) {
  const { version: _, ...rest } = input
  const fields = {
    ...rest,
    ownerId: input.scope === 'own' ? principal.userId : null,
    groupId: input.scope === 'group' ? input.groupId : null,
  }
  if (input.scope === 'group' && !input.groupId) {
    throw new AppError('invalid_input', 'Choose the group.', {
      fields: [{ path: 'groupId', message: 'required' }],
    })
  }
  if (!mayWrite(principal, fields)) throw new AppError('forbidden', 'You may not write macros for others.')
  return fields
}

/** What the log keeps of one. */
const kept = ({ scope, groupId, name, steps, position }: Row) => ({ scope, groupId, name, steps, position })

type Entry = { id: string; action: string; before: object | null; after: object | null; label: string }

const record = (tx: Db, actor: Principal, { id, ...entry }: Entry) =>
  recordAudit(tx, { actor, entity: 'macro', entityId: id, ...entry })

/** A group that is none is found by the reference to it. */
function unknownGroup(error: unknown): never {
  if ((error as { code?: unknown }).code !== 'P2003') throw error
  throw new AppError('invalid_input', 'There is no such group.', {
    fields: [{ path: 'groupId', message: 'unknown group' }],
  })
}

/** @throws {AppError} forbidden, invalid_input */
export async function createMacro(principal: Principal, input: MacroInput) {
  const fields = fieldsOf(principal, input)
  const id = newId()
  return inTransaction(async (tx) => {
    const row = await insertMacro(tx, id, fields)
    await record(tx, principal, { id, action: 'created', label: row.name, before: null, after: kept(row) })
    return toView(principal, row)
  }).catch(unknownGroup)
}

/** Somebody else's own macro looks like none. */
async function lockedMacro(tx: Db, principal: Principal, id: string): Promise<Row> {
  const row = await lockMacroRow(tx, id)
  if (!row || !mayRead(principal, row)) throw missing()
  if (!mayWrite(principal, row)) throw new AppError('forbidden', 'You may not change this macro.')
  return row
}

/** @throws {AppError} not_found, forbidden, conflict with the macro as it stands */
export async function changeMacro(principal: Principal, id: string, input: MacroInput) {
  const fields = fieldsOf(principal, input)
  return inTransaction(async (tx) => {
    const before = await lockedMacro(tx, principal, id)
    if (before.version !== input.version) {
      throw new AppError('conflict', 'Somebody else changed this macro in the meantime.', {
        data: { current: toView(principal, before), version: before.version },
      })
    }
    const row = await updateMacro(tx, id, fields)
    const change = { before: kept(before), after: kept(row) }
    await record(tx, principal, { id, action: 'updated', label: row.name, ...change })
    return toView(principal, row)
  }).catch(unknownGroup)
}

/** @throws {AppError} not_found, forbidden */
export async function deleteMacro(principal: Principal, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const before = await lockedMacro(tx, principal, id)
    await deleteMacroRow(tx, id)
    const change = { before: kept(before), after: null }
    await record(tx, principal, { id, action: 'deleted', label: before.name, ...change })
  })
}

/**
 * As before an entry of the log; what was deleted is made again under its old id. An own one only by whoever
 * wrote it. @throws {AppError} not_found, forbidden
 */
export async function restoreMacro(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string }> {
  const { id, actorId, before: wanted } = await beforeOf(entryId, 'macro', macroInput)
  if (wanted.scope === 'own' && actorId !== principal.userId) throw missing()
  const fields = fieldsOf(principal, wanted)
  return inTransaction(async (tx) => {
    const stands = (await lockMacroRow(tx, id)) && (await lockedMacro(tx, principal, id))
    const row = stands ? await updateMacro(tx, id, fields) : await insertMacro(tx, id, fields)
    const change = { before: stands && kept(stands), after: kept(row) }
    await record(tx, principal, { id, action: 'restored', label: row.name, ...change })
    return { id }
  }).catch(unknownGroup)
}
