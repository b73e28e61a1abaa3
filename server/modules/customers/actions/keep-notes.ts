import type { Principal } from '@/server/access'
import { can } from '@/server/access'
import { now } from '@/server/platform/clock'
import { inTransaction, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import * as store from '../store/notes'
import { auditCustomer } from './change-customers'
import { requireCustomer } from './read-customers'

/** @throws {AppError} not_found */
export async function addNote(
  principal: Principal,
  { customerId, text }: { customerId: string; text: string },
): Promise<{ id: string }> {
  const customer = await requireCustomer(principal, customerId, 'customers.edit')
  const id = newId()
  await inTransaction(async (sql) => {
    await store.insertNote(sql, { id, customerId: customer.id, author: principal, text, at: now() })
    const about = { id: customer.id, label: customer.name }
    await auditCustomer(sql, principal, 'note_added', { ...about, before: null, after: { noteId: id, text } })
  })
  return { id }
}

type Versioned = { id: string; version: number }

/** One's own; others' with the right to change any customer. @throws {AppError} not_found, forbidden, conflict */
export async function updateNote(
  principal: Principal,
  { text, ...wanted }: Versioned & { text: string },
): Promise<void> {
  await inTransaction(async (sql) => {
    const { note, about } = await getLocked(sql, principal, wanted)
    if (note.text === text) return
    await store.writeNote(sql, note.id, text, now())
    const [before, after] = [note.text, text].map((said) => ({ noteId: note.id, text: said }))
    await auditCustomer(sql, principal, 'note_changed', { ...about, before: before!, after: after! })
  })
}

export async function deleteNote(principal: Principal, wanted: Versioned): Promise<void> {
  await inTransaction(async (sql) => {
    const { note, about } = await getLocked(sql, principal, wanted)
    await store.deleteNote(sql, note.id)
    const before = { noteId: note.id, text: note.text }
    await auditCustomer(sql, principal, 'note_deleted', { ...about, before, after: null })
  })
}

async function getLocked(sql: Sql, principal: Principal, wanted: Versioned) {
  const note = await store.lockNote(sql, wanted.id)
  const noNote = () => new AppError('not_found', 'There is no such note.')
  if (!note) throw noNote()
  const customer = await requireCustomer(principal, note.customerId, 'customers.edit').catch((error) => {
    throw error instanceof AppError && error.code === 'not_found' ? noNote() : error
  })
  if (note.authorId !== principal.userId && !can(principal, 'customers.edit', {}))
    throw new AppError('forbidden', 'Only its author can change this note.')
  if (note.version !== wanted.version) {
    throw new AppError('conflict', 'Somebody else changed this note in the meantime.', {
      data: { current: { text: note.text, version: note.version } },
    })
  }
  return { note, about: { id: customer.id, label: customer.name } }
}
