import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setDatabaseUrl } from '@/server/platform/env'
import { memoryFlags } from '../../../scripts/lib/memory.mjs'

export type Stack = {
  url: string
  databaseUrl: string
  dataDir: string
  pid: number
  /** From the start of the process to its ready line, ms. */
  startedInMs: number
  restart: () => Promise<void>
  stop: () => Promise<void>
}

const entry = path.resolve('.build/server.mjs')

/**
 * The built server with an empty database of its own, in a temporary folder that is removed at the end. The bench
 * shares its secret, so that it can sign the tokens of ten thousand customers without asking for them.
 */
export async function startStack(): Promise<Stack> {
  if (!existsSync(entry)) throw new Error('Nothing is built yet: npm run bench builds first.')
  const dataDir = mkdtempSync(path.join(tmpdir(), 'switchyard-bench-'))
  process.env.TOKEN_SECRET = randomBytes(32).toString('hex')
  process.env.DATA_DIR = dataDir
  let running = await launch(dataDir)
  const { databaseUrl } = JSON.parse(readFileSync(path.join(dataDir, 'running.json'), 'utf8')) as {
    databaseUrl: string
  }
  setDatabaseUrl(databaseUrl)
  const stack: Stack = {
    url: running.url,
    databaseUrl,
    dataDir,
    pid: running.child.pid ?? 0,
    startedInMs: running.ms,
    restart: async () => {
      await end(running.child)
      running = await launch(dataDir, new URL(stack.url).port)
      stack.pid = running.child.pid ?? 0
      stack.startedInMs = running.ms
    },
    stop: async () => {
      await end(running.child)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return stack
}

async function launch(dataDir: string, port?: string) {
  const began = performance.now()
  const child = spawn(process.execPath, [...memoryFlags(), entry], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_MANUAL_SIG_HANDLE: 'true',
      NEXT_TELEMETRY_DISABLED: '1',
      LOG_LEVEL: 'warn',
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      REDIS_URL: '',
      DEMO: '0',
      HOST: '127.0.0.1',
      PORT: port ?? String(20_000 + Math.floor(Math.random() * 20_000)),
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said = (said + String(chunk)).slice(-8_000)
    })
  }
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { ready?: string }) => message.ready && resolve(message.ready))
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)))
  })
  return { child, url, ms: performance.now() - began }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}
