import { existsSync } from 'node:fs'
import path from 'node:path'
import { readAccess } from './cluster'
import { clearOrphan } from './orphan'

export { isAlive } from './processes'

/** Stops the PostgreSQL that a killed process left running in `cluster`, if there is one. */
export async function endLeftover(cluster: string): Promise<void> {
  if (!existsSync(path.join(cluster, 'postmaster.pid'))) return
  await clearOrphan(cluster, readAccess(cluster), () => {})
}
