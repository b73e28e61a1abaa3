import { fileTypeFromBuffer } from 'file-type'
import { disableTypes, imageSize, types } from 'image-size'
import { AppError } from '@/server/platform/errors'
import { acceptedMediaTypes } from '../domain/file-name'

/** More than any camera of a phone; a picture of a few bytes can claim far more, and cost whoever opens it. */
const MAX_PIXELS = 40_000_000

const PICTURES = new Set(['png', 'jpg', 'gif', 'webp'])
// Readers of formats that are never accepted do not see a stranger's bytes.
disableTypes(types.filter((type) => !PICTURES.has(type)))

export type Inspected = { mediaType: string; width: number | null; height: number | null }

/**
 * What an upload is by its content: the name and the kind that the sender claims count for nothing. Of a
 * picture only the header is read. @throws {AppError} unsupported_media_type, too_large
 */
export async function inspectUpload(bytes: Uint8Array): Promise<Inspected> {
  const mediaType = await mediaTypeOf(bytes)
  if (!mediaType.startsWith('image/')) return { mediaType, width: null, height: null }
  const { width, height } = sizeOf(bytes)
  if (width * height > MAX_PIXELS) {
    const message = `${width} × ${height} pixels; at most ${MAX_PIXELS / 1_000_000} million`
    throw new AppError('too_large', 'The picture has too many pixels. Make it smaller and try again.', {
      fields: [{ path: 'file', message }],
    })
  }
  return { mediaType, width, height }
}

function sizeOf(bytes: Uint8Array): { width: number; height: number } {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes)
    if (width > 0 && height > 0)
      return orientation >= 5 ? { width: height, height: width } : { width, height }
  } catch {
    // A header that says no size is refused below, like one that says none.
  }
  throw refused('damaged picture')
}

async function mediaTypeOf(bytes: Uint8Array): Promise<string> {
  const found = await fileTypeFromBuffer(bytes).catch(() => null)
  if (found && acceptedMediaTypes.has(found.mime)) return found.mime
  if (found === undefined && isPlainText(bytes)) return 'text/plain'
  throw refused(found ? found.mime : 'unknown kind')
}

function refused(message: string): AppError {
  return new AppError('unsupported_media_type', 'Files of this kind are not accepted.', {
    fields: [{ path: 'file', message }],
  })
}

const MARKUP =
  /<\s*(?:[!?]|\/?\s*(?:html|head|body|script|svg|math|iframe|object|embed|img|link|meta|style)\b)/i

/** Text without markup that a browser could take for a page. */
function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false
  try {
    return !MARKUP.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return false
  }
}
