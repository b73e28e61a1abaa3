import { imageSize } from 'image-size'
import { prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { logoKind } from '../domain/logo-kind'
import { insertLogo } from '../store/logos'

const MAX_BYTES = 512 * 1024
const MAX_SIDE = 4_000

/**
 * Keeps a picture for the branding; it shows only once the branding names it. @throws {AppError} too_large,
 * unsupported_media_type
 */
export async function uploadLogo(data: string): Promise<{ id: string }> {
  const bytes = Buffer.from(data, 'base64')
  if (bytes.byteLength > MAX_BYTES) throw new AppError('too_large', 'A logo has at most 512 KB.')
  const mediaType = logoKind(bytes)
  const size = mediaType && sizeOf(bytes)
  if (!mediaType || !size) throw new AppError('unsupported_media_type', 'Send a PNG, JPEG or WebP picture.')
  if (Math.max(size.width, size.height) > MAX_SIDE) {
    throw new AppError('too_large', `A logo has at most ${MAX_SIDE} pixels on a side.`)
  }
  return { id: await insertLogo(prisma(), mediaType, bytes) }
}

function sizeOf(bytes: Uint8Array): { width: number; height: number } | null {
  try {
    const { width, height } = imageSize(bytes)
    return width > 0 && height > 0 ? { width, height } : null
  } catch {
    return null
  }
}
