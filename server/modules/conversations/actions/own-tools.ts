import { can, type Principal, scopeOf } from '@/server/access'
import { AppError } from '@/server/platform/errors'
import { type MacroInput, macroInput, type SavedViewInput } from '../contract'
import {
  deleteMacroRow,
  deleteSavedView,
  findMacroRow,
  insertMacro,
  insertSavedView,
  listMacroRows,
  listSavedViewRows,
  orderSavedViews,
  updateMacro,
  updateSavedView,
} from '../store/own-tools'

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

/** @throws {AppError} forbidden, invalid_input */
export async function createMacro(principal: Principal, input: MacroInput) {
  return toView(principal, await insertMacro(fieldsOf(principal, input)))
}

/** @throws {AppError} not_found, forbidden, conflict */
export async function changeMacro(principal: Principal, id: string, input: MacroInput) {
  const before = await getMacro(principal, id)
  if (!before.mayChange) throw new AppError('forbidden', 'You may not change this macro.')
  if (!(await updateMacro(id, input.version ?? -1, fieldsOf(principal, input)))) {
    throw new AppError('conflict', 'Somebody else has changed this macro. Load it again.', {
      data: { version: before.version },
    })
  }
  return getMacro(principal, id)
}

/** @throws {AppError} not_found, forbidden */
export async function deleteMacro(principal: Principal, id: string): Promise<void> {
  const macro = await getMacro(principal, id)
  if (!macro.mayChange) throw new AppError('forbidden', 'You may not delete this macro.')
  await deleteMacroRow(id)
}

const MAX_VIEWS = 50
const taken = () =>
  new AppError('duplicate', 'You have a view of this name already.', {
    fields: [{ path: 'name', message: 'taken' }],
  })

type ViewRow = { id: string; name: string; view: unknown; position: number }
const toSaved = ({ id, name, view, position }: ViewRow) => ({
  ...{ id, name, position },
  view: view as Record<string, unknown>,
})

export const listSavedViews = async (userId: string, screen: string) =>
  (await listSavedViewRows(userId, screen)).map(toSaved)

/** @throws {AppError} duplicate, conflict */
export async function saveView(userId: string, input: SavedViewInput) {
  const views = await listSavedViewRows(userId, input.screen)
  if (views.length >= MAX_VIEWS) throw new AppError('conflict', `At most ${MAX_VIEWS} views can be kept.`)
  const row = await insertSavedView(userId, input, views.length)
  if (!row) throw taken()
  return toSaved(row)
}

/** @throws {AppError} duplicate, not_found */
export async function changeView(userId: string, id: string, input: SavedViewInput): Promise<void> {
  const outcome = await updateSavedView(userId, id, input)
  if (outcome === 'taken') throw taken()
  if (outcome === 'missing') throw new AppError('not_found', 'There is no such view.')
}

/** @throws {AppError} not_found */
export async function dropView(userId: string, id: string): Promise<void> {
  if (!(await deleteSavedView(userId, id))) throw new AppError('not_found', 'There is no such view.')
}

export const orderViews = orderSavedViews
