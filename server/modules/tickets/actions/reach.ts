import { can, type Permission, type Principal, scopeOf } from '@/server/access'
import {
  type ConversationRow,
  findConversation,
  holdsConversationWith,
  partsOf,
} from '@/server/modules/conversations'
import { pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import {
  findCustomer,
  findTicket,
  lockTicket,
  type Reader,
  type StoredTicket,
  servesCustomer,
} from '../store/read-tickets'

const noTicket = () => new AppError('not_found', 'There is no such ticket.')

/** Whose tickets this permission reaches; for "group" those of one's groups and what one has to do with. */
export function readerOf(principal: Principal, permission: Permission): Reader {
  const scope = scopeOf(principal, permission)
  if (scope === 'all') return null
  return { userId: principal.userId, groupIds: scope === 'group' ? principal.scopeGroupIds : [] }
}

/** @throws {AppError} not_found, also for one beyond the scope */
export async function requireTicket(
  principal: Principal,
  id: string,
  permission: Permission = 'tickets.view',
): Promise<StoredTicket> {
  const ticket = await findTicket(pool(), id, readerOf(principal, permission))
  if (!ticket) throw noTicket()
  return ticket
}

/** The same with its row locked; whoever may only look is refused with why. */
export async function requireLocked(
  sql: Sql,
  principal: Principal,
  id: string,
  permission: Permission = 'tickets.edit',
): Promise<StoredTicket> {
  const ticket = await lockTicket(sql, id, readerOf(principal, permission))
  if (ticket) return ticket
  if (can(principal, 'tickets.view') && (await findTicket(sql, id, readerOf(principal, 'tickets.view'))))
    throw new AppError('forbidden', 'You may look at this ticket and not change it.')
  throw noTicket()
}

/** A conversation that this person may read. @throws {AppError} not_found */
export async function requireConversation(principal: Principal, id: string): Promise<ConversationRow> {
  const row = await findConversation(pool(), id)
  const missing = new AppError('not_found', 'There is no such conversation.')
  if (!row) throw missing
  if (can(principal, 'conversations.read', { ownerId: row.agentId, groupIds: [row.groupId] })) return row
  if ((await partsOf(pool(), row.id, principal.userId)).length > 0) return row
  if (principal.agentId && (await holdsConversationWith(pool(), principal.agentId, row.customer.id)))
    return row
  throw missing
}

/** A customer whom this person may know. @throws {AppError} not_found */
export async function requireCustomer(
  principal: Principal,
  id: string,
): Promise<{ id: string; name: string; phone: string | null }> {
  const customer = await findCustomer(pool(), id)
  const reader = readerOf(principal, 'customers.read')
  const known =
    customer &&
    can(principal, 'customers.read') &&
    (reader === null || (await servesCustomer(pool(), id, reader)))
  if (!known) throw new AppError('not_found', 'There is no such customer.')
  return customer
}
