import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Access } from './cluster'
import { birthOf, isAlive, isPostmasterOf, waitForExit } from './processes'
import { StartError } from './start-error'

/**
 * Clears the way for a server in `cluster`. A killed process of ours leaves its PostgreSQL running: that
 * orphan is stopped in order (nothing is lost, and the new one is a child we can supervise). One whose owner
 * is alive is somebody's running Switchyard and is left alone. A left-over postmaster.pid is removed only
 * when no PostgreSQL of this cluster is behind it.
 */
export async function clearOrphan(
  cluster: string,
  access: Access,
  log: (line: string) => void,
): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid) || !isPostmasterOf(pid, cluster)) {
    rmSync(file, { force: true })
    return
  }
  refuseForeignOwner(cluster, access)
  log(`stopping the PostgreSQL (process ${pid}) that an earlier start left behind`)
  await stopPostmaster(pid)
}

/** Fast shutdown, then immediate (recovered by the log at the next start). @throws if it survives both */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, limitMs] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    if (!signalled(pid, signal) || (await waitForExit(pid, limitMs))) return
  }
  throw new StartError(`PostgreSQL (process ${pid}) does not stop. End it by hand, then start again.`)
}

function refuseForeignOwner(cluster: string, { owner }: Access): void {
  if (!owner || owner.pid === process.pid || !isAlive(owner.pid)) return
  if (owner.birth !== undefined && owner.birth !== birthOf(owner.pid)) return
  throw new StartError(`The database in ${cluster} is in use by a running Switchyard (process ${owner.pid}).`)
}

function signalled(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}
