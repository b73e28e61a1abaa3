import { createHash } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { AttachmentRow } from '../store/attachments'
import { insertAttachment } from '../store/attachments'

export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024

/** Kinds by content; what a browser would run (HTML, SVG, scripts) is not among them. */
const ALLOWED = new Set([
  ...['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'application/zip'],
  ...[
    'audio/mpeg',
    'audio/ogg',
    'audio/webm',
    'audio/wav',
    'audio/x-m4a',
    'audio/mp4',
    'video/mp4',
    'video/webm',
    'video/quicktime',
  ],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
])

/** A file name without folders, control and direction marks. */
export function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const clean = last
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, 120)
  return clean.replace(/^\.+/, '') || 'file'
}

async function mediaTypeOf(bytes: Uint8Array): Promise<string> {
  const found = await fileTypeFromBuffer(bytes)
  if (found && ALLOWED.has(found.mime)) return found.mime
  if (!found && isPlainText(bytes)) return 'text/plain'
  throw new AppError('unsupported_media_type', 'Files of this kind are not accepted.', {
    fields: [{ path: 'file', message: found ? found.mime : 'unknown kind' }],
  })
}

/** Text without markup that a browser could take for a page. */
function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return !/<\s*(?:!doctype|html|script|svg|body|iframe|\?xml)/i.test(text)
  } catch {
    return false
  }
}

export const filePath = (id: string): string => path.join(env().dataDir, 'files', id.slice(-2), id)

/** Checks an upload by its content and keeps it. @throws {AppError} too_large, unsupported_media_type, invalid_input */
export async function storeUpload(input: {
  bytes: Uint8Array
  name: string
  uploaderId: string
  uploaderKind: 'customer' | 'agent'
}): Promise<Omit<AttachmentRow, 'conversationId' | 'uploaderId'>> {
  if (input.bytes.byteLength === 0) {
    throw new AppError('invalid_input', 'The file is empty.', {
      fields: [{ path: 'file', message: 'empty' }],
    })
  }
  if (input.bytes.byteLength > MAX_UPLOAD_BYTES)
    throw new AppError('too_large', 'The file is larger than 10 MB.')
  const row = {
    id: newId(),
    name: cleanName(input.name),
    mediaType: await mediaTypeOf(input.bytes),
    size: input.bytes.byteLength,
  }
  const target = filePath(row.id)
  await mkdir(path.dirname(target), { recursive: true })
  const handle = await open(`${target}.part`, 'w', 0o600)
  await handle.writeFile(input.bytes)
  await handle.sync()
  await handle.close()
  await rename(`${target}.part`, target)
  const sha256 = createHash('sha256').update(input.bytes).digest('hex')
  await insertAttachment(pool(), {
    ...row,
    sha256,
    uploaderId: input.uploaderId,
    uploaderKind: input.uploaderKind,
  })
  return row
}
