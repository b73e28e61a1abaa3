import type { Problem } from '@/server/http/v1/contract'

const REQUEST_TIMEOUT_MS = 20_000

/** A refusal with the server's stable code, or `network` when no answer came. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  /** Milliseconds the server asks to wait, if it said. */
  readonly retryAfterMs: number | undefined
  /** The fields that the server named, with what is wrong with each. */
  readonly fields: Record<string, string>

  constructor(code: string, status: number, retryAfterMs?: number, fields: Record<string, string> = {}) {
    super(code)
    this.code = code
    this.status = status
    this.retryAfterMs = retryAfterMs
    this.fields = fields
  }

  /** Trying the same again later can succeed. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

export const codeOf = (error: unknown): string => (error instanceof ApiError ? error.code : 'internal')

export type Http = {
  /** Answers are trusted as the contract types them: window and server are deployed together. */
  request<T>(method: 'GET' | 'POST', path: string, token: string | null, body?: unknown): Promise<T>
  /** A file; only with the customer's token, so no plain address will do. */
  download(path: string, token: string): Promise<Blob>
  /** Milliseconds by which the server's clock is ahead of this device's. */
  clockOffset(): number
  base: string
}

export function createHttp(base: string, fetcher: typeof fetch = fetch): Http {
  let offset = 0
  return {
    base,
    clockOffset: () => offset,
    async request<T>(method: 'GET' | 'POST', path: string, token: string | null, body?: unknown): Promise<T> {
      const headers: Record<string, string> = { Accept: 'application/json' }
      if (token) headers.Authorization = `Bearer ${token}`
      if (body !== undefined) headers['Content-Type'] = 'application/json'
      const answer = await fetcher(base + path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: timeoutSignal(),
      }).catch(() => {
        throw new ApiError('network', 0)
      })
      const date = Date.parse(answer.headers.get('Date') ?? '')
      if (!Number.isNaN(date)) offset = newOffset(offset, date - Date.now())
      if (!answer.ok) throw await refusal(answer)
      if (answer.status === 204) return undefined as T
      return (await answer.json().catch(() => {
        throw new ApiError('network', 0)
      })) as T
    },
    async download(path, token) {
      const answer = await fetcher(base + path, { headers: { Authorization: `Bearer ${token}` } }).catch(
        () => {
          throw new ApiError('network', 0)
        },
      )
      if (!answer.ok) throw await refusal(answer)
      return answer.blob()
    },
  }
}

/** The Date header has whole seconds: differences below two seconds are noise. */
const newOffset = (known: number, measured: number): number =>
  Math.abs(measured - known) < 2_000 ? known : measured

export async function refusal(answer: Response): Promise<ApiError> {
  const problem = (await answer.json().catch(() => null)) as Partial<Problem> | null
  const seconds = Number(answer.headers.get('Retry-After'))
  const code = problem?.code ?? (answer.status >= 500 ? 'unavailable' : 'internal')
  const fields = Object.fromEntries((problem?.fields ?? []).map(({ path, message }) => [path, message]))
  return new ApiError(code, answer.status, seconds > 0 ? seconds * 1000 : undefined, fields)
}

function timeoutSignal(): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), REQUEST_TIMEOUT_MS)
  return controller.signal
}
