import { z } from '@hono/zod-openapi'
import { addressOf, limitSearches } from '@/server/http/limits'
import { changeTicket, getTicket, listFor, openTicket, writeComment } from '@/server/modules/tickets'
import {
  commentInput,
  listTicketsInput,
  openTicketInput,
  ticketPatch,
  ticketPriorities,
  ticketStatuses,
} from '@/server/modules/tickets/contract'
import { body, createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { uuid } from '../contract'
import { onlyStaff } from '../guards'
import { requireStaff } from '../staff-auth'
import { ticketRow, ticketView } from '../tickets-contract'

/** Tickets for other systems; what one may not see is not there. */
export const ticketRoutes = createApp()

const params = z.object({ id: uuid })
const signedIn = { 401: 'Not signed in, or no valid access token', 403: 'Not allowed' }
const one = { ...signedIn, 404: 'No such ticket' }
const looking = { tags: ['Tickets'], security: staffSecurity, middleware: onlyStaff('tickets.view') }
const editing = { ...looking, middleware: onlyStaff('tickets.edit') }

const query = z.object({
  search: z.string().trim().max(120).default(''),
  status: z.enum(ticketStatuses).optional(),
  priority: z.enum(ticketPriorities).optional(),
  customerId: uuid.optional(),
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
})

ticketRoutes.openapi(
  createRoute({
    ...looking,
    method: 'get',
    path: '/agent/tickets',
    summary: 'Tickets one may see, those due first on top',
    request: { query },
    responses: {
      200: json(z.object({ items: z.array(ticketRow), total: z.number().int() }), 'A page'),
      ...refusals({ ...signedIn, 429: 'Too many searches at once' }),
    },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'tickets.view')
    const { status, ...filter } = c.req.valid('query')
    if (filter.search) limitSearches(principal.userId, addressOf(c.req.raw))
    const input = listTicketsInput.parse({ ...filter, ...(status && { statuses: [status] }) })
    const { rows, total } = await listFor(principal, input)
    return c.json({ items: rows, total }, 200)
  },
)

ticketRoutes.openapi(
  createRoute({
    ...editing,
    method: 'post',
    path: '/agent/tickets',
    summary: 'Open a ticket, once for each clientKey',
    request: body(openTicketInput),
    responses: {
      201: json(ticketView, 'Opened'),
      200: json(ticketView, 'It was opened before under this clientKey'),
      ...refusals({ ...signedIn, 404: 'No such customer, conversation, group or person' }),
    },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'tickets.edit')
    const { id, created } = await openTicket(principal, c.req.valid('json'))
    return c.json(await getTicket(principal, id), created ? 201 : 200)
  },
)

ticketRoutes.openapi(
  createRoute({
    ...looking,
    method: 'get',
    path: '/agent/tickets/{id}',
    summary: 'A ticket with everything that happened to it',
    request: { params },
    responses: { 200: json(ticketView, 'The ticket'), ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'tickets.view')
    return c.json(await getTicket(principal, c.req.valid('param').id), 200)
  },
)

ticketRoutes.openapi(
  createRoute({
    ...editing,
    method: 'patch',
    path: '/agent/tickets/{id}',
    summary: 'Change a ticket over the version that was read; what is absent stays',
    request: { params, ...body(z.object({ version: z.number().int().min(1), patch: ticketPatch })) },
    responses: {
      200: json(ticketView, 'The ticket afterwards'),
      ...refusals({ ...one, 409: 'Changed by somebody else, or not possible in its status' }),
    },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'tickets.edit')
    const { id } = c.req.valid('param')
    await changeTicket(principal, { id, ...c.req.valid('json') })
    return c.json(await getTicket(principal, id), 200)
  },
)

ticketRoutes.openapi(
  createRoute({
    ...editing,
    method: 'post',
    path: '/agent/tickets/{id}/comments',
    summary: 'Comment, for the customer or among colleagues; once for each clientKey',
    request: { params, ...body(commentInput.omit({ id: true })) },
    responses: {
      200: json(ticketView, 'The ticket afterwards'),
      ...refusals({ ...one, 409: 'Not possible in its status' }),
    },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'tickets.edit')
    const { id } = c.req.valid('param')
    await writeComment(principal, { id, ...c.req.valid('json') })
    return c.json(await getTicket(principal, id), 200)
  },
)
