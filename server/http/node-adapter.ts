import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { serveSend } from './bare-send'
import { noteAddress, writeRawAddress } from './client-address'
import { handlerFor } from './handle-request'
import { problemResponse, toProblem } from './problem'
import { requestIdHeader, requestIdOf } from './request-id'
import { countRequest, withRequestOrigin } from './request-origin'
import { guardAnswer } from './security-headers'
import { isStreamPath, openStream, streamHeaders, streamRoute } from './streams'

const listener = getRequestListener(
  (request) => {
    const handler = handlerFor(request.method, new URL(request.url).pathname)
    return handler
      ? withRequestOrigin(request, () => handler(request))
      : new Response('Not found', { status: 404 })
  },
  { errorHandler: (error) => problemResponse(error, 'entry') },
)

function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return new Request(`http://${incoming.headers.host ?? 'localhost'}${incoming.url}`, { headers })
}

/** A stream written straight to the socket: no Response object lives as long as its reader. */
async function serveStream(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const began = performance.now()
  const requestId = requestIdOf((name) => incoming.headers[name])
  const known = { ...cors, [requestIdHeader]: requestId }
  const path = (incoming.url ?? '').split('?', 1)[0] ?? ''
  const count = (status: number) => countRequest('GET', streamRoute(path), status, performance.now() - began)
  try {
    const opened = await openStream(toRequest(incoming))
    count(200)
    // Whoever was cut off comes back on a connection of their own, which may lead elsewhere.
    outgoing.writeHead(200, { ...streamHeaders, ...known, connection: 'close' })
    incoming.socket.setNoDelay(true)
    incoming.socket.setTimeout(0)
    const stream = opened.start({
      write: (text) => outgoing.write(text),
      end: () => outgoing.end(),
      backlog: () => outgoing.writableLength,
    })
    outgoing.on('close', () => stream.close())
    if (outgoing.destroyed) stream.close()
  } catch (error) {
    const { body, headers } = toProblem(error, path, { requestId })
    count(body.status)
    outgoing.writeHead(body.status, { ...headers, ...known }).end(JSON.stringify(body))
  }
}

const cors = { 'access-control-allow-origin': '*' }

/** Takes a request that is answered ahead of Next's pages; false = it is Next's. */
export function serveAhead(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/'
  const method = incoming.method ?? 'GET'
  const address = noteAddress(incoming.headers, incoming.socket.remoteAddress)
  if (serveSend(incoming, outgoing, path)) return true
  if (isStreamPath(method, path)) {
    void serveStream(incoming, outgoing)
    return true
  }
  writeRawAddress(incoming.rawHeaders, address)
  if (!handlerFor(method, path)) return false
  guardAnswer(outgoing)
  void listener(incoming, outgoing)
  return true
}
