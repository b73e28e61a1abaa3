import type { IncomingMessage, ServerResponse } from 'node:http'
import { clientFamily } from '@/server/platform/client-family'
import { log } from '@/server/platform/log'
import type { Series } from '@/server/platform/observe/distribution'
import { instruments } from '@/server/platform/observe/instruments'
import { notedRoute, withOrigin } from '@/server/platform/request-context'
import { clientAddress } from './client-address'
import { problemResponse } from './problem'
import { requestIdHeader, requestIdOf } from './request-id'
import { pageRoute, routeOf } from './routes'
import { rootRouter } from './trpc/root'

/** A request that took longer is worth a line. */
const SLOW_MS = 1_000
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const modules = new Set(Object.keys(rootRouter._def.record))

const seriesOf = (method: string, route: string, status: number): Series =>
  instruments.request.of(METHODS.has(method) ? method : 'other', route, `${Math.floor(status / 100)}xx`)

/** Counts a request that was answered. */
export function countRequest(method: string, route: string, status: number, ms: number): void {
  seriesOf(method, route, status).observe(ms / 1_000)
}

/** The same for one route that is asked thousands of times a second: its series are looked up once. */
export function routeCounter(method: string, route: string): (status: number, ms: number) => void {
  const known: Series[] = []
  return (status, ms) => {
    known[status] ??= seriesOf(method, route, status)
    known[status].observe(ms / 1_000)
  }
}

/**
 * Runs what answers `request` so that everything it writes down can say where it came from; the answer carries the
 * id of the request. What it throws becomes a problem here, where the log still knows the request.
 */
export function withRequestOrigin(
  request: Request,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  const address = clientAddress((name) => request.headers.get(name))
  const requestId = requestIdOf((name) => request.headers.get(name))
  const origin = {
    requestId,
    ip: address === 'unknown' ? null : address,
    client: clientFamily(request.headers.get('user-agent')),
    via: null,
    viaName: null,
  }
  return withOrigin(origin, async () => {
    const began = performance.now()
    const path = new URL(request.url).pathname
    const response = await answered(work, path)
    const ms = performance.now() - began
    const route = notedRoute() ?? routeOf(path, modules)
    countRequest(request.method, route, response.status, ms)
    const line = { method: request.method, route, status: response.status, durationMs: Math.round(ms) }
    if (ms >= SLOW_MS) log().info(line, 'slow request')
    else log().debug(line, 'request')
    return named(response, requestId)
  })
}

async function answered(work: () => Response | Promise<Response>, path: string): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    return problemResponse(error, path)
  }
}

function named(response: Response, requestId: string): Response {
  try {
    response.headers.set(requestIdHeader, requestId)
    return response
  } catch {
    // The headers of a redirect cannot be written to.
    const headers = new Headers(response.headers)
    headers.set(requestIdHeader, requestId)
    return new Response(response.body, { status: response.status, headers })
  }
}

/** A page of Next's: its id, and its time when it is out. */
export function observePage(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const began = performance.now()
  const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/'
  const requestId = requestIdOf((name) => incoming.headers[name])
  incoming.headers[requestIdHeader] = requestId
  outgoing.setHeader(requestIdHeader, requestId)
  outgoing.once('finish', () =>
    countRequest(incoming.method ?? 'GET', pageRoute(path), outgoing.statusCode, performance.now() - began),
  )
}
