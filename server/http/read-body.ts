import { AppError } from '@/server/platform/errors'

/** Larger than any message with every character written as an escape, far smaller than an attack. */
export const MAX_JSON_BYTES = 128 * 1024

/** The whole body, at most `limit` bytes. @throws {AppError} too_large */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  requireSize(Number(request.headers.get('content-length') ?? 0), limit)
  const reader = request.body?.getReader()
  if (!reader) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > limit) {
      await reader.cancel().catch(() => {})
      requireSize(size, limit)
    }
    chunks.push(value)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

/**
 * The request, when its body is no larger than `limit`: by what it announces, so that nothing is read before it
 * is known from whom it comes, and of one that announces nothing by what was read. @throws {AppError} too_large
 */
export async function limited(request: Request, limit: number): Promise<Request> {
  if (!request.body) return request
  if (request.headers.has('content-length')) {
    requireSize(Number(request.headers.get('content-length')), limit)
    return request
  }
  return new Request(request, { body: Buffer.from(await readBytes(request, limit)) })
}

function requireSize(bytes: number, limit: number): void {
  if (bytes <= limit) return
  throw new AppError('too_large', `The request is larger than ${Math.round(limit / 1024)} KB.`, {
    fields: [{ path: '', message: `at most ${limit} bytes` }],
  })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The body as text. @throws {AppError} too_large, malformed when it is not UTF-8 */
export async function readText(request: Request, limit = MAX_JSON_BYTES): Promise<string> {
  const bytes = await readBytes(request, limit)
  try {
    return utf8.decode(bytes)
  } catch {
    throw new AppError('malformed', 'The request is not valid UTF-8.')
  }
}
