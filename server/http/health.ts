import { createHash, timingSafeEqual } from 'node:crypto'
import { readMetrics } from '@/server/modules/operations'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { isLeaving } from '@/server/platform/shutdown'

/** The process answers. */
export const live = (): Response => plain(200, 'live')

/** The process answers, means to stay, and its database answers too. */
export async function ready(): Promise<Response> {
  if (isLeaving()) return plain(503, 'ending')
  try {
    await pool().query('select 1')
    return plain(200, 'ready')
  } catch {
    return plain(503, 'the database does not answer')
  }
}

const plain = (status: number, text: string) =>
  new Response(`${text}\n`, {
    status,
    headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' },
  })

/**
 * Prometheus. Names of groups are in it, so METRICS_TOKEN can keep it to whoever sends it as a bearer token.
 * @throws {AppError} unauthenticated
 */
export async function metrics(request: Request): Promise<Response> {
  const { metricsToken } = env()
  if (metricsToken && !sameText(request.headers.get('authorization') ?? '', `Bearer ${metricsToken}`))
    throw new AppError('unauthenticated', 'Send METRICS_TOKEN as a bearer token.')
  const { text, contentType } = await readMetrics()
  return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } })
}

/** Takes as long for any text, so that a token cannot be felt for letter by letter. */
function sameText(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
