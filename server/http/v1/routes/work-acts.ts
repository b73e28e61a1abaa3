import { z } from '@hono/zod-openapi'
import type { Principal } from '@/server/access'
import {
  type ConversationRow,
  endPart,
  findConversation,
  findParticipant,
  finishAfterWork,
  getMacro,
  inviteParticipant,
  recordCallOutcome,
  snoozeConversation,
  startCall,
  tagConversation,
} from '@/server/modules/conversations'
import { returnConversation, runMacro } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { body, createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { agentConversationView, uuid } from '../contract'
import { onlyAgents, onlyStaff } from '../guards'
import { actsForOther, requireReadable, staffViews } from '../own-conversation'
import { requireAgent, requireStaff } from '../staff-auth'
import {
  callInput,
  callOutcomeInput,
  callView,
  inviteInput,
  macroRun,
  participantView,
  returnInput,
  snoozeInput,
  tagsInput,
} from '../work-contract'
import { toCall, toParticipant } from '../work-views'

/** What is done around the messages of one conversation, by its holder or by somebody with the permission. */
export const workActRoutes = createApp()

const params = z.object({ id: uuid })
const one = {
  401: 'Not signed in, or no valid access token',
  403: 'Not allowed',
  404: 'No such conversation',
  409: 'Not possible in this state',
}
const agents = { tags: ['Agents'], security: staffSecurity, middleware: onlyAgents }
const staff = { ...agents, middleware: onlyStaff('conversations.read') }

type Holding = {
  row: ConversationRow
  principal: Principal
  /** null: acts for another. */
  agentId: string | null
  by: { id: string; name: string }
}

/** @throws {AppError} not_found unless they hold it, or may act for any */
async function holding(request: Request, id: string): Promise<Holding> {
  const principal = await requireStaff(request, 'conversations.read')
  const row = await requireReadable(id, principal)
  const forOther = actsForOther(row, principal)
  const name = row.agentId === principal.userId ? (row.agentName ?? principal.name) : principal.name
  return { row, principal, agentId: forOther ? null : principal.agentId, by: { id: principal.userId, name } }
}

async function viewOf(row: ConversationRow) {
  const [view] = await staffViews([(await findConversation(pool(), row.id)) ?? row])
  return view!
}

function act<T extends z.ZodType>(
  name: string,
  summary: string,
  schema: T | null,
  run: (call: Holding & { input: z.infer<T> }) => Promise<void>,
): void {
  workActRoutes.openapi(
    createRoute({
      ...staff,
      method: 'post',
      path: `/agent/conversations/{id}/${name}`,
      summary,
      request: { params, ...(schema ? body(schema) : {}) },
      responses: { 200: json(agentConversationView, 'The conversation afterwards'), ...refusals(one) },
    }),
    async (c) => {
      const { id } = c.req.valid('param' as never) as { id: string }
      const call = await holding(c.req.raw, id)
      const input = schema ? (c.req.valid('json' as never) as z.infer<T>) : (undefined as z.infer<T>)
      await run({ ...call, input })
      return c.json(await viewOf(call.row), 200)
    },
  )
}

act('tags', 'Add and take away tags', tagsInput, ({ row, input, by }) => tagConversation(row.id, input, by))
act('snooze', 'Put it out of sight until a time, or bring it back', snoozeInput, ({ row, input, by }) =>
  snoozeConversation(row.id, input.until ? new Date(input.until) : null, by),
)
act(
  'return',
  'Give a transferred conversation back, with a reason',
  returnInput,
  ({ row, agentId, by, input }) =>
    returnConversation({ conversationId: row.id, agentId, by, reason: input.reason }),
)
act('after-work/done', 'The work after the end is done', null, ({ row, by }) =>
  finishAfterWork(row.id, by.name),
)

workActRoutes.openapi(
  createRoute({
    ...staff,
    method: 'post',
    path: '/agent/conversations/{id}/participants',
    summary: 'Consult a colleague in a side chat, or invite an advisor',
    request: { params, ...body(inviteInput) },
    responses: { 201: json(participantView, 'The part'), ...refusals(one) },
  }),
  async (c) => {
    const { row, by } = await holding(c.req.raw, c.req.valid('param').id)
    const { userId, part, note } = c.req.valid('json')
    const made = await inviteParticipant({ conversationId: row.id, userId, part, note: note ?? null, by })
    return c.json(toParticipant(made), 201)
  },
)

workActRoutes.openapi(
  createRoute({
    ...staff,
    method: 'post',
    path: '/agent/conversations/{id}/participants/{partId}/end',
    summary: 'End a part: by the holder, or by the one who leaves',
    request: { params: params.extend({ partId: uuid }) },
    responses: { 204: { description: 'Ended' }, ...refusals(one) },
  }),
  async (c) => {
    const { id, partId } = c.req.valid('param')
    const principal = await requireStaff(c.req.raw, 'conversations.read')
    const row = await requireReadable(id, principal)
    const part = await findParticipant(pool(), partId)
    if (part?.conversationId !== row.id || part.part === 'watcher') {
      throw new AppError('not_found', 'There is no such part.')
    }
    if (part.userId !== principal.userId) actsForOther(row, principal)
    await endPart(part, { id: principal.userId, name: principal.name })
    return c.body(null, 204)
  },
)

workActRoutes.openapi(
  createRoute({
    ...agents,
    method: 'post',
    path: '/agent/conversations/{id}/calls',
    summary: 'Record that the customer is called by phone',
    request: { params, ...body(callInput) },
    responses: { 201: json(callView, 'The call'), ...refusals(one) },
  }),
  async (c) => {
    const { agentId } = await requireAgent(c.req.raw)
    const { row, by } = await holding(c.req.raw, c.req.valid('param').id)
    const call = await startCall(row.id, c.req.valid('json').phone, { ...by, id: agentId })
    return c.json(toCall(call), 201)
  },
)

workActRoutes.openapi(
  createRoute({
    ...agents,
    method: 'put',
    path: '/agent/conversations/{id}/calls/{callId}',
    summary: 'How a call went',
    request: { params: params.extend({ callId: uuid }), ...body(callOutcomeInput) },
    responses: { 200: json(callView, 'The call'), ...refusals(one) },
  }),
  async (c) => {
    const { id, callId } = c.req.valid('param')
    const { row, by } = await holding(c.req.raw, id)
    const call = await recordCallOutcome({ id: callId, conversationId: row.id }, c.req.valid('json'), by)
    return c.json(toCall(call), 200)
  },
)

workActRoutes.openapi(
  createRoute({
    ...agents,
    method: 'post',
    path: '/agent/conversations/{id}/macros/{macroId}',
    summary: 'Run a macro: its steps in order, up to the first that is refused',
    request: { params: params.extend({ macroId: uuid }) },
    responses: { 200: json(macroRun, 'What was done'), ...refusals(one) },
  }),
  async (c) => {
    const { id, macroId } = c.req.valid('param')
    const author = await requireAgent(c.req.raw)
    const { row, agentId, by } = await holding(c.req.raw, id)
    const macro = await getMacro(author, macroId)
    const result = await runMacro({ row, author: { ...by, id: author.agentId }, agentId }, macro.steps)
    return c.json({ conversation: await viewOf(row), of: macro.steps.length, ...result }, 200)
  },
)
