import { AppError } from '@/server/platform/errors'
import type { SavedViewInput } from '../contract'
import {
  deleteSavedView,
  insertSavedView,
  listSavedViewRows,
  orderSavedViews,
  updateSavedView,
} from '../store/own-tools'

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
