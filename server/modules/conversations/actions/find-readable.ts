import { can, type Principal } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { type ConversationRow, findConversation } from '../store/load-views'
import { partsOf } from '../store/participants'
import { holdsConversationWith } from '../store/read-access'

/**
 * A conversation that this member of staff may read: by permission and scope, because they take part in it or
 * a colleague asked them to look, or because the same customer is with them right now. Null = as if there were none.
 */
export async function findReadable(id: string, principal: Principal): Promise<ConversationRow | null> {
  const row = await findConversation(pool(), id)
  if (!row) return null
  const target = { ownerId: row.agentId, groupIds: [row.groupId] }
  if (can(principal, 'conversations.read', target)) return row
  // What waits in one's own groups may be looked at by those who will answer it.
  if (row.agentId === null && row.groupId && principal.agentId && principal.groupIds.includes(row.groupId))
    return row
  if ((await partsOf(pool(), row.id, principal.userId)).length > 0) return row
  if (principal.agentId && (await holdsConversationWith(pool(), principal.agentId, row.customer.id)))
    return row
  return null
}
