import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

export type Entry = {
  url: string
  databaseUrl: string
  process: ChildProcess
  /** Everything it has written so far: what to read when an answer surprises. */
  said: () => string
  stop: () => Promise<void>
  kill: () => Promise<void>
}

/** The built production entry as a process of its own, ready to be asked. */
export async function startEntry(
  dataDir: string,
  port: number,
  settings: Record<string, string> = {},
): Promise<Entry> {
  const child = spawn(process.execPath, ['.build/server.mjs'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATA_DIR: dataDir,
      PORT: String(port),
      DEMO: '0',
      DATABASE_URL: '',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(String(chunk)))
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { ready?: string }) => message.ready && resolve(message.ready))
    child.once('exit', (code) => reject(new Error(`the entry ended with ${code}:\n${said.join('')}`)))
  })
  const { databaseUrl } = JSON.parse(readFileSync(path.join(dataDir, 'running.json'), 'utf8')) as {
    databaseUrl: string
  }
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const end = (signal: NodeJS.Signals) => async () => {
    child.kill(signal)
    await gone
  }
  return {
    url,
    databaseUrl,
    process: child,
    said: () => said.join(''),
    stop: end('SIGTERM'),
    kill: end('SIGKILL'),
  }
}
