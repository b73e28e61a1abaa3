import { z } from '@hono/zod-openapi'
import { findMailServer } from '@/server/modules/accounts'
import { askTranscript } from '@/server/modules/conversations'
import { loadConfiguration } from '@/server/modules/dispatch'
import { AppError } from '@/server/platform/errors'
import { body, createApp, createRoute, customerOf, customerSecurity, refusals, staffSecurity } from '../base'
import { uuid } from '../contract'
import { onlyCustomers, onlyStaff } from '../guards'
import { actsForOther, requireOwn, requireReadable } from '../own-conversation'
import { requireStaff } from '../staff-auth'

/** The conversation by mail, as its customer sees it. */
export const transcriptRoutes = createApp()

const params = z.object({ id: uuid })
const input = z.object({
  /** Absent: the one that is known of the customer. */
  email: z.email().max(200).optional(),
  language: z.string().max(20).optional(),
})
const asked = {
  202: { description: 'On its way' },
  ...refusals({
    401: 'Not signed in',
    404: 'No such conversation',
    409: 'The channel sends none, or no mail can be sent',
    429: 'Asked too often',
  }),
}

/** @throws {AppError} invalid_state */
async function requireOffered(channelId: string): Promise<void> {
  const channel = (await loadConfiguration()).channels.get(channelId)
  if (channel?.settings.transcript && (await findMailServer())) return
  throw new AppError('invalid_state', 'This channel sends no conversations by mail.')
}

transcriptRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/conversations/{id}/transcript',
    tags: ['Conversations'],
    summary: 'Have the conversation sent by mail',
    security: customerSecurity,
    middleware: onlyCustomers,
    request: { params, ...body(input) },
    responses: asked,
  }),
  async (c) => {
    const row = await requireOwn(c.req.valid('param').id, customerOf(c).customerId)
    await requireOffered(row.channelId)
    const { email, language = null } = c.req.valid('json')
    await askTranscript({ conversationId: row.id, askedBy: 'customer', email, language })
    return c.body(null, 202)
  },
)

transcriptRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/agent/conversations/{id}/transcript',
    tags: ['Agents'],
    summary: 'Send the customer the conversation by mail',
    security: staffSecurity,
    middleware: onlyStaff('conversations.read'),
    request: { params, ...body(input) },
    responses: asked,
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.read')
    const row = await requireReadable(c.req.valid('param').id, principal)
    actsForOther(row, principal)
    await requireOffered(row.channelId)
    const { email, language = null } = c.req.valid('json')
    await askTranscript({ conversationId: row.id, askedBy: 'staff', email, language })
    return c.body(null, 202)
  },
)
