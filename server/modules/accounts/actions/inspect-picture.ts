import { imageSize } from 'image-size'
import { AppError } from '@/server/platform/errors'
import { type PictureType, pictureType } from '../domain/picture-kind'

/** What the picture is, by its content. @throws {AppError} too_large, unsupported_media_type */
export function inspectPicture(bytes: Uint8Array, limits: { bytes: number; pixels: number }): PictureType {
  if (bytes.byteLength > limits.bytes)
    throw new AppError('too_large', `A picture has at most ${Math.round(limits.bytes / 1024)} KB.`)
  const type = pictureType(bytes)
  if (!type) throw refused()
  const { width, height } = sizeOf(bytes)
  if (Math.max(width, height) > limits.pixels)
    throw new AppError('too_large', `A picture has at most ${limits.pixels} pixels on a side.`)
  return type
}

function sizeOf(bytes: Uint8Array): { width: number; height: number } {
  try {
    const { width, height } = imageSize(bytes)
    if (width > 0 && height > 0) return { width, height }
  } catch {
    // A header that says no size is refused below, like one that says none.
  }
  throw refused()
}

const refused = () => new AppError('unsupported_media_type', 'Send a PNG, JPEG or WebP picture.')
