import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, Server as NetServer } from 'node:net'
import type { Duplex } from 'node:stream'

export type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void | Promise<void>

export type Listener = {
  port: number
  /** Hands the port over to pages once they are ready; until then they get 503. */
  mount: (handle: Handle, upgrade: Upgrade) => void
  /** Every connection ends with its next answer, so that whoever asks again is led elsewhere. */
  partWithCallers: () => void
  /**
   * Takes no new connection; resolves when the last answer is out, at the latest after `limitMs`. Connections
   * that ask for nothing are closed after `patienceMs`: a request may be on its way on one of them.
   */
  close: (limits: { limitMs: number; patienceMs: number }) => Promise<void>
}

/** Listens at once, so that a taken port is known before anything heavy starts. */
export async function startListener(options: { host: string; port: number }): Promise<Listener> {
  let pages: { handle: Handle; upgrade: Upgrade } | undefined
  const silent = new Set<Duplex>()
  let parting = false
  const server = createServer((request, response) => {
    silent.delete(request.socket)
    if (parting) response.shouldKeepAlive = false
    if (request.url === '/health/live') return answer(response, 200, 'live')
    if (!pages) return answer(response, 503, 'starting')
    void pages.handle(request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    if (pages) void pages.upgrade(request, socket, head)
    else socket.destroy()
  })
  server.on('connection', (socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  await listen(server, options)
  return {
    port: (server.address() as AddressInfo).port,
    mount: (handle, upgrade) => {
      pages = { handle, upgrade }
    },
    partWithCallers: () => {
      parting = true
    },
    close: ({ limitMs, patienceMs }) => {
      parting = true
      // Browsers open connections ahead of need; Node does not count those as idle.
      const hangUp = () => {
        for (const socket of silent) socket.destroy()
        server.closeIdleConnections()
      }
      return close(server, limitMs, patienceMs, hangUp)
    },
  }
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end(`${text}\n`)
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function close(server: Server, limitMs: number, patienceMs: number, hangUp: () => void): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => server.closeAllConnections(), limitMs)
    const patience = patienceMs > 0 ? setTimeout(hangUp, patienceMs) : undefined
    // Not the HTTP server's own: that one hangs up on idle connections at once.
    NetServer.prototype.close.call(server, () => {
      clearTimeout(limit)
      clearTimeout(patience)
      resolve()
    })
    if (patienceMs === 0) hangUp()
  })
}
