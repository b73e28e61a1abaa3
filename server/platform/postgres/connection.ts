import { createServer } from 'node:net'
import type { Access } from './cluster'

/** With a folder of sockets the server is asked through it; who does not know `host` takes the port. */
export function connectionUrl(
  access: Access,
  database = 'postgres',
  socketDirectory: string | null = null,
): string {
  const url = `postgresql://${access.user}:${access.password}@127.0.0.1:${access.port}/${database}`
  return socketDirectory === null ? url : `${url}?host=${encodeURIComponent(socketDirectory)}`
}

export function isFree(port: number): Promise<boolean> {
  return listen(port).then(
    () => true,
    () => false,
  )
}

export function freePort(): Promise<number> {
  return listen(0)
}

/** Opens and closes a listening socket; resolves to its port. */
function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}
