import type { Principal } from '@/server/access'
import { can } from '@/server/access'
import { readMessages } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import {
  BOARD_PAGE,
  type Board,
  type ListTickets,
  type TicketChoices,
  type TicketDraft,
  type TicketFilter,
  type TicketRow,
  type TicketStatus,
  type TicketView,
  ticketStatuses,
} from '../contract'
import { deadlineOf, SOON_MS } from '../domain/deadline'
import { listLinks } from '../store/links'
import { findTicket, listChoices, listTickets, listWatchers, type StoredTicket } from '../store/read-tickets'
import { listTimeline } from '../store/timeline'
import { ticketSettingsNow } from './due-time'
import { readerOf, requireConversation, requireTicket } from './reach'

const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)

export function toRow(t: StoredTicket): TicketRow {
  return {
    ...{ id: t.id, number: t.number, title: t.title, type: t.type, priority: t.priority, status: t.status },
    customer: named(t.customerId, t.customerName),
    group: named(t.groupId, t.groupName),
    assignee: named(t.assigneeId, t.assigneeName),
    conversationId: t.conversationId,
    ...{ dueAt: t.dueAt?.toISOString() ?? null, dueByHand: t.dueByHand, deadline: deadlineOf(t, nowMs()) },
    ...{ createdAt: t.createdAt.toISOString(), updatedAt: t.updatedAt.toISOString(), version: t.version },
  }
}

function asked(principal: Principal, filter: TicketFilter) {
  const at = nowMs()
  const overdue = { until: new Date(at), after: null }
  const soon = { until: new Date(at + SOON_MS), after: new Date(at) }
  return {
    reader: readerOf(principal, 'tickets.view'),
    filter,
    assignee: filter.assignee === 'me' ? principal.userId : (filter.assignee ?? null),
    due: filter.due === 'overdue' ? overdue : filter.due === 'soon' ? soon : null,
  }
}

export async function listFor(
  principal: Principal,
  input: ListTickets,
): Promise<{ rows: TicketRow[]; total: number }> {
  const { rows, total } = await listTickets(asked(principal, input), input)
  return { rows: rows.map(toRow), total }
}

/** One column for each status, the most urgent on top; so many of each are shown and all are counted. */
export async function boardFor(
  principal: Principal,
  { shown, ...filter }: TicketFilter & { shown: Partial<Record<TicketStatus, number>> },
): Promise<Board> {
  const wanted = ticketStatuses.filter((status) => !filter.statuses || filter.statuses.includes(status))
  return Promise.all(
    wanted.map(async (status) => {
      const page = { sort: 'due', direction: 'asc', page: 1, pageSize: shown[status] ?? BOARD_PAGE } as const
      const { rows, total } = await listTickets(asked(principal, { ...filter, statuses: [status] }), page)
      return { status, total, rows: rows.map(toRow) }
    }),
  )
}

export async function getTicket(principal: Principal, id: string): Promise<TicketView> {
  const ticket = await requireTicket(principal, id)
  const sql = pool()
  const [watchers, links, entries, mayEdit, mayDelete] = await Promise.all([
    listWatchers(sql, id),
    listLinks(sql, id, readerOf(principal, 'tickets.view')),
    listTimeline(sql, id),
    reaches(principal, 'tickets.edit', id),
    reaches(principal, 'tickets.manage', id),
  ])
  return {
    ...toRow(ticket),
    ...{ description: ticket.description, creator: ticket.creatorName, reopenedCount: ticket.reopenedCount },
    conversationNumber: ticket.conversationNumber,
    ...{ watchers, watching: watchers.some((one) => one.id === principal.userId) },
    ...{ links, entries, mayEdit, mayDelete },
  }
}

async function reaches(
  principal: Principal,
  permission: 'tickets.edit' | 'tickets.manage',
  id: string,
): Promise<boolean> {
  if (!can(principal, permission) || principal.viewing) return false
  return (await findTicket(pool(), id, readerOf(principal, permission))) !== null
}

export async function ticketChoices(): Promise<TicketChoices> {
  const [{ types }, { groups, people }] = await Promise.all([ticketSettingsNow(), listChoices(pool())])
  return { types, groups, people }
}

const DRAFT_MESSAGES = 6

/** The customer, the category and the last messages of a conversation, for the form of a new ticket. */
export async function draftFrom(principal: Principal, conversationId: string): Promise<TicketDraft> {
  const row = await requireConversation(principal, conversationId)
  const page = { conversationId, before: row.lastSeq + 1, limit: 30, notes: false }
  const messages = await readMessages(pool(), page)
  const category = row.categoryPath?.at(-1)
  const language = category?.zh && !category.en ? 'zh' : 'en'
  const words = messages
    .filter(({ senderKind, kind, text }) => senderKind !== 'system' && kind === 'text' && text !== '')
    .slice(-DRAFT_MESSAGES)
    .map(
      ({ senderKind, text }) =>
        `${senderKind === 'customer' ? row.customer.name : (row.agentName ?? '–')}: ${text}`,
    )
  const asked = messages.find(({ senderKind, text }) => senderKind === 'customer' && text !== '')?.text ?? ''
  return {
    customer: { id: row.customer.id, name: row.customer.name },
    conversationNumber: row.number,
    groupId: row.groupId,
    title: (category?.[language] ?? asked).slice(0, 200),
    description: words.join('\n').slice(0, 8_000),
  }
}
