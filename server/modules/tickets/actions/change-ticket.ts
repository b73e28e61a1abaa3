import type { Principal } from '@/server/access'
import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import { tellPeople } from '@/server/modules/accounts'
import { maskWords } from '@/server/modules/conversations'
import { now } from '@/server/platform/clock'
import { inTransaction, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { TicketPatch } from '../contract'
import { type MoveRefusal, refusedMove, reopens } from '../domain/status'
import { countBlockers } from '../store/links'
import { listWatchers, type StoredTicket } from '../store/read-tickets'
import { type Columns, insertEntry, updateTicket } from '../store/write-tickets'
import { dueByService, ticketSettingsNow } from './due-time'
import { requireRefs, requireType, tellConversation } from './open-ticket'
import { requireLocked } from './reach'
import { oweTelling, tellSoon } from './tell-customer'

const whyNot: Record<MoveRefusal, string> = {
  same: 'The ticket has this status already.',
  never_new_again: 'A ticket on which somebody works does not become new again.',
  solve_first: 'Solve the ticket before you close it.',
  reopen_first: 'Open the ticket again first.',
  blocked: 'Another ticket blocks this one and is not done yet.',
}

type Versioned = { id: string; version: number }
export type Actor = { userId: string | null; name: string }

function requireVersion(ticket: StoredTicket, version: number): void {
  if (ticket.version === version) return
  const data = { version: ticket.version }
  throw new AppError('conflict', 'Somebody else changed this ticket in the meantime.', { data })
}

/** Fields that a patch really changes, as they were and as they are. */
function differences(before: Columns, after: Columns): Record<string, { from: unknown; to: unknown }> {
  const keys = Object.keys(before) as (keyof Columns)[]
  const plain = (value: unknown) => (value instanceof Date ? value.toISOString() : value)
  return Object.fromEntries(
    keys
      .filter((key) => key !== 'dueByHand' && plain(before[key]) !== plain(after[key]))
      .map((key) => [key, { from: plain(before[key]), to: plain(after[key]) }]),
  )
}

const columnsOf = (t: StoredTicket): Columns => ({
  ...{ title: t.title, description: t.description, type: t.type, priority: t.priority, status: t.status },
  ...{ groupId: t.groupId, assigneeId: t.assigneeId, dueAt: t.dueAt, dueByHand: t.dueByHand },
})

async function patched(sql: Sql, ticket: StoredTicket, patch: TicketPatch): Promise<Columns> {
  const { dueAt, ...plain } = patch
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  const next: Columns = { ...columnsOf(ticket), ...given }
  if (patch.description !== undefined) next.description = await maskWords(patch.description)
  if (dueAt) return { ...next, dueAt: new Date(dueAt), dueByHand: true }
  const byService = dueAt === null || !ticket.dueByHand
  const moved = next.priority !== ticket.priority || next.groupId !== ticket.groupId || dueAt === null
  if (!byService || !moved) return next
  const of = { ...next, conversationId: ticket.conversationId, from: ticket.createdAt }
  return { ...next, dueAt: await dueByService(sql, of, await ticketSettingsNow()), dueByHand: false }
}

/**
 * Writes a change with its entry, notices and what the customer must hear, in the caller's transaction; the row is
 * locked. @throws {AppError} transition_refused, not_found, invalid_input
 */
export async function writeChange(
  sql: Sql,
  ticket: StoredTicket,
  patch: TicketPatch,
  by: Actor,
): Promise<LogEntry | null> {
  const at = now()
  if (patch.type !== undefined && patch.type !== ticket.type) await requireType(patch.type)
  const next = await patched(sql, ticket, patch)
  const changes = differences(columnsOf(ticket), next)
  if (Object.keys(changes).length === 0) return null
  const newRefs = {
    groupId: changes.groupId ? next.groupId : null,
    assigneeId: changes.assigneeId ? next.assigneeId : null,
  }
  await requireRefs(sql, newRefs)
  if (changes.status) await requireMove(sql, ticket, next)
  const solved = changes.status?.to === 'solved'
  await updateTicket(sql, ticket.id, next, {
    ...{ at, moved: changes.status !== undefined, reopened: reopens(ticket.status, next.status) },
  })
  const entryId = newId()
  await insertEntry(sql, {
    ...{ id: entryId, ticketId: ticket.id, at, kind: 'changed', actorId: by.userId, actorName: by.name },
    ...{ public: solved, detail: { changes, ...(changes.status && { status: next.status }) } },
  })
  if (solved) await oweTelling(sql, ticket, entryId, at)
  await tellStaff(sql, { ...ticket, ...next }, changes, by)
  const { id, number } = ticket
  const said = { id, number, by: by.name, fields: Object.keys(changes), status: next.status }
  return tellConversation(sql, ticket.conversationId, 'ticket_changed', said, at)
}

async function requireMove(sql: Sql, ticket: StoredTicket, next: Columns): Promise<void> {
  const reason = refusedMove(ticket.status, next.status, await countBlockers(sql, ticket.id))
  if (!reason) return
  throw new AppError('transition_refused', whyNot[reason], {
    data: { reason, status: ticket.status },
    fields: [{ path: 'status', message: whyNot[reason], code: `ticket_${reason}` }],
  })
}

async function tellStaff(
  sql: Sql,
  ticket: StoredTicket,
  changes: Record<string, unknown>,
  by: Actor,
): Promise<void> {
  const params = { who: by.name, ticket: `T-${ticket.number}`, title: ticket.title }
  const href = `/tickets?open=${ticket.id}`
  const watchers = changes.status ? (await listWatchers(sql, ticket.id)).map(({ id }) => id) : []
  const concerned = new Set([...watchers, ...(ticket.assigneeId ? [ticket.assigneeId] : [])])
  const gotIt = changes.assigneeId ? ticket.assigneeId : null
  const told = [
    ...(gotIt ? [{ userId: gotIt, kind: 'ticket_assigned' as const, params, href }] : []),
    ...(changes.status
      ? [...concerned]
          .filter((userId) => userId !== gotIt)
          .map((userId) => ({
            ...{ userId, kind: 'ticket_status' as const, href },
            params: { ...params, status: ticket.status },
          }))
      : []),
  ]
  await tellPeople(
    sql,
    told.filter(({ userId }) => userId !== by.userId),
  )
}

/** @throws {AppError} not_found, forbidden, conflict, transition_refused */
export async function changeTicket(
  principal: Principal,
  { id, version, patch }: Versioned & { patch: TicketPatch },
): Promise<void> {
  await changeTickets(principal, { tickets: [{ id, version }], patch })
}

/** All of them or none. */
export async function changeTickets(
  principal: Principal,
  { tickets, patch }: { tickets: Versioned[]; patch: TicketPatch },
): Promise<{ changed: number }> {
  const steps = await inTransaction(async (sql) => {
    const all: LogEntry[] = []
    for (const { id, version } of [...tickets].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const ticket = await requireLocked(sql, principal, id)
      requireVersion(ticket, version)
      const sameStatus = tickets.length > 1 && patch.status === ticket.status
      const { status: _, ...rest } = patch
      const step = await writeChange(sql, ticket, sameStatus ? rest : patch, principal)
      if (step) all.push(step)
    }
    return all
  })
  publishEntries(steps)
  tellSoon()
  return { changed: tickets.length }
}
