import { readFile } from 'node:fs/promises'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { readBytes } from '@/server/http/read-body'
import { filePath, findAttachmentRow, MAX_UPLOAD_BYTES, storeUpload } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { createApp, createRoute, customerOf, customerSecurity, json, refusals, staffSecurity } from '../base'
import { attachmentView, uuid } from '../contract'
import { requireOwn, requireReadable } from '../own-conversation'
import { requireAgent, requireStaff } from '../staff-auth'

export const fileRoutes = createApp()

const security = [...customerSecurity, ...staffSecurity]
const isCustomer = (c: Context) => c.req.header('authorization')?.startsWith('Bearer swc_') ?? false

async function fileOf(c: Context): Promise<{ bytes: Uint8Array; name: string }> {
  const type = c.req.header('content-type') ?? ''
  const body = await readBytes(c.req.raw, MAX_UPLOAD_BYTES + 64 * 1024)
  if (!type.startsWith('multipart/form-data')) {
    throw new AppError('unsupported_media_type', 'Send the file as multipart/form-data in the field "file".')
  }
  const form = await new Response(Buffer.from(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => null)
  const file = form?.get('file')
  if (!(file instanceof File)) {
    throw new AppError('invalid_input', 'The field "file" is missing.', {
      fields: [{ path: 'file', message: 'required' }],
    })
  }
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name }
}

fileRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/attachments',
    tags: ['Attachments'],
    summary: 'Upload a file, to be sent with a message',
    description:
      'multipart/form-data with the field "file", at most 10 MB; the kind is found from the content.',
    security,
    responses: {
      201: json(attachmentView, 'Kept'),
      ...refusals({ 401: 'Not signed in', 413: 'Too large', 415: 'Not an accepted kind' }),
    },
  }),
  async (c) => {
    const uploader = isCustomer(c)
      ? { uploaderId: customerOf(c).customerId, uploaderKind: 'customer' as const }
      : { uploaderId: (await requireAgent(c.req.raw)).agentId, uploaderKind: 'agent' as const }
    return c.json(await storeUpload({ ...(await fileOf(c)), ...uploader }), 201)
  },
)

/** Pictures, sound and film may be shown in place; everything else is only ever saved. */
const INLINE = /^(image|audio|video)\//

fileRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/attachments/{id}',
    tags: ['Attachments'],
    summary: 'Download a file of a conversation that the caller takes part in',
    security,
    request: { params: z.object({ id: uuid }) },
    responses: {
      200: { description: 'The file' },
      ...refusals({ 401: 'Not signed in', 404: 'No such file' }),
    },
  }),
  async (c) => {
    const claims = isCustomer(c) ? customerOf(c) : null
    const staff = claims ? null : await requireStaff(c.req.raw, 'conversations.read')
    const row = await findAttachmentRow(pool(), c.req.valid('param').id)
    const missing = new AppError('not_found', 'There is no such file.')
    if (!row) throw missing
    if (row.uploaderId !== (claims?.customerId ?? staff?.agentId)) {
      if (!row.conversationId) throw missing
      if (claims) await requireOwn(row.conversationId, claims.customerId)
      else if (staff) await requireReadable(row.conversationId, staff)
    }
    const bytes = await readFile(filePath(row.id)).catch(() => {
      throw missing
    })
    const name = encodeURIComponent(row.name)
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': row.mediaType,
      'content-disposition': `${INLINE.test(row.mediaType) ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, max-age=3600',
    })
  },
)
