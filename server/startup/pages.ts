import next from 'next'
import type { Handle, Upgrade } from '@/server/http/listener'

export type Pages = { handle: Handle; upgrade: Upgrade; close: () => Promise<void> }

/** Next.js inside this process. Signals are ours: it would exit before streams and jobs have ended. */
export async function startPages(options: {
  development: boolean
  host: string
  port: number
}): Promise<Pages> {
  const app = next({
    dev: options.development,
    dir: process.cwd(),
    hostname: options.host,
    port: options.port,
    customServer: true,
  })
  await app.prepare()
  const handle = app.getRequestHandler()
  const upgrade = app.getUpgradeHandler()
  return {
    handle: (request, response) => handle(request, response),
    upgrade: (request, socket, head) => upgrade(request, socket, head),
    close: () => app.close(),
  }
}
