import type { Problem } from '@/server/http/v1/contract'
import { noteServerTime } from './server-clock'

/** A refusal of the REST API, as its problem details say it; status 0 = no answer at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly reference: string | null,
    readonly fields: { path: string; message: string }[],
  ) {
    super(message)
  }
}

type Call = { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; body?: unknown; signal?: AbortSignal }

const BASE = '/api/v1'

/** Calls our own REST API with the session's cookie. @throws {ApiError} */
export async function callApi<T>(path: string, call: Call = {}): Promise<T> {
  const response = await fetch(BASE + path, {
    method: call.method ?? 'GET',
    cache: 'no-store',
    ...(call.body === undefined
      ? {}
      : { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } }),
    ...(call.signal ? { signal: call.signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, 'network', 'The server cannot be reached.', null, [])
  })
  noteServerTime(response.headers.get('date'))
  if (!response.ok) throw toApiError(response.status, await response.text().catch(() => ''))
  return (response.status === 204 ? undefined : await response.json()) as T
}

export function toApiError(status: number, body: string): ApiError {
  try {
    const problem = JSON.parse(body) as Partial<Problem>
    if (typeof problem.code === 'string') {
      const message = problem.detail ?? problem.title ?? problem.code
      return new ApiError(status, problem.code, message, problem.reference ?? null, problem.fields ?? [])
    }
  } catch {
    // Something in between answered: a proxy's page, or nothing.
  }
  const code = status === 401 ? 'unauthenticated' : status >= 502 ? 'unavailable' : 'internal'
  return new ApiError(status, code, `The server answered ${status}.`, null, [])
}

/** True where the same request may succeed later without anybody doing anything. */
export const mayPass = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500)
