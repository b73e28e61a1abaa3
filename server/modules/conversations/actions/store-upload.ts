import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { fileNameFor } from '../domain/file-name'
import { insertAttachment } from '../store/attachments'
import { inspectUpload } from './inspect-upload'

export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024

export type StoredUpload = {
  id: string
  name: string
  mediaType: string
  size: number
  width: number | null
  height: number | null
  durationMs: number | null
}

export const filePath = (id: string): string => path.join(env().dataDir, 'files', id.slice(-2), id)

/** Checks an upload by its content and keeps it. @throws {AppError} too_large, unsupported_media_type, invalid_input */
export async function storeUpload(input: {
  bytes: Uint8Array
  name: string
  uploaderId: string
  uploaderKind: 'customer' | 'agent'
  /** As the recorder measured it: only shown, and no reason to refuse. */
  durationMs?: number | null
}): Promise<StoredUpload> {
  const { bytes } = input
  if (bytes.byteLength === 0) {
    throw new AppError('invalid_input', 'The file is empty.', {
      fields: [{ path: 'file', message: 'empty' }],
    })
  }
  if (bytes.byteLength > MAX_UPLOAD_BYTES) throw new AppError('too_large', 'The file is larger than 10 MB.')
  const inspected = await inspectUpload(bytes)
  const plays = /^(audio|video)\//.test(inspected.mediaType)
  const row = {
    id: newId(),
    name: fileNameFor(input.name, inspected.mediaType),
    size: bytes.byteLength,
    ...inspected,
    durationMs: plays ? (input.durationMs ?? null) : null,
  }
  await writeDurably(filePath(row.id), bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { uploaderId, uploaderKind } = input
  await insertAttachment(pool(), { ...row, sha256, uploaderId, uploaderKind })
  return row
}

async function writeDurably(target: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true })
  const handle = await open(`${target}.part`, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${target}.part`, target)
}

/** Removes the bytes of uploads whose rows are gone; one that is missing already is no failure. */
export async function removeFiles(ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => rm(filePath(id), { force: true })))
}
