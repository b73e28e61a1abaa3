import { ensureCluster, writeAccess, writeSettings } from './cluster'
import { connectionUrl, freePort } from './connection'
import { choosePlaces } from './places'
import { birthOf } from './processes'
import { socketFolder } from './socket'
import { Supervisor } from './supervisor'

export { StartError } from './start-error'

export type EmbeddedPostgres = {
  /** Names the product's database, which migrations create. */
  url: string
  /** Process id of the server that runs now. */
  pid: () => number | undefined
  stop: () => Promise<void>
}

/**
 * Starts the PostgreSQL that npm installed, with its data below `dataDir`, and keeps it running until
 * `stop()`. `root` is the folder with node_modules.
 * @throws {StartError} when it cannot be started; the message is fit for the terminal
 */
export async function startPostgres(options: {
  dataDir: string
  log: (line: string) => void
  root?: string
  /** Where root's PostgreSQL keeps what it cannot reach elsewhere. */
  stateDir?: string
  /** Ends a start that is still under way. */
  signal?: AbortSignal
}): Promise<EmbeddedPostgres> {
  const places = choosePlaces({ ...options, root: options.root ?? process.cwd() })
  for (const notice of places.notices) options.log(notice)
  const access = await ensureCluster(places, await freePort())
  const sockets = await socketFolder(places.cluster, places.account)
  const supervisor = new Supervisor({
    ...{ places, access, sockets },
    log: options.log,
    prepare: () => {
      writeSettings(places, sockets)
      writeAccess(places, { ...access, owner: { pid: process.pid, birth: birthOf(process.pid) } })
    },
  })
  options.signal?.throwIfAborted()
  const interrupt = () => void supervisor.stop().catch(() => {})
  options.signal?.addEventListener('abort', interrupt, { once: true })
  await supervisor.start()
  // From here on it is stopped last, after everything that still writes.
  options.signal?.removeEventListener('abort', interrupt)
  return {
    url: connectionUrl(access, 'switchyard', sockets),
    pid: () => supervisor.pid,
    stop: () => supervisor.stop(),
  }
}
