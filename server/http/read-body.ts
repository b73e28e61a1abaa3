import { AppError } from '@/server/platform/errors'

/** Larger than any message with every character written as an escape, far smaller than an attack. */
export const MAX_JSON_BYTES = 128 * 1024

/** The whole body, at most `limit` bytes. @throws {AppError} too_large */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new AppError('too_large', `The request is larger than ${Math.round(limit / 1024)} KB.`, {
      fields: [{ path: '', message: `at most ${limit} bytes` }],
    })
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > limit) throw tooLarge()
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
      throw tooLarge()
    }
    chunks.push(value)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
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
