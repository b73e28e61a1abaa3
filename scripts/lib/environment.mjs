// The few checks that must come before anything is installed. server/platform/env.ts checks everything; a test
// holds both to the same answers.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Failure, root } from './run.mjs'

const oldestNode = [20, 19]

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  throw new Failure(`Node.js ${oldestNode.join('.')} or newer is needed; this is ${version}.`)
}

/** Settings from a file `.env` in the clone; what the environment says already wins. */
export function loadEnvFile() {
  const file = path.join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}

export function readSettings(source = process.env) {
  const port = source.PORT || '3000'
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
    throw new Failure(`PORT "${port}" is not accepted: give a whole number from 1 to 65535.`)
  }
  const host = source.HOST || '127.0.0.1'
  if (!/^[A-Za-z0-9.:_-]+$/.test(host)) {
    throw new Failure(
      `HOST "${host}" is not accepted: give an address or host name of this machine, such as 127.0.0.1 or 0.0.0.0.`,
    )
  }
  const databaseUrl = source.DATABASE_URL || undefined
  if (databaseUrl && !isPostgresUrl(databaseUrl)) {
    throw new Failure(
      'DATABASE_URL is not accepted: give a PostgreSQL address, such as postgresql://user:password@host:5432/switchyard.',
    )
  }
  return { port: Number(port), host, dataDir: path.resolve(root, source.DATA_DIR || './data'), databaseUrl }
}

function isPostgresUrl(text) {
  try {
    return ['postgres:', 'postgresql:'].includes(new URL(text).protocol)
  } catch {
    return false
  }
}
