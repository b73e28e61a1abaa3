import { can, type Principal } from '@/server/access'
import { noteAudit } from '@/server/modules/accounts'
import { type ConversationRow, findConversation, listHeldBy } from '@/server/modules/conversations'
import { transferConversation } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { AppError, toAppError } from '@/server/platform/errors'

export type Reassignment = {
  /** All that this agent holds, or these. */
  from: { agentId: string } | { conversationIds: string[] }
  /** dispatch: each goes back to its own group, which decides without the former agent. */
  to: { agentId: string } | { groupId: string } | { dispatch: true }
  reason: string
}
export type Moved = {
  conversationId: string
  number: number
  customer: string
  moved: boolean
  code: string | null
  message: string | null
}

/** One after the other; what cannot be moved is said and stays. @throws {AppError} invalid_input when there is nothing */
export async function reassign(principal: Principal, input: Reassignment): Promise<Moved[]> {
  const rows = await rowsOf(input.from)
  const allowed = rows.filter((row) =>
    can(principal, 'conversations.write_any', { ownerId: row.agentId, groupIds: [row.groupId] }),
  )
  if (rows.length > 0 && allowed.length === 0) {
    throw new AppError('not_found', 'There are no such conversations.')
  }
  const results: Moved[] = []
  for (const row of allowed) results.push(await moveOne(principal, row, input))
  if (results.length > 0) {
    await noteAudit(pool(), {
      actor: { userId: principal.userId, name: principal.name },
      action: 'reassigned',
      entity: 'agentId' in input.from ? 'agent' : 'conversation',
      entityId: 'agentId' in input.from ? input.from.agentId : (results[0]?.conversationId ?? ''),
      label: rows[0]?.agentName ?? '',
      after: {
        to: input.to,
        reason: input.reason,
        moved: results.filter(({ moved }) => moved).map(({ number }) => `#${number}`),
        refused: results.filter(({ moved }) => !moved).map(({ number, code }) => `#${number} ${code}`),
      },
    })
  }
  return results
}

async function rowsOf(from: Reassignment['from']): Promise<ConversationRow[]> {
  if ('agentId' in from) return listHeldBy(pool(), from.agentId)
  const rows = await Promise.all(from.conversationIds.map((id) => findConversation(pool(), id)))
  return rows.filter((row) => row !== null)
}

async function moveOne(principal: Principal, row: ConversationRow, input: Reassignment): Promise<Moved> {
  const about = { conversationId: row.id, number: row.number, customer: row.customer.name }
  const to = 'dispatch' in input.to ? (row.groupId ? { groupId: row.groupId } : null) : input.to
  if (!to) return { ...about, moved: false, code: 'invalid_state', message: 'It belongs to no group.' }
  try {
    await transferConversation({
      conversationId: row.id,
      fromAgentId: null,
      by: { id: principal.userId, name: principal.name },
      reason: input.reason,
      to,
    })
    return { ...about, moved: true, code: null, message: null }
  } catch (error) {
    const { code, message } = toAppError(error)
    return { ...about, moved: false, code, message }
  }
}
