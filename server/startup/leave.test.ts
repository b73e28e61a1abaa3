import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { EventStream, registerCustomerStream } from '@/server/events/streams'
import { ready } from '@/server/http/health'
import { takeLeave } from './leave'

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'leave-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

it('says that it is going before anything ends, then sends the streams away, and closes its port last', async () => {
  const order: string[] = []
  const stream = new EventStream('customer', 'c', {
    write: () => {},
    end: () => void order.push('stream ended'),
    backlog: () => 0,
  })
  registerCustomerStream(stream, 'conversation')
  const listener = {
    partWithCallers: async () => {
      const { status } = await ready()
      order.push(`parting, ready ${status}`)
    },
    close: async () => void order.push('port closed'),
  }
  await takeLeave(listener, { drainSeconds: 1, dataDir }, console.error)
  expect(order).toEqual(['parting, ready 503', 'stream ended', 'port closed'])
})
