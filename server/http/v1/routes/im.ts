import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import { onlyRightlySigned } from '@/server/http/limits'
import { filePath, findAttachmentRow, isOnlyInNotes } from '@/server/modules/conversations'
import { isFileAddress, receiveCallback } from '@/server/modules/im'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { createApp, createRoute, json, refusals } from '../base'
import { uuid } from '../contract'

export const imRoutes = createApp()

imRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/im/{channelId}/messages',
    tags: ['External IM'],
    summary: 'What an external IM delivers to a robot of ours',
    description:
      'Signed with the headers nonce, timestamp, rid and sign, as the IM signs. Answered once the message is kept; a message that comes again is kept once.',
    request: { params: z.object({ channelId: uuid }) },
    responses: {
      200: json(z.object({ code: z.literal(0), msg: z.string() }), 'Kept'),
      ...refusals({
        401: 'Not signed by this robot, too old, or delivered before under this nonce',
        404: 'No such robot',
        413: 'Too large',
        429: 'Too many wrong signatures from here',
      }),
    },
  }),
  async (c) => {
    const header = (name: string) => c.req.header(name) ?? ''
    const signed = { nonce: header('nonce'), timestamp: header('timestamp') }
    const body = await c.req.text()
    const { stored } = await onlyRightlySigned(c.req.raw, ['unauthenticated', 'not_found'], () =>
      receiveCallback(
        c.req.valid('param').channelId,
        { ...signed, rid: header('rid'), sign: header('sign') },
        body,
      ),
    )
    return c.json({ code: 0 as const, msg: stored ? 'stored' : 'known' }, 200)
  },
)

const missing = () => new AppError('not_found', 'There is no such file.')

imRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/im/files/{id}',
    tags: ['External IM'],
    summary: 'A file of a conversation, for the IM that was given this address',
    request: {
      params: z.object({ id: uuid }),
      query: z.object({ until: z.string().max(20), sign: z.string().max(100) }),
    },
    responses: {
      200: { description: 'The file' },
      ...refusals({ 404: 'No such file, or the address is not good any more' }),
    },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const { until, sign } = c.req.valid('query')
    if (!isFileAddress(id, until, sign, nowMs())) throw missing()
    const row = await findAttachmentRow(pool(), id)
    if (!row?.conversationId || (await isOnlyInNotes(pool(), id, row.conversationId))) throw missing()
    const found = await stat(filePath(id)).catch(() => null)
    if (!found) throw missing()
    const name = encodeURIComponent(row.name).replace(/['()*]/g, '_')
    const stream = Readable.toWeb(createReadStream(filePath(id))) as ReadableStream<Uint8Array>
    return c.body(stream, 200, {
      'content-type': row.mediaType,
      'content-length': String(found.size),
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, max-age=86400',
    })
  },
)
