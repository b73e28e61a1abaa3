import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pool } from '@/server/platform/db/pool'
import { setDatabaseUrl } from '@/server/platform/env'
import { startPostgres } from '@/server/platform/postgres'
import { shutDown } from '@/server/platform/shutdown'
import { type Entry, startEntry } from '../faults/entry-process'
import { startBalancer } from './balancer'
import { type Redis, startRedis } from './redis'
import { comesTrue } from './waiting'

/**
 * What wakes the machines: one Redis for all; a Redis for each, so that every wake-up is sent and none is heard by
 * another; or nothing.
 */
export type Wakeups = 'shared' | 'deaf' | 'none'

export type ClusterOptions = { machines: number; wakeups: Wakeups; settings?: Record<string, string> }

export const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

async function startTime(): Promise<string> {
  const { rows } = await pool().query<{ at: string }>('select pg_postmaster_start_time()::text as at')
  return rows[0]?.at ?? ''
}

export type Cluster = Awaited<ReturnType<typeof startCluster>>

/** Several processes of the built server on one PostgreSQL, behind one address; this process sees the database. */
export async function startCluster({ machines: count, wakeups, settings }: ClusterOptions) {
  const folder = mkdtempSync(path.join(tmpdir(), 'switchyard-machines-'))
  const postgres = await startPostgres({ dataDir: path.join(folder, 'database'), log: () => {} })
  const balancer = await startBalancer()
  const ports: number[] = []
  const machines: Entry[] = []
  const redisPorts: number[] = []
  const redises: Redis[] = []
  let folders = 0

  const redisUrl = (index: number): string => {
    const port = redisPorts[wakeups === 'deaf' ? index : 0]
    return port === undefined ? '' : `redis://127.0.0.1:${port}`
  }
  const launch = (index: number, port: number, dataDir: string, more: Record<string, string> = {}) => {
    mkdirSync(dataDir, { recursive: true })
    return startEntry(dataDir, port, {
      DATABASE_URL: postgres.url,
      REDIS_URL: redisUrl(index),
      AUTH_SECRET: 'several machines share one secret for sessions',
      TOKEN_SECRET: 'several machines share one secret for tokens',
      ...settings,
      ...more,
    })
  }
  const newFolder = () => path.join(folder, `machine-${folders++}`)
  /** A machine that ended starts again where it was. */
  const start = async (index: number) => {
    machines[index] = await launch(index, ports[index] as number, path.join(folder, `machine-${index}`))
  }
  /** A new machine beside the old one, which is then asked to end. */
  const replace = async (index: number, more: Record<string, string> = {}) => {
    const [old, oldPort, port] = [machines[index], ports[index], await freePort()]
    machines[index] = await launch(index, port, newFolder(), more)
    ports[index] = port
    balancer.add(port)
    await old?.stop()
    if (oldPort !== undefined) balancer.remove(oldPort)
  }
  const startWakeups = async (index = 0) => {
    redises[index] = await startRedis(redisPorts[index] as number)
  }

  const redisCount = { shared: 1, deaf: count, none: 0 }[wakeups]
  for (let index = 0; index < redisCount; index += 1) {
    redisPorts.push(await freePort())
    await startWakeups(index)
  }
  for (let index = 0; index < count; index += 1) {
    ports.push(await freePort())
    machines.push(await launch(index, ports[index] as number, newFolder()))
    balancer.add(ports[index] as number)
  }
  setDatabaseUrl(postgres.url)
  // Whichever machine came first founded the installation.
  const tokens = machines
    .map((_, index) => path.join(folder, `machine-${index}`, 'admin-token'))
    .filter(existsSync)

  return {
    adminToken: readFileSync(tokens[0] ?? '', 'utf8').trim(),
    base: () => balancer.url,
    machines,
    redisPorts,
    start,
    replace,
    cutWakeups: async () => redises[0]?.stop(),
    startWakeups,
    /** Resolves when the new one answers. */
    restartPostgres: async () => {
      const before = await startTime()
      const { rows } = await pool().query<{ data_directory: string }>('show data_directory')
      const file = path.join(rows[0]?.data_directory ?? '', 'postmaster.pid')
      // Fast shutdown: sessions are cut in the middle of what they do. Whoever started it starts it again.
      process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGINT')
      await comesTrue('PostgreSQL is back', async () => {
        const now = await startTime().catch(() => before)
        return now !== before
      })
    },
    stop: async () => {
      await balancer.close()
      await shutDown('pools', console.error)
      for (const machine of machines) await machine.kill()
      for (const redis of redises) await redis.stop()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
