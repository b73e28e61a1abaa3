import type { Principal } from '@/server/access'
import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import { tellPeople } from '@/server/modules/accounts'
import { applyStep, maskWords } from '@/server/modules/conversations'
import { now } from '@/server/platform/clock'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { OpenTicket } from '../contract'
import { findByClientKey, missingRefs } from '../store/read-tickets'
import { insertEntry, insertTicket, setWatcher } from '../store/write-tickets'
import { dueByService, ticketSettingsNow } from './due-time'
import { requireConversation, requireCustomer } from './reach'

/** @throws {AppError} not_found with the field that names nothing */
export async function requireRefs(
  sql: Sql,
  refs: { groupId: string | null; assigneeId: string | null },
): Promise<void> {
  const missing = await missingRefs(sql, refs)
  const fields = [
    ...(missing.group ? [{ path: 'groupId', message: 'unknown group' }] : []),
    ...(missing.assignee ? [{ path: 'assigneeId', message: 'unknown person' }] : []),
  ]
  if (fields.length > 0)
    throw new AppError('not_found', 'This group or person is no longer there.', { fields })
}

export async function requireType(type: string): Promise<void> {
  const { types } = await ticketSettingsNow()
  if (types.some((one) => one.key === type && !one.disabled)) return
  throw new AppError('invalid_input', 'There is no such type of ticket.', {
    fields: [{ path: 'type', message: 'unknown type' }],
  })
}

/** Of one's own conversation or customer; the conversation's customer is the ticket's. */
async function aboutWhom(principal: Principal, input: OpenTicket) {
  const { conversationId } = input
  if (conversationId === null) {
    if (input.customerId) await requireCustomer(principal, input.customerId)
    return { conversationId, customerId: input.customerId }
  }
  const row = await requireConversation(principal, conversationId)
  if (input.customerId && input.customerId !== row.customer.id)
    throw new AppError('invalid_input', 'This conversation is of another customer.', {
      fields: [{ path: 'customerId', message: 'another customer' }],
    })
  return { conversationId, customerId: row.customer.id }
}

export type Opened = { id: string; created: boolean }

/**
 * Opens a ticket, once for each client key however often it is asked; its conversation tells it in the same
 * transaction. @throws {AppError} not_found, invalid_input
 */
export async function openTicket(principal: Principal, input: OpenTicket): Promise<Opened> {
  const known = await findByClientKey(pool(), input.clientKey)
  if (known) return { id: known, created: false }
  const about = await aboutWhom(principal, input)
  await requireType(input.type)
  const settings = await ticketSettingsNow()
  const description = await maskWords(input.description)
  const at = now()
  const id = newId()
  const { step } = await inTransaction(async (sql): Promise<{ step: LogEntry | null | 'known' }> => {
    await requireRefs(sql, input)
    const { priority, groupId } = input
    const byService = await dueByService(sql, { priority, groupId, ...about, from: at }, settings)
    const number = await insertTicket(sql, {
      ...{
        ...input,
        ...about,
        description,
        id,
        at,
        creatorId: principal.userId,
        creatorName: principal.name,
      },
      dueAt: input.dueAt ? new Date(input.dueAt) : byService,
      dueByHand: input.dueAt !== null,
    })
    if (number === null) return { step: 'known' }
    await insertEntry(sql, {
      ...{ id: newId(), ticketId: id, at, kind: 'created' },
      ...{ actorId: principal.userId, actorName: principal.name },
    })
    await setWatcher(sql, id, principal.userId, true)
    if (input.assigneeId && input.assigneeId !== principal.userId) {
      const params = { who: principal.name, ticket: `T-${number}`, title: input.title }
      const href = `/tickets?open=${id}`
      await tellPeople(sql, [{ userId: input.assigneeId, kind: 'ticket_assigned', params, href }])
    }
    return {
      step: await tellConversation(
        sql,
        about.conversationId,
        'ticket_created',
        { id, number, by: principal.name },
        at,
      ),
    }
  })
  if (step === 'known') return { id: (await findByClientKey(pool(), input.clientKey))!, created: false }
  if (step) publishEntries([step])
  return { id, created: true }
}

/** One entry in the log of the conversation that a ticket came from: the staff's view and webhooks read it there. */
export async function tellConversation(
  sql: Sql,
  conversationId: string | null,
  type: 'ticket_created' | 'ticket_changed',
  ticket: { id: string; number: number; by: string; fields?: string[]; status?: string },
  at: Date,
): Promise<LogEntry | null> {
  if (conversationId === null) return null
  const { id, number, by, ...more } = ticket
  const detail = { ticketId: id, number, name: `T-${number}`, by, ...more }
  return applyStep(sql, {
    ...{ conversationId, set: {}, at },
    event: { type, audience: 'staff', payload: { detail } },
  })
}
