import { AppError, errorTable, newReference, toAppError } from '@/server/platform/errors'
import { log } from '@/server/platform/log'
import type { Problem } from './v1/contract'

/**
 * Any thrown thing as RFC 9457 problem details. 5xx are masked; the log has the same reference, and `about` where
 * the request is known to nobody else.
 */
export function toProblem(
  error: unknown,
  path: string,
  about: { requestId?: string; conversationId?: string } = {},
): { body: Problem; headers: Record<string, string> } {
  const app = toAppError(error)
  const reference = newReference()
  const status = errorTable[app.code].http
  if (status >= 500)
    log().error({ ...about, reference, path, code: app.code, err: app.cause ?? app }, 'request failed')
  const retryAfter = app.data?.retryAfter
  return {
    body: {
      type: `/api/v1/docs#problem-${app.code}`,
      title: app.message,
      status,
      code: app.code,
      ...(app.fields ? { fields: app.fields.map(({ path: p, message }) => ({ path: p, message })) } : {}),
      reference,
    },
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(typeof retryAfter === 'number' ? { 'retry-after': String(Math.ceil(retryAfter)) } : {}),
    },
  }
}

export function problemResponse(error: unknown, path: string): Response {
  const { body, headers } = toProblem(error, path)
  return new Response(JSON.stringify(body), { status: body.status, headers })
}

export const notFound = (): AppError => new AppError('not_found', 'There is nothing at this address.')
