import { createHash } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Account, canEnter, chooseAccount } from './account'
import { type Binaries, findBinaries, reachableBinaries } from './binaries'
import { StartError } from './start-error'

/** Where things of the embedded PostgreSQL lie, and who runs it. */
export type Places = {
  account: Account
  binaries: Binaries
  cluster: string
  logFile: string
  /** For people: why something lies outside DATA_DIR and the clone. */
  notices: string[]
}

const systemState = '/var/lib/switchyard'

/**
 * Everything stays in DATA_DIR, with one exception: started by root, PostgreSQL runs as a system user, and
 * what that user cannot reach is placed in the system's state folder. Which of the two holds the cluster is
 * found again at the next start (an existing cluster always wins over making a new one), so a change of
 * rights on a folder above can never make the data seem gone.
 */
export function choosePlaces(options: { dataDir: string; root: string; stateDir?: string }): Places {
  const stateDir = options.stateDir ?? systemState
  mkdirSync(options.dataDir, { recursive: true })
  const dataDir = realpathSync(options.dataDir)
  const local = path.join(dataDir, 'postgres')
  const account = chooseAccount(existsSync(local) ? local : undefined)
  const shipped = findBinaries(options.root)
  const logFile = path.join(dataDir, 'postgres.log')
  if (account.uid === undefined) {
    refuseForeign(dataDir, local)
    return { account, binaries: shipped, cluster: local, logFile, notices: [] }
  }
  const binaries = reachableBinaries(shipped, account, stateDir)
  const cluster = existsSync(local) ? local : clusterOfRoot(dataDir, local, stateDir, account)
  if (existsSync(local) && !canEnter(local, account)) {
    throw new StartError(
      `${local} holds the database, but user "${account.name}", who runs PostgreSQL for root, may no longer ` +
        'enter it. Give back the right to pass through the folders above it, or move DATA_DIR.',
    )
  }
  const moved = [binaries !== shipped && 'programs', cluster !== local && 'data']
    .filter(Boolean)
    .join(' and ')
  const notices = moved
    ? [
        `PostgreSQL's ${moved} are in ${stateDir}: as root it runs as "${account.name}", who cannot reach this folder.`,
      ]
    : []
  return { account, binaries, cluster, logFile, notices }
}

/** The folder in the system's state for this DATA_DIR, or DATA_DIR itself where the account can enter it. */
function clusterOfRoot(dataDir: string, local: string, stateDir: string, account: Account): string {
  const pointer = path.join(dataDir, 'postgres.location')
  const own = path.join(stateDir, createHash('sha256').update(dataDir).digest('hex').slice(0, 12))
  const pointed = readPointer(pointer)
  // A moved DATA_DIR takes its cluster along; a copied one must not share the original's.
  const home = pointed && existsSync(pointed) && isHomeless(pointed) ? pointed : own
  if (!existsSync(path.join(home, 'postgres')) && canEnter(dataDir, account)) return local
  const umask = process.umask(0o022)
  mkdirSync(home, { recursive: true })
  process.umask(umask)
  chownSync(home, account.uid ?? 0, account.gid ?? 0)
  writeFileSync(path.join(home, 'data-dir'), `${dataDir}\n`)
  rmSync(pointer, { force: true })
  writeFileSync(pointer, `${home}\n`)
  return path.join(home, 'postgres')
}

function isHomeless(home: string): boolean {
  const dataDir = readPointer(path.join(home, 'data-dir'))
  return dataDir !== undefined && !existsSync(dataDir)
}

function readPointer(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

/** An ordinary user meets what root left behind: say so instead of making a second, empty database. */
function refuseForeign(dataDir: string, local: string): void {
  const pointed = readPointer(path.join(dataDir, 'postgres.location'))
  if (pointed && existsSync(pointed)) {
    throw new StartError(
      `This DATA_DIR was started by root; its database is in ${pointed}. Start as root again.`,
    )
  }
  if (existsSync(local) && !isReadable(local)) {
    throw new StartError(`${local} belongs to another user. Start as that user (or as root) again.`)
  }
}

function isReadable(cluster: string): boolean {
  try {
    readFileSync(path.join(cluster, 'PG_VERSION'))
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}
