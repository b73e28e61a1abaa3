import { can, type Permission, type Principal } from '@/server/access'
import { scopeOf } from '@/server/access/can'
import { currentSettings } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import {
  type CustomerConversation,
  type CustomerRow,
  type CustomerView,
  type ListCustomers,
  partPageSize,
} from '../contract'
import * as store from '../store/customers'
import { findFacts, listConversationsOf } from '../store/details'
import { listNotes } from '../store/notes'

export const missing = () => new AppError('not_found', 'There is no such customer.')

/** @throws {AppError} forbidden */
export function readerFor(principal: Principal, permission: Permission = 'customers.read'): store.Reader {
  const scope = scopeOf(principal, permission)
  if (!scope) throw new AppError('forbidden', 'You are not allowed to do this.')
  return store.readerOf(principal, scope)
}

export const listCustomers = (principal: Principal, input: ListCustomers) =>
  store.listCustomers(pool(), input, readerFor(principal))

/** A customer whom this permission reaches; others are as if they were not there. @throws {AppError} not_found */
export async function requireCustomer(
  principal: Principal,
  id: string,
  permission: Permission = 'customers.read',
): Promise<CustomerRow> {
  const found = await store.findCustomer(pool(), id, readerFor(principal, permission))
  if (!found) throw missing()
  return found
}

/** @throws {AppError} not_found */
export async function getCustomer(principal: Principal, id: string): Promise<CustomerView> {
  const row = await requireCustomer(principal, id)
  const [facts, notes] = await Promise.all([
    findFacts(pool(), row.id),
    listNotes(pool(), row.id, principal.userId),
  ])
  if (!facts) throw missing()
  const { erasedAt, ...rest } = facts
  return { ...row, ...rest, notes, erasedAt: erasedAt?.toISOString() ?? null }
}

export async function listConversations(
  principal: Principal,
  { id, page }: { id: string; page: number },
): Promise<{ rows: CustomerConversation[]; total: number }> {
  const row = await requireCustomer(principal, id)
  const all = await listConversationsOf(pool(), row.id, {
    limit: partPageSize,
    offset: (page - 1) * partPageSize,
  })
  // What was said is shown only to those who may open every conversation.
  if (can(principal, 'conversations.read', {})) return all
  return { ...all, rows: all.rows.map((one) => ({ ...one, excerpt: null })) }
}

export const fieldDefinitions = async () => (await currentSettings()).customers.fields
