import { can, type Principal } from '@/server/access'
import {
  type ConversationRow,
  conversationNow,
  findReadable,
  standingNow,
  toCustomerView,
  toStaffView,
} from '@/server/modules/conversations'
import { queueViews } from '@/server/modules/dispatch'
import { nowMs } from '@/server/platform/clock'
import { AppError } from '@/server/platform/errors'
import type { AgentConversationView, ConversationView } from './contract'

const missing = () => new AppError('not_found', 'There is no such conversation.')

/** The customer's own conversation; another's looks like none. @throws {AppError} not_found */
export async function requireOwn(id: string, customerId: string): Promise<ConversationRow> {
  const row = await conversationNow(id)
  if (!row) throw missing()
  if (row.customer.id === customerId) return row
  // Merged since the token was looked at.
  const standing = await standingNow(customerId)
  if (standing?.id !== row.customer.id) throw missing()
  return row
}

/** One that this member of staff may read. @throws {AppError} not_found */
export async function requireReadable(id: string, principal: Principal): Promise<ConversationRow> {
  const row = await findReadable(id, principal)
  if (!row) throw missing()
  return row
}

/** For changes: one's own, or any by permission. null = the principal acts as holder. */
export function actsForOther(
  row: { agentId: string | null; groupId: string | null },
  principal: Principal,
): boolean {
  if (row.agentId !== null && row.agentId === principal.agentId) return false
  if (can(principal, 'conversations.write_any', { ownerId: row.agentId, groupIds: [row.groupId] }))
    return true
  throw missing()
}

export async function customerView(row: ConversationRow): Promise<ConversationView> {
  const queue = row.status === 'queued' ? (await queueViews([row.id])).get(row.id) : undefined
  return toCustomerView(row, queue ?? null, nowMs())
}

export async function staffViews(rows: ConversationRow[]): Promise<AgentConversationView[]> {
  const queues = await queueViews(rows.filter((row) => row.status === 'queued').map((row) => row.id))
  return rows.map((row) => toStaffView(row, queues.get(row.id) ?? null, nowMs()))
}
