import type { Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import { inTransaction, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { LinkKind } from '../contract'
import {
  blocksAlready,
  deleteLink,
  findConversationByNumber,
  findOrder,
  insertLink,
  listLinks,
} from '../store/links'
import { findByNumber, type StoredTicket } from '../store/read-tickets'
import { insertEntry, setWatcher } from '../store/write-tickets'
import { readerOf, requireConversation, requireCustomer, requireLocked, requireTicket } from './reach'

const unknown = (what: string) =>
  new AppError('not_found', `There is no such ${what}.`, {
    fields: [{ path: 'target', message: `unknown ${what}`, code: 'unknown_target' }],
  })
const refused = (message: string, code: string) =>
  new AppError('invalid_input', message, { fields: [{ path: 'target', message, code }] })

const numberIn = (text: string, pattern: RegExp): number => {
  const digits = pattern.exec(text)?.[1]
  return digits && digits.length < 16 ? Number(digits) : -1
}

type Asked = { id: string; kind: LinkKind | 'conversation' | 'order'; target: string }

async function targetOf(sql: Sql, principal: Principal, ticket: StoredTicket, { kind, target }: Asked) {
  if (kind === 'conversation') {
    const conversationId = await findConversationByNumber(sql, numberIn(target, /^#?(\d+)$/))
    if (!conversationId) throw unknown('conversation')
    await requireConversation(principal, conversationId)
    return { conversationId }
  }
  if (kind === 'order') {
    const order = await findOrder(sql, target)
    if (!order) throw unknown('order')
    if (order.customerId !== ticket.customerId || order.customerId === null) {
      if (!order.customerId) throw unknown('order')
      await requireCustomer(principal, order.customerId)
    }
    return { orderId: order.id }
  }
  const other = await findByNumber(
    sql,
    numberIn(target, /^(?:T-?)?(\d+)$/i),
    readerOf(principal, 'tickets.view'),
  )
  if (!other) throw unknown('ticket')
  if (other.id === ticket.id) throw refused('A ticket cannot be linked to itself.', 'link_self')
  if (kind === 'blocks' && (await blocksAlready(sql, other.id, ticket.id)))
    throw refused('These tickets would block each other.', 'link_circle')
  return { otherId: other.id }
}

/** @throws {AppError} not_found, invalid_input, duplicate */
export async function linkTicket(principal: Principal, asked: Asked): Promise<void> {
  await inTransaction(async (sql) => {
    const ticket = await requireLocked(sql, principal, asked.id)
    // One at a time, so that two links made at once close no circle either.
    if (asked.kind === 'blocks')
      await sql.query(`select pg_advisory_xact_lock(hashtextextended('ticket_links', 0))`)
    const target = await targetOf(sql, principal, ticket, asked)
    const at = now()
    const made = await insertLink(sql, { id: newId(), ticketId: ticket.id, kind: asked.kind, at, ...target })
    if (!made) {
      throw new AppError('duplicate', 'They are linked already.', {
        fields: [{ path: 'target', message: 'linked already', code: 'link_twice' }],
      })
    }
    await insertEntry(sql, {
      ...{ id: newId(), ticketId: ticket.id, at, kind: 'linked' },
      ...{ actorId: principal.userId, actorName: principal.name },
      detail: { kind: asked.kind, target: asked.target },
    })
  })
}

export async function unlinkTicket(
  principal: Principal,
  input: { id: string; linkId: string },
): Promise<void> {
  await inTransaction(async (sql) => {
    const ticket = await requireLocked(sql, principal, input.id)
    const link = (await listLinks(sql, ticket.id, null)).find(({ id }) => id === input.linkId)
    if (!link || !(await deleteLink(sql, ticket.id, input.linkId))) throw unknown('link')
    const { kind } = link
    const target = link.ticket
      ? `T-${link.ticket.number}`
      : link.conversation
        ? `#${link.conversation.number}`
        : link.order?.externalId
    await insertEntry(sql, {
      ...{ id: newId(), ticketId: ticket.id, at: now(), kind: 'unlinked' },
      ...{ actorId: principal.userId, actorName: principal.name, detail: { kind, target } },
    })
  })
}

/** One's own bell, for a ticket that one may see. */
export async function watchTicket(principal: Principal, input: { id: string; on: boolean }): Promise<void> {
  await requireTicket(principal, input.id)
  await inTransaction((sql) => setWatcher(sql, input.id, principal.userId, input.on))
}
