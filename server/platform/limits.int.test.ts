import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Redis, redisMissing, startRedis } from '@/e2e/machines/redis'
import { redis } from './bus'
import { env } from './env'
import { type Limit, shareCounts, takeTurn, waitFor } from './limits'

let port = 0
const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
const limit: Limit = { name: 'test', points: 10, seconds: 600 }
const place = Symbol.for('switchyard.limits')
const processes = globalThis as Record<symbol, unknown>

/** What one process knows stands in one place, so another process is another thing in that place. */
async function inProcess<T>(knows: { state?: unknown }, work: () => T | Promise<T>): Promise<T> {
  processes[place] = knows.state
  try {
    return await work()
  } finally {
    knows.state = processes[place]
    processes[place] = undefined
  }
}
const take = (key: string, times: number) =>
  Array.from({ length: times }, () => takeTurn(limit, key)).filter((seconds) => seconds === 0).length

describe.skipIf(redisMissing)('limits of several processes', () => {
  let server: Redis
  beforeAll(async () => {
    port = await freePort()
    server = await startRedis(port)
    vi.spyOn(env(), 'redisUrl', 'get').mockReturnValue(`redis://127.0.0.1:${port}`)
    await vi.waitUntil(() => redis()?.status === 'ready', { timeout: 60_000 })
  })
  afterAll(async () => {
    redis()?.disconnect()
    await server.stop()
  })

  it('hold across them: what one has let through, the others do not', async () => {
    const [a, b] = [{}, {}]
    expect(await inProcess(a, () => take('one', 6))).toBe(6)
    await inProcess(a, shareCounts)
    expect(await inProcess(b, () => take('one', 1))).toBe(1)
    await inProcess(b, shareCounts)
    expect(await inProcess(b, () => take('one', 10))).toBe(3)
    await inProcess(b, shareCounts)
    await inProcess(a, shareCounts)
    expect(await inProcess(b, () => waitFor(limit, 'one'))).toBeGreaterThan(0)
    expect(await inProcess(a, () => take('one', 1))).toBe(1)
    await inProcess(a, shareCounts)
    expect(await inProcess(a, () => take('one', 10))).toBe(0)
    expect(await inProcess(a, () => take('another', 10))).toBe(10)
  })

  it('name nobody in Redis, and leave nothing there for longer than they count', async () => {
    await inProcess({}, async () => {
      take('198.51.100.77', 1)
      await shareCounts()
    })
    const keys = (await redis()?.keys('*')) ?? []
    expect(keys.length).toBeGreaterThan(0)
    expect(keys.join()).not.toContain('198.51.100.77')
    for (const key of keys) expect(await redis()?.ttl(key)).toBeGreaterThan(0)
  })

  it('go on in each process when Redis is gone, refuse nobody for it, and meet again after it', async () => {
    const [a, b] = [{}, {}]
    await server.stop()
    await vi.waitUntil(() => redis()?.status !== 'ready', { timeout: 60_000 })
    for (const one of [a, b]) {
      expect(await inProcess(one, () => take('later', 12))).toBe(10)
      await inProcess(one, shareCounts)
    }
    server = await startRedis(port)
    await vi.waitUntil(() => redis()?.status === 'ready', { timeout: 60_000 })
    await inProcess(a, shareCounts)
    const fresh = {}
    await inProcess(fresh, async () => {
      take('later', 1)
      await shareCounts()
    })
    expect(await inProcess(fresh, () => take('later', 10))).toBe(0)
  })
})
