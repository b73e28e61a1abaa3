import { chmodSync, chownSync, mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import type { Account } from './account'

/** The shortest limit of the systems we run on, without the closing zero. */
const longestSocketPath = 103

/**
 * A folder in which PostgreSQL may listen beside its port, next to its cluster and closed to everybody else. A
 * question over a local socket is answered in less than half of the time that it takes over the loopback. null
 * where there are none: a path that is too long, a file system without sockets.
 */
export async function socketFolder(cluster: string, account: Account): Promise<string | null> {
  const folder = path.join(path.dirname(cluster), 'postgres.socket')
  if (process.platform === 'win32') return null
  if (Buffer.byteLength(path.join(folder, '.s.PGSQL.65535')) > longestSocketPath) return null
  try {
    mkdirSync(folder, { recursive: true })
    keepClosed(folder, account)
    await tryToListen(path.join(folder, `try-${process.pid}`))
    return folder
  } catch {
    return null
  }
}

/**
 * Before a start: a socket that a killed server left would be asked about by its process id, which somebody else
 * may have now. Only while no server runs there.
 */
export function makeEmpty(folder: string, account: Account): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  keepClosed(folder, account)
}

function keepClosed(folder: string, account: Account): void {
  chmodSync(folder, 0o700)
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid ?? account.uid)
}

function tryToListen(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(address, () => server.close(() => resolve()))
  })
}
