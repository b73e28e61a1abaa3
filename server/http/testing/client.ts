import type { StreamEvent } from '../v1/contract'

export type Answer<T = Record<string, unknown>> = { status: number; body: T; headers: Headers }

/** A caller of the REST API as one user. */
export function apiClient(base: () => string, token?: string) {
  const call = async <T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const raw = body instanceof Uint8Array || typeof body === 'string'
    const response = await fetch(`${base()}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
    })
    const text = await response.text()
    const parsed = text.startsWith('{') ? JSON.parse(text) : { text }
    return { status: response.status, body: parsed as T, headers: response.headers }
  }
  return {
    get: <T = Record<string, unknown>>(path: string) => call<T>('GET', path),
    post: <T = Record<string, unknown>>(path: string, body?: unknown, headers?: Record<string, string>) =>
      call<T>('POST', path, body, headers),
    put: <T = Record<string, unknown>>(path: string, body: unknown) => call<T>('PUT', path, body),
    stream: (path: string, headers: Record<string, string> = {}) =>
      openReader(`${base()}/api/v1${path}`, {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      }),
  }
}

export type Reader = {
  events: StreamEvent[]
  ended: Promise<void>
  /** Resolves when an event fits; fails after `ms`. */
  until: (fits: (event: StreamEvent) => boolean, ms?: number) => Promise<StreamEvent>
  close: () => void
}

/** Reads a server-sent event stream until it is closed. */
async function openReader(url: string, headers: Record<string, string>): Promise<Reader> {
  const abort = new AbortController()
  const response = await fetch(url, { headers, signal: abort.signal })
  if (!response.ok || !response.body)
    throw new Error(`stream refused: ${response.status} ${await response.text()}`)
  const events: StreamEvent[] = []
  const waiting = new Set<() => void>()
  const read = async (body: ReadableStream<Uint8Array>) => {
    let rest = ''
    const decoder = new TextDecoder()
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      rest += decoder.decode(chunk, { stream: true })
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = block.split('\n').find((line) => line.startsWith('data: '))
        if (data) events.push(JSON.parse(data.slice(6)))
      }
      for (const wake of waiting) wake()
    }
  }
  const ended = read(response.body).catch(() => {})
  return {
    events,
    ended,
    until: (fits, ms = 5_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = events.find(fits)
          if (!found) return
          clearTimeout(limit)
          waiting.delete(look)
          resolve(found)
        }
        const limit = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`no such event among ${events.map((e) => e.type).join(', ')}`))
        }, ms)
        waiting.add(look)
        look()
      }),
    close: () => abort.abort(),
  }
}
