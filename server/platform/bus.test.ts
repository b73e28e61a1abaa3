import { createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { shutDown } from './shutdown'

/** Speaks enough of Redis to be taken for one, until it is told to hang. */
const sockets = new Set<Socket>()
let hanging = false
let owed: (() => void)[] = []
let published = 0

const redis = createServer((socket) => {
  sockets.add(socket)
  socket.on('error', () => {})
  socket.on('data', (data) => {
    for (const command of String(data).split(/^(?=\*\d+\r$)/m)) {
      const name = /^\*\d+\r\n\$\d+\r\n(\w+)/.exec(command)?.[1]?.toLowerCase()
      if (name === 'publish') published += 1
      const answer = () => {
        if (name === 'publish') socket.write(':0\r\n')
        else if (name === 'info') socket.write('$19\r\nredis_version:7.0.0\r\n')
        else if (name && name !== 'subscribe') socket.write('+OK\r\n')
      }
      if (hanging) owed.push(answer)
      else answer()
    }
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => redis.listen(0, '127.0.0.1', resolve))
  const { port } = redis.address() as { port: number }
  process.env.REDIS_URL = `redis://127.0.0.1:${port}`
})
afterAll(async () => {
  await shutDown('pools', console.error)
  for (const socket of sockets) socket.destroy()
  redis.close()
})

it('keeps a bounded number of wake-ups for a Redis that hangs, and goes on when it answers again', async () => {
  const { publish } = await import('./bus')
  const send = () => publish({ topic: 'log' })
  const patient = { timeout: 20_000, interval: 20 }
  await expect
    .poll(() => {
      send()
      return published
    }, patient)
    .toBeGreaterThan(0)

  hanging = true
  const before = published
  for (let n = 0; n < 5_000; n += 1) send()
  await expect.poll(() => published, patient).toBeGreaterThan(before + 200)
  for (let n = 0; n < 5_000; n += 1) send()
  await new Promise((resolve) => setImmediate(resolve))
  expect(published - before).toBeLessThanOrEqual(256)

  hanging = false
  for (const answer of owed) answer()
  owed = []
  const during = published
  await expect
    .poll(() => {
      send()
      return published
    }, patient)
    .toBeGreaterThan(during)
})
