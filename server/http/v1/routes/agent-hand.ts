import { z } from '@hono/zod-openapi'
import { can, type Principal } from '@/server/access'
import { type ConversationRow, findConversation } from '@/server/modules/conversations'
import { giveByHand, handOverAll } from '@/server/modules/dispatch'
import { assignInput, handOverInput, handOverResult } from '@/server/modules/dispatch/contract'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { body, createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { agentConversationView, uuid } from '../contract'
import { onlyAgents, onlyStaff } from '../guards'
import { requireReadable, staffViews } from '../own-conversation'
import { requireAgent, requireStaff } from '../staff-auth'

/** What a person decides by hand instead of dispatch: pick, claim, give, and hand everything over. */
export const handRoutes = createApp()

const params = z.object({ id: uuid })
const base = { tags: ['Agents'], security: staffSecurity }
const signedIn = { 401: 'Not signed in, or no valid access token', 403: 'Not allowed' }
const one = { ...signedIn, 404: 'No such conversation', 409: 'Somebody was faster, or there is no room' }
const answer = json(agentConversationView, 'The conversation afterwards')

const missing = () => new AppError('not_found', 'There is no such conversation.')

async function afterwards(id: string) {
  const row = await findConversation(pool(), id)
  const [view] = row ? await staffViews([row]) : []
  if (!view) throw missing()
  return view
}

/** What waits in a group of one's own; anything else looks like none. */
async function requireOfOwnGroup(
  id: string,
  principal: Principal & { agentId: string },
): Promise<ConversationRow> {
  const row = await requireReadable(id, principal)
  if (!row.groupId || !principal.groupIds.includes(row.groupId)) throw missing()
  return row
}

handRoutes.openapi(
  createRoute({
    ...base,
    middleware: [onlyAgents, onlyStaff('conversations.pick')] as const,
    method: 'post',
    path: '/agent/conversations/{id}/pick',
    summary: 'Take a waiting customer of the own groups out of the queue',
    request: { params },
    responses: { 200: answer, ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireAgent(c.req.raw)
    const row = await requireOfOwnGroup(c.req.valid('param').id, principal)
    if (!can(principal, 'conversations.pick', { groupIds: [row.groupId] })) throw missing()
    const { agentId } = principal
    await giveByHand({ conversationId: row.id, agentId, act: 'pick', by: principal, note: '' })
    return c.json(await afterwards(row.id), 200)
  },
)

handRoutes.openapi(
  createRoute({
    ...base,
    middleware: onlyAgents,
    method: 'post',
    path: '/agent/conversations/{id}/claim',
    summary: 'Take a message that has no receiver yet, to work it off',
    request: { params },
    responses: { 200: answer, ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireAgent(c.req.raw)
    const row = await requireOfOwnGroup(c.req.valid('param').id, principal)
    const { agentId } = principal
    await giveByHand({ conversationId: row.id, agentId, act: 'claim', by: principal, note: '' })
    return c.json(await afterwards(row.id), 200)
  },
)

handRoutes.openapi(
  createRoute({
    ...base,
    middleware: onlyStaff('conversations.over_limit'),
    method: 'post',
    path: '/agent/conversations/{id}/assign',
    summary: 'Give it to an agent on purpose, whether there is room or not',
    description:
      'Waiting, unassigned or held: it goes to the named agent even when full, busy or offline. The decision record and the audit log say so.',
    request: { params, ...body(assignInput) },
    responses: { 200: answer, ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.over_limit')
    const row = await requireReadable(c.req.valid('param').id, principal)
    const target = { ownerId: row.agentId, groupIds: [row.groupId] }
    if (!can(principal, 'conversations.over_limit', target)) throw missing()
    const { agentId, reason } = c.req.valid('json')
    await giveByHand({ conversationId: row.id, agentId, act: 'assign', by: principal, note: reason })
    return c.json(await afterwards(row.id), 200)
  },
)

handRoutes.openapi(
  createRoute({
    ...base,
    middleware: onlyAgents,
    method: 'post',
    path: '/agent/hand-over',
    summary: 'The end of a shift: every own live conversation goes back to dispatch',
    request: body(handOverInput),
    responses: {
      200: json(z.object({ items: z.array(handOverResult) }), 'What became of each'),
      ...refusals(signedIn),
    },
  }),
  async (c) => {
    const { agentId, userId, name } = await requireAgent(c.req.raw)
    const items = await handOverAll({ agentId, by: { id: userId, name }, ...c.req.valid('json') })
    return c.json({ items }, 200)
  },
)
