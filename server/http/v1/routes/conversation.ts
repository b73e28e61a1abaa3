import { z } from '@hono/zod-openapi'
import { addressOf, limitMessages } from '@/server/http/limits'
import { askForHuman, rateAnswer } from '@/server/modules/bot'
import {
  answerConfirmation,
  endByCustomer,
  leaveQueue,
  markRead,
  rateConversation,
  readMessages,
  setContact,
  tellTyping,
} from '@/server/modules/conversations'
import { chooseInQueue } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { body, createApp, createRoute, customerOf, customerSecurity, json, refusals } from '../base'
import {
  botFeedbackInput,
  contactInput,
  conversationView,
  messageView,
  queueChoiceInput,
  ratingInput,
  readInput,
  resolutionInput,
  sendMessageInput,
  typingInput,
  uuid,
} from '../contract'
import { onlyCustomers } from '../guards'
import { customerView, requireOwn } from '../own-conversation'
import { sendAsCustomer } from '../send'

export const conversationRoutes = createApp()

const params = z.object({ id: uuid })
const own = { 401: 'No valid customer token', 404: 'No such conversation of this customer' }
const base = { tags: ['Conversations'], security: customerSecurity, middleware: onlyCustomers }

conversationRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/conversations/{id}',
    summary: 'Read a conversation',
    request: { params },
    responses: { 200: json(conversationView, 'The conversation'), ...refusals(own) },
  }),
  async (c) =>
    c.json(await customerView(await requireOwn(c.req.valid('param').id, customerOf(c).customerId)), 200),
)

export const pageQuery = z.object({
  after: z.coerce.number().int().min(0).optional(),
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})

conversationRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/conversations/{id}/messages',
    summary: 'Read messages in order, after or before a place in the log',
    request: { params, query: pageQuery },
    responses: { 200: json(z.object({ items: z.array(messageView) }), 'Messages by seq'), ...refusals(own) },
  }),
  async (c) => {
    const row = await requireOwn(c.req.valid('param').id, customerOf(c).customerId)
    return c.json(
      {
        items: await readMessages(pool(), { conversationId: row.id, ...c.req.valid('query'), notes: false }),
      },
      200,
    )
  },
)

conversationRoutes.openapi(
  createRoute({
    ...base,
    method: 'post',
    path: '/conversations/{id}/messages',
    summary: 'Send a message',
    description:
      'When answered, the message is stored and its place is fixed. The same clientMessageId again answers the stored message (200); with other content it is refused (409).',
    request: { params, ...body(sendMessageInput) },
    responses: {
      201: json(messageView, 'Stored'),
      200: json(messageView, 'Stored before'),
      ...refusals({
        ...own,
        409: 'The id was used for another message, or the conversation has ended',
        413: 'Too large',
        429: 'Too many messages at once',
      }),
    },
  }),
  async (c) => {
    const claims = customerOf(c)
    limitMessages(claims.customerId, addressOf(c.req.raw))
    const { message, created } = await sendAsCustomer(claims, c.req.valid('param').id, c.req.valid('json'))
    return created ? c.json(message, 201) : c.json(message, 200)
  },
)

/** Actions that answer with the conversation as it is afterwards. */
function action<T extends z.ZodType>(
  name: string,
  summary: string,
  schema: T | null,
  run: (conversationId: string, input: z.infer<T>) => Promise<void>,
): void {
  conversationRoutes.openapi(
    createRoute({
      ...base,
      method: 'post',
      path: `/conversations/{id}/${name}`,
      summary,
      request: { params, ...(schema ? body(schema) : {}) },
      responses: {
        200: json(conversationView, 'The conversation afterwards'),
        ...refusals({ ...own, 409: 'Not possible in this state; nothing was changed' }),
      },
    }),
    async (c) => {
      const { customerId } = customerOf(c)
      const { id } = c.req.valid('param' as never) as { id: string }
      await requireOwn(id, customerId)
      await run(id, schema ? (c.req.valid('json' as never) as z.infer<T>) : (undefined as z.infer<T>))
      return c.json(await customerView(await requireOwn(id, customerId)), 200)
    },
  )
}

action('human', 'Ask for a human while the bot answers', null, askForHuman)
action(
  'bot-feedback',
  'Say whether an answer of the bot helped, once',
  botFeedbackInput,
  (id, { seq, helpful }) => rateAnswer(id, seq, helpful),
)
action('leave-queue', 'Give up waiting', null, leaveQueue)
action(
  'queue-choice',
  'Answer what to do when the queue has become too long or too slow',
  queueChoiceInput,
  (id, { choose }) => chooseInQueue(id, choose),
)
action('end', 'End the conversation', null, endByCustomer)
action('resolution', 'Answer whether it is solved', resolutionInput, (id, { solved }) =>
  answerConfirmation(id, solved),
)
action('rating', 'Rate the conversation, once', ratingInput, (id, { score, tags, comment }) =>
  rateConversation(id, { score, tags, comment: comment ?? null }),
)
action('contact', 'Say where an answer can reach the customer', contactInput, setContact)
action('read', 'Mark as read up to a place', readInput, (id, { seq }) => markRead(id, 'customer', seq))

conversationRoutes.openapi(
  createRoute({
    ...base,
    method: 'post',
    path: '/conversations/{id}/typing',
    summary: 'Tell the other side that the customer types',
    request: { params, ...body(typingInput) },
    responses: { 204: { description: 'Told' }, ...refusals(own) },
  }),
  async (c) => {
    const row = await requireOwn(c.req.valid('param').id, customerOf(c).customerId)
    const { on, text } = c.req.valid('json')
    await tellTyping(row.id, 'customer', on, text)
    return c.body(null, 204)
  },
)
