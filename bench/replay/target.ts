import { readFileSync } from 'node:fs'
import path from 'node:path'
import { env } from '@/server/platform/env'
import { UsageError } from './options'

/** The server of DATA_DIR on this machine, unless another was named. */
export function findTarget(given: { url: string | undefined; token: string | undefined }) {
  return { url: given.url ?? localUrl(), token: given.token ?? readToken() }
}

function localUrl(): string {
  const { dataDir, port } = env()
  try {
    const { url } = JSON.parse(readFileSync(path.join(dataDir, 'running.json'), 'utf8')) as { url: string }
    const { hostname, origin } = new URL(url)
    if (['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return origin
  } catch {
    // No note of a running server: the port it would have.
  }
  return `http://127.0.0.1:${port}`
}

function readToken(): string {
  const file = path.join(env().dataDir, 'admin-token')
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new UsageError(
      `No --token, and ${file} cannot be read. It is left there by the first npm run up with the same DATA_DIR.`,
    )
  }
}
