import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { isInside, OutboundRefused, postOut } from './outbound'

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    'not an address',
  ])('%s is inside', (address) => expect(isInside(address)).toBe(true))
  it.each(['1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is outside', (address) =>
    expect(isInside(address)).toBe(false),
  )
})

describe('a call out', () => {
  const call = (url: string, allowInside = false) =>
    postOut({ url, headers: {}, body: '{}', timeoutMs: 5_000, allowInside })

  it('reaches nothing inside, by address or by name, before anything is sent', async () => {
    let reached = 0
    const server = createServer((_, response) => {
      reached += 1
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await expect(call(`http://127.0.0.1:${port}/`)).rejects.toThrow(OutboundRefused)
    await expect(call(`http://[::ffff:127.0.0.1]:${port}/`)).rejects.toThrow(OutboundRefused)
    await expect(call(`http://localhost:${port}/`)).rejects.toThrow(OutboundRefused)
    await expect(call(`http://2130706433:${port}/`)).rejects.toThrow(OutboundRefused)
    expect(reached).toBe(0)
    expect(await call(`http://127.0.0.1:${port}/`, true)).toBe(200)
    expect(reached).toBe(1)
    server.close()
  })
})
