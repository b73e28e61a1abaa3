import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { env } from './env'

/** `authSecret` signs console sessions, `tokenSecret` signs customers' tokens. */
export type Secrets = { authSecret: string; tokenSecret: string }

const stored = z.object({ authSecret: z.string().min(32), tokenSecret: z.string().min(32) })

/**
 * Reads DATA_DIR/secrets.json, or makes it. Two processes that start at once end with the same secrets:
 * the complete file is linked into place and the loser of the race reads the winner's. A damaged file is an
 * error, because new secrets would silently sign everybody out and void every customer's token.
 */
export function loadSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json')
  const existing = readSecrets(file)
  if (existing) return existing
  mkdirSync(dataDir, { recursive: true })
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    writeDurably(temporary, `${JSON.stringify({ authSecret: fresh(), tokenSecret: fresh() }, null, 2)}\n`)
    linkSync(temporary, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(temporary, { force: true })
  }
  const made = readSecrets(file)
  if (!made) throw new Error(`${file} could not be read back after it was written.`)
  return made
}

const shared = globalThis as { switchyardSecrets?: Secrets }

/** The secrets of this process: AUTH_SECRET and TOKEN_SECRET, else those kept in DATA_DIR. */
export function secrets(): Secrets {
  shared.switchyardSecrets ??= resolveSecrets()
  return shared.switchyardSecrets
}

function resolveSecrets(): Secrets {
  const { authSecret, tokenSecret, dataDir } = env()
  if (authSecret && tokenSecret) return { authSecret, tokenSecret }
  const kept = loadSecrets(dataDir)
  return { authSecret: authSecret ?? kept.authSecret, tokenSecret: tokenSecret ?? kept.tokenSecret }
}

function readSecrets(file: string): Secrets | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const parsed = stored.safeParse(tryJson(text))
  if (parsed.success) return parsed.data
  throw new Error(
    `${file} is damaged. Restore it from a backup, or remove it to get new secrets (everybody signs in again).`,
  )
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function fresh(): string {
  return randomBytes(32).toString('base64url')
}
