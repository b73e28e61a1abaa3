import { z } from 'zod'
import { ticketPriorities } from '@/server/modules/accounts/contract'

export * from './contract/call-backs'
export { ticketPriorities }

export const ticketStatuses = ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const
export type TicketStatus = (typeof ticketStatuses)[number]
export type TicketPriority = (typeof ticketPriorities)[number]
export const linkKinds = ['relates', 'blocks', 'duplicate_of'] as const
export type LinkKind = (typeof linkKinds)[number]

const title = z.string().trim().min(1).max(200)
const description = z.string().trim().max(20_000)
const moment = z.iso.datetime({ offset: true })
const id = z.uuid()

export const openTicketInput = z.object({
  /** Made once for each form: the same again answers the ticket that it opened. */
  clientKey: z.uuid(),
  title,
  description: description.default(''),
  type: z.string().min(1).max(30),
  priority: z.enum(ticketPriorities).default('normal'),
  customerId: id.nullable().default(null),
  conversationId: id.nullable().default(null),
  groupId: id.nullable().default(null),
  assigneeId: id.nullable().default(null),
  /** null: by service hours. */
  dueAt: moment.nullable().default(null),
})
export type OpenTicket = z.output<typeof openTicketInput>

/** What is absent stays. */
export const ticketPatch = z
  .strictObject({
    title,
    description,
    type: z.string().min(1).max(30),
    priority: z.enum(ticketPriorities),
    status: z.enum(ticketStatuses),
    groupId: id.nullable(),
    assigneeId: id.nullable(),
    /** null: by service hours again. */
    dueAt: moment.nullable(),
  })
  .partial()
export type TicketPatch = z.output<typeof ticketPatch>

const versioned = z.object({ id, version: z.int().min(1) })
export const ticketIdInput = z.object({ id })
export const changeTicketInput = versioned.extend({ patch: ticketPatch })
export const changeTicketsInput = z.object({
  tickets: z.array(versioned).min(1).max(100),
  patch: ticketPatch.pick({ status: true, priority: true, assigneeId: true, groupId: true }),
})
export const commentInput = z.object({
  id,
  clientKey: z.uuid(),
  text: z.string().trim().min(1).max(8_000),
  /** The customer hears of it. */
  public: z.boolean().default(false),
  attachmentIds: z.array(id).max(10).default([]),
  status: z.enum(ticketStatuses).optional(),
})
export type CommentInput = z.output<typeof commentInput>
export const watchInput = z.object({ id, on: z.boolean() })
export const linkInput = z.object({
  id,
  kind: z.enum([...linkKinds, 'conversation', 'order']),
  /** T-12 or 12 for tickets, the number of a conversation, the shop's number of an order. */
  target: z.string().trim().min(1).max(64),
})
export const unlinkInput = z.object({ id, linkId: z.uuid() })

export const ticketFilter = z.object({
  search: z.string().trim().max(120).default(''),
  statuses: z.array(z.enum(ticketStatuses)).max(6).optional(),
  priority: z.enum(ticketPriorities).optional(),
  type: z.string().max(30).optional(),
  /** me, none, or a person's id. */
  assignee: z.union([z.enum(['me', 'none']), id]).optional(),
  groupId: id.optional(),
  customerId: id.optional(),
  due: z.enum(['overdue', 'soon']).optional(),
  ids: z.array(id).max(100).optional(),
})
export type TicketFilter = z.output<typeof ticketFilter>
export const ticketSorts = [
  ...(['number', 'title', 'status', 'priority', 'assignee', 'due', 'created', 'updated'] as const),
]
export const listTicketsInput = ticketFilter.extend({
  sort: z.enum(ticketSorts).default('due'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  page: z.int().min(1).default(1),
  pageSize: z.int().min(1).max(100).default(25),
})
export type ListTickets = z.output<typeof listTicketsInput>
export const boardInput = ticketFilter.extend({
  /** How many of each column; the rest is counted. */
  shown: z.partialRecord(z.enum(ticketStatuses), z.int().min(1).max(500)).default({}),
})
export const BOARD_PAGE = 20

export type Named = { id: string; name: string }
export type TicketRow = {
  id: string
  number: number
  title: string
  type: string
  priority: TicketPriority
  status: TicketStatus
  customer: Named | null
  group: Named | null
  assignee: Named | null
  conversationId: string | null
  dueAt: string | null
  dueByHand: boolean
  deadline: 'none' | 'later' | 'soon' | 'overdue'
  createdAt: string
  updatedAt: string
  version: number
}
export type TicketFileView = { id: string; name: string; mediaType: string; size: number }
export type TicketEntryView = {
  id: string
  at: string
  /** created, changed, comment, linked, unlinked, or customer: what the customer wrote in the chat. */
  kind: string
  actor: string
  public: boolean
  text: string
  detail: Record<string, unknown>
  files: TicketFileView[]
  /** Of a public one: whether it stands in the chat, and was mailed. */
  told: { chat: boolean; mail: boolean } | null
}
export type TicketLinkView = {
  id: string
  kind: LinkKind | 'blocked_by' | 'duplicated_by' | 'conversation' | 'order'
  ticket: { id: string; number: number; title: string; status: TicketStatus } | null
  conversation: { id: string; number: number } | null
  order: { externalId: string; title: string } | null
}
export type TicketView = TicketRow & {
  description: string
  creator: string
  reopenedCount: number
  conversationNumber: number | null
  watchers: Named[]
  watching: boolean
  mayEdit: boolean
  mayDelete: boolean
  links: TicketLinkView[]
  entries: TicketEntryView[]
}
export type Board = { status: TicketStatus; total: number; rows: TicketRow[] }[]
export type TicketChoices = {
  types: { key: string; names: { en: string; zh: string }; disabled: boolean }[]
  groups: Named[]
  people: Named[]
}

/** What a form begins with when a ticket is opened from a conversation. */
export type TicketDraft = {
  customer: Named
  conversationNumber: number
  groupId: string | null
  title: string
  description: string
}
