import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { can } from '@/server/access'
import { parseRange } from '@/server/http/byte-range'
import { limitUploads } from '@/server/http/limits'
import { readBytes } from '@/server/http/read-body'
import {
  type AttachmentRow,
  filePath,
  findAttachmentRow,
  isOnlyInNotes,
  MAX_UPLOAD_BYTES,
  storeUpload,
} from '@/server/modules/conversations'
import { findFileTicket, requireTicket } from '@/server/modules/tickets'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { createApp, createRoute, customerOf, customerSecurity, json, refusals, staffSecurity } from '../base'
import { attachmentView, uuid } from '../contract'
import { requireOwn, requireReadable } from '../own-conversation'
import { requireAgent, requireStaff } from '../staff-auth'

export const fileRoutes = createApp()

const security = [...customerSecurity, ...staffSecurity]
const isCustomer = (c: Context) => c.req.header('authorization')?.startsWith('Bearer swc_') ?? false
const missing = () => new AppError('not_found', 'There is no such file.')

async function fileOf(c: Context): Promise<{ bytes: Uint8Array; name: string; durationMs: number | null }> {
  const type = c.req.header('content-type') ?? ''
  if (!type.startsWith('multipart/form-data')) {
    throw new AppError('unsupported_media_type', 'Send the file as multipart/form-data in the field "file".')
  }
  const body = await readBytes(c.req.raw, MAX_UPLOAD_BYTES + 64 * 1024)
  const form = await new Response(Buffer.from(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => null)
  const file = form?.get('file')
  if (!(file instanceof File)) {
    throw new AppError('invalid_input', 'The field "file" is missing.', {
      fields: [{ path: 'file', message: 'required' }],
    })
  }
  const durationMs = duration.safeParse(form?.get('durationMs'))
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    name: file.name,
    durationMs: durationMs.data ?? null,
  }
}

const duration = z.coerce.number().int().min(1).max(86_400_000)

fileRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/attachments',
    tags: ['Attachments'],
    summary: 'Upload a file, to be sent with a message',
    description:
      'multipart/form-data with the field "file", at most 10 MB, pictures at most 40 million pixels; the kind is found from the content. Of a recording the field "durationMs" may tell its length. What is not sent within a day is removed.',
    security,
    responses: {
      201: json(attachmentView, 'Kept'),
      ...refusals({
        401: 'Not signed in',
        413: 'Too large',
        415: 'Not an accepted kind',
        429: 'Too many files at once',
      }),
    },
  }),
  async (c) => {
    const uploader = isCustomer(c)
      ? { uploaderId: customerOf(c).customerId, uploaderKind: 'customer' as const }
      : { uploaderId: (await requireAgent(c.req.raw)).agentId, uploaderKind: 'agent' as const }
    limitUploads(uploader.uploaderId)
    return c.json(await storeUpload({ ...(await fileOf(c)), ...uploader }), 201)
  },
)

/** Pictures, sound and film may be shown in place; everything else is only ever saved. */
const INLINE = /^(image|audio|video)\//

/** A file that the caller may have; anything else looks like none. @throws {AppError} not_found */
async function requireFile(c: Context, id: string): Promise<AttachmentRow> {
  const claims = isCustomer(c) ? customerOf(c) : null
  const staff = claims ? null : await requireStaff(c.req.raw, 'conversations.read')
  const row = await findAttachmentRow(pool(), id)
  if (!row) throw missing()
  if (row.uploaderId === (claims?.customerId ?? staff?.agentId)) return row
  if (staff) {
    const ticketId = await findFileTicket(pool(), row.id)
    if (ticketId && can(staff, 'tickets.view')) {
      await requireTicket(staff, ticketId)
      return row
    }
  }
  if (!row.conversationId) throw missing()
  if (claims) {
    await requireOwn(row.conversationId, claims.customerId)
    if (await isOnlyInNotes(pool(), row.id, row.conversationId)) throw missing()
  } else if (staff) await requireReadable(row.conversationId, staff)
  return row
}

fileRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/attachments/{id}',
    tags: ['Attachments'],
    summary: 'Download a file of a conversation that the caller takes part in',
    description: 'One range of bytes may be asked for, so that sound and film can be played from any place.',
    security,
    request: { params: z.object({ id: uuid }) },
    responses: {
      200: { description: 'The file' },
      206: { description: 'The range that was asked for' },
      304: { description: 'As the caller has it' },
      416: { description: 'The range lies outside the file' },
      ...refusals({ 401: 'Not signed in', 404: 'No such file' }),
    },
  }),
  async (c) => {
    const row = await requireFile(c, c.req.valid('param').id)
    const size = await stat(filePath(row.id)).then(
      (found) => found.size,
      () => {
        throw missing()
      },
    )
    const etag = `"${row.id}"`
    const headers = { ...safely(row), etag }
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
    const given = c.req.header('if-range')
    const range = given === undefined || given === etag ? parseRange(c.req.header('range'), size) : null
    if (range === 'unsatisfiable') return c.body(null, 416, { 'content-range': `bytes */${size}` })
    const { from, to } = range ?? { from: 0, to: size - 1 }
    const stream = Readable.toWeb(createReadStream(filePath(row.id), { start: from, end: to }))
    const length = { 'content-length': String(to - from + 1) }
    const body = stream as ReadableStream<Uint8Array>
    if (!range) return c.body(body, 200, { ...headers, ...length })
    return c.body(body, 206, { ...headers, ...length, 'content-range': `bytes ${from}-${to}/${size}` })
  },
)

/**
 * Nothing that was sent by somebody may run in a reader's browser. Kept by the browser, and asked for
 * again each time: what its sender takes back is gone at once.
 */
function safely(row: AttachmentRow): Record<string, string> {
  const name = encodeURIComponent(row.name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  )
  return {
    'content-type': row.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : row.mediaType,
    'content-disposition': `${INLINE.test(row.mediaType) ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
  }
}
