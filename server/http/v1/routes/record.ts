import { z } from '@hono/zod-openapi'
import { can } from '@/server/access'
import { exportJson, exportText, readRecord } from '@/server/modules/oversight'
import { AppError } from '@/server/platform/errors'
import { createApp, createRoute, json, refusals, staffSecurity } from '../base'
import { uuid } from '../contract'
import { onlyStaff } from '../guards'
import { exportQuery, recordPage, recordQuery } from '../oversight-contract'
import { requireReadable } from '../own-conversation'
import { requireStaff } from '../staff-auth'

/** Who did what when in a conversation, to read and to keep. */
export const recordRoutes = createApp()

const params = z.object({ id: uuid })
const base = { tags: ['Agents'], security: staffSecurity, middleware: onlyStaff('conversations.read') }
const one = {
  401: 'Not signed in, or no valid access token',
  403: 'Not allowed',
  404: 'No such conversation',
}

recordRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/agent/conversations/{id}/record',
    summary: 'Everything that happened, in order: messages, steps, alarms, who took part',
    request: { params, query: recordQuery },
    responses: { 200: json(recordPage, 'Entries by their place in the log'), ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.read')
    const row = await requireReadable(c.req.valid('param').id, principal)
    return c.json(await readRecord(row, principal, c.req.valid('query')), 200)
  },
)

recordRoutes.openapi(
  createRoute({
    ...base,
    method: 'get',
    path: '/agent/conversations/{id}/export',
    summary: 'The whole record as a file, for its holder and by permission',
    request: { params, query: exportQuery },
    responses: { 200: { description: 'Text or JSON, sent while it is read' }, ...refusals(one) },
  }),
  async (c) => {
    const principal = await requireStaff(c.req.raw, 'conversations.read')
    const row = await requireReadable(c.req.valid('param').id, principal)
    const { format, ...words } = c.req.valid('query')
    const target = { ownerId: row.agentId, groupIds: [row.groupId] }
    if (row.agentId !== principal.userId && !can(principal, 'conversations.export', target)) {
      throw new AppError('forbidden', 'You may not export this conversation.')
    }
    const of = {
      ...{ id: row.id, agentId: row.agentId, groupId: row.groupId, number: row.number, status: row.status },
      ...{
        customer: row.customer.name,
        channel: row.channelName,
        group: row.groupName,
        agent: row.agentName,
      },
      createdAt: row.createdAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    }
    const pieces = format === 'json' ? exportJson(of, principal) : exportText(of, principal, words)
    return c.body(streamOf(pieces), 200, {
      'content-type': format === 'json' ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="conversation-${row.number}.${format === 'json' ? 'json' : 'txt'}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  },
)

function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
