import { readFeed } from '@/server/modules/schedules'
import { limits, turnOfAddress } from './limits'
import { problemResponse } from './problem'

export const FEED_PATH = '/calendar/'

const plain = (status: number, text: string, headers: Record<string, string> = {}) =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } })

/** An agent's shifts for other calendars: /calendar/<secret>.ics. The secret is all that is asked for. */
export async function calendarFeed(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Method not allowed')
    const seconds = turnOfAddress(limits.feeds, request)
    if (seconds > 0) return plain(429, 'Too many requests', { 'retry-after': String(seconds) })
    const token = /^\/calendar\/([A-Za-z0-9_-]{32})\.ics$/.exec(pathname)?.[1]
    const feed = token ? await readFeed(token) : null
    return feed ? answer(request, feed) : plain(404, 'Not found', { 'cache-control': 'no-store' })
  } catch (error) {
    return problemResponse(error, FEED_PATH)
  }
}

function answer(request: Request, { body, etag }: { body: string; etag: string }): Response {
  const headers = { etag, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' }
  const known = request.headers.get('if-none-match')?.split(',') ?? []
  if (known.some((one) => one.trim().replace(/^W\//, '') === etag))
    return new Response(null, { status: 304, headers })
  return new Response(request.method === 'HEAD' ? null : body, {
    headers: {
      ...headers,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="shifts.ics"',
    },
  })
}
