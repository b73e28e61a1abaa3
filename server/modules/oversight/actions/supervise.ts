import { can, type Principal } from '@/server/access'
import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries, publishFleeting } from '@/server/events/publish'
import { noteAudit } from '@/server/modules/accounts'
import { applyStep, type Brief, findBrief, sendMessage } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { closePart, countParts, openPart, type Part } from '../store/participants'
import { followParts } from './watch-parts'

const WITH_AGENT = ['awaiting_agent', 'awaiting_customer', 'awaiting_confirmation']

const targetOf = (brief: Pick<Brief, 'agentId' | 'groupId'>) => ({
  ownerId: brief.agentId,
  groupIds: [brief.groupId],
})

/** One that this person may supervise and does not hold. @throws {AppError} not_found, forbidden, invalid_state */
async function requireSupervised(principal: Principal, conversationId: string): Promise<Brief> {
  const brief = await findBrief(pool(), conversationId)
  if (!brief || !can(principal, 'conversations.supervise', targetOf(brief))) {
    throw new AppError('not_found', 'There is no such conversation.')
  }
  if (brief.agentId === principal.userId) {
    throw new AppError('invalid_state', 'You hold this conversation yourself.')
  }
  return brief
}

async function audit(sql: Sql, principal: Principal, action: string, brief: Brief): Promise<void> {
  await noteAudit(sql, {
    actor: { userId: principal.userId, name: principal.name },
    action,
    entity: 'conversation',
    entityId: brief.id,
    label: `#${brief.number}`,
  })
}

/**
 * Somebody has it on the screen. Whoever may supervise looks silently: a part of their own brings the entries to
 * their streams and stays in the record; colleagues are shown to the holder. Told again every few seconds.
 */
export async function viewConversation(
  principal: Principal,
  conversationId: string,
  on: boolean,
): Promise<{ watching: boolean }> {
  const brief = await findBrief(pool(), conversationId)
  if (!brief) throw new AppError('not_found', 'There is no such conversation.')
  if (brief.agentId === principal.userId) return { watching: false }
  if (can(principal, 'conversations.supervise', targetOf(brief))) {
    await (on ? beginWatch(principal, brief) : endPart(conversationId, principal, 'watcher', 'left'))
    return { watching: on && brief.endedAt === null }
  }
  if (brief.agentId) {
    publishFleeting({
      type: 'viewing',
      conversationId,
      agentIds: [brief.agentId],
      audience: 'staff',
      at: new Date(nowMs()),
      payload: { detail: { userId: principal.userId, name: principal.name, on } },
    })
  }
  return { watching: false }
}

async function beginWatch(principal: Principal, brief: Brief): Promise<void> {
  if (brief.endedAt) return
  const fresh = await inTransaction(async (sql) => {
    const row = { conversationId: brief.id, userId: principal.userId, part: 'watcher' as const }
    const begins = await openPart(sql, row, new Date(nowMs()))
    if (begins) await audit(sql, principal, 'watched', brief)
    return begins
  })
  if (fresh) await followParts([principal.userId])
}

/** A word to the agent that the customer never sees. @throws {AppError} not_found, invalid_state */
export async function whisper(
  principal: Principal,
  conversationId: string,
  input: { clientMessageId: string; text: string },
) {
  const brief = await requireSupervised(principal, conversationId)
  if (brief.agentId === null) throw new AppError('invalid_state', 'Nobody holds this conversation now.')
  const sent = await sendMessage({
    ...{ conversationId, senderKind: 'agent', senderId: principal.userId, kind: 'note' },
    ...{ clientMessageId: input.clientMessageId, text: input.text, attachmentId: null, anyone: true },
    meta: { whisper: true },
  })
  if (sent.created) await audit(pool(), principal, 'whispered', brief)
  return sent
}

/** From now on their words go to the customer, under their own name. @throws {AppError} not_found, transition_refused */
export async function joinConversation(principal: Principal, conversationId: string): Promise<void> {
  await requireSupervised(principal, conversationId)
  const at = new Date(nowMs())
  const entry = await inTransaction(async (sql) => {
    await sql.query('select 1 from conversations where id = $1 for no key update', [conversationId])
    const brief = await findBrief(sql, conversationId)
    if (!brief || !WITH_AGENT.includes(brief.status)) {
      throw new AppError('transition_refused', `Nobody can join while the conversation is ${brief?.status}.`)
    }
    const row = { conversationId, userId: principal.userId, part: 'joined' as const }
    if (!(await openPart(sql, row, at))) return null
    await audit(sql, principal, 'joined', brief)
    return noteParticipant(sql, principal, conversationId, { part: 'joined', on: true }, at)
  })
  if (entry) publishEntries([entry])
  await followParts([principal.userId])
}

export const leaveConversation = (principal: Principal, conversationId: string): Promise<boolean> =>
  endPart(conversationId, principal, 'joined', 'left')

type Change = { part: Part; on: boolean; reason?: string }

/** The log says who began or ceased to take part, and how many parts of theirs are left. */
async function noteParticipant(
  sql: Sql,
  who: { userId: string; name: string },
  conversationId: string,
  change: Change,
  at: Date,
): Promise<LogEntry | null> {
  const parts = await countParts(sql, conversationId, who.userId)
  const detail = { userId: who.userId, name: who.name, parts, ...change }
  return applyStep(sql, {
    conversationId,
    set: {},
    event: { type: 'participants', audience: 'staff', payload: { detail } },
    at,
    alsoAgents: [who.userId],
  })
}

/** Ends a part; false when it had ended. Silent ones leave no entry that the agent would see. */
export async function endPart(
  conversationId: string,
  who: { userId: string; name: string },
  part: Part,
  reason: string,
): Promise<boolean> {
  const at = new Date(nowMs())
  const { closed, entry } = await inTransaction(async (sql) => {
    await sql.query('select 1 from conversations where id = $1 for no key update', [conversationId])
    const closed = await closePart(sql, { conversationId, userId: who.userId, part }, at)
    const entry =
      closed && part === 'joined'
        ? await noteParticipant(sql, who, conversationId, { part, on: false, reason }, at)
        : null
    return { closed, entry }
  })
  if (entry) publishEntries([entry])
  if (closed) await followParts([who.userId])
  return closed
}
