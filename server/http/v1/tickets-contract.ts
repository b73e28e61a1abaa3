import { z } from '@hono/zod-openapi'
import { linkKinds, ticketPriorities, ticketStatuses } from '@/server/modules/tickets/contract'
import { uuid } from './contract'

const named = z.object({ id: uuid, name: z.string() }).nullable()
const moment = z.string()

export const ticketRow = z.object({
  id: uuid,
  number: z.number().int(),
  title: z.string(),
  type: z.string(),
  priority: z.enum(ticketPriorities),
  status: z.enum(ticketStatuses),
  customer: named,
  group: named,
  assignee: named,
  conversationId: uuid.nullable(),
  dueAt: moment.nullable(),
  dueByHand: z.boolean(),
  deadline: z.enum(['none', 'later', 'soon', 'overdue']),
  createdAt: moment,
  updatedAt: moment,
  version: z.number().int(),
})

const link = z.object({
  id: uuid,
  kind: z.enum([...linkKinds, 'blocked_by', 'duplicated_by', 'conversation', 'order']),
  ticket: z
    .object({ id: uuid, number: z.number().int(), title: z.string(), status: z.enum(ticketStatuses) })
    .nullable(),
  conversation: z.object({ id: uuid, number: z.number().int() }).nullable(),
  order: z.object({ externalId: z.string(), title: z.string() }).nullable(),
})

const file = z.object({
  id: uuid,
  name: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
})

const entry = z.object({
  id: uuid,
  at: moment,
  kind: z.string(),
  actor: z.string(),
  public: z.boolean(),
  text: z.string(),
  detail: z.record(z.string(), z.unknown()),
  files: z.array(file),
  told: z.object({ chat: z.boolean(), mail: z.boolean() }).nullable(),
})

export const ticketView = ticketRow.extend({
  description: z.string(),
  creator: z.string(),
  reopenedCount: z.number().int(),
  conversationNumber: z.number().int().nullable(),
  watchers: z.array(z.object({ id: uuid, name: z.string() })),
  watching: z.boolean(),
  mayEdit: z.boolean(),
  mayDelete: z.boolean(),
  links: z.array(link),
  entries: z.array(entry),
})
