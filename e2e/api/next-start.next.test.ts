import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, vi } from 'vitest'
import { describeApi } from '@/server/http/testing/api-suite'
import { useTestDatabase } from '@/server/platform/testing/database'

const database = useTestDatabase()
let next: ChildProcess
let address = ''
let dataDir = ''

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

beforeAll(async () => {
  const port = await freePort()
  dataDir = mkdtempSync(path.join(tmpdir(), 'switchyard-next-'))
  address = `http://127.0.0.1:${port}`
  next = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '-p', String(port), '-H', '127.0.0.1'],
    {
      env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: database.url, DATA_DIR: dataDir },
      stdio: 'inherit',
    },
  )
  const ready = () =>
    fetch(`${address}/health/ready`).then(
      (r) => r.ok,
      () => false,
    )
  await vi.waitUntil(ready, { timeout: 40_000, interval: 100 })
}, 60_000)

afterAll(async () => {
  const gone = new Promise((resolve) => next.once('exit', resolve))
  // Plain Next waits for open streams for ever; there is no entry here that would end them.
  next.kill('SIGKILL')
  await gone
  rmSync(dataDir, { recursive: true, force: true })
})

describeApi('public API through plain next start', () => address)
