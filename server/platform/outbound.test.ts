import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { guardedBy, isInside, OutboundRefused, postOut } from './outbound'

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
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::10.0.0.1',
    '2002:7f00:1::',
    '2001::1',
    'fec0::1',
    'fe80::1%eth0',
    'not an address',
  ])('%s is inside', (address) => expect(isInside(address)).toBe(true))
  it.each(['1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is outside', (address) =>
    expect(isInside(address)).toBe(false),
  )
})

describe('a name', () => {
  const ask = (answers: string[][]) => {
    const guarded = guardedBy((_host, _options, done) =>
      done(
        null,
        (answers.shift() ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
    )
    return (all = false) =>
      new Promise((resolve, reject) =>
        guarded('shop.example', { all }, (error, found) => (error ? reject(error) : resolve(found))),
      )
  }

  it('is connected to where it was looked at, and not where it points the next time', async () => {
    const look = ask([['93.184.216.34'], ['127.0.0.1']])
    expect(await look()).toBe('93.184.216.34')
    await expect(look()).rejects.toThrow(OutboundRefused)
  })

  it('is refused when only one of its addresses is inside, or it has none', async () => {
    await expect(ask([['93.184.216.34', '10.0.0.8']])(true)).rejects.toThrow(OutboundRefused)
    await expect(ask([['2606:4700::1111', '2002:a00:1::']])()).rejects.toThrow(OutboundRefused)
    await expect(ask([[]])()).rejects.toThrow(OutboundRefused)
  })
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

  it('follows no redirect: what it answers is the answer', async () => {
    const paths: (string | undefined)[] = []
    const server = createServer((request, response) => {
      paths.push(request.url)
      response.writeHead(307, { location: '/inside' }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    expect(await call(`http://127.0.0.1:${port}/hook`, true)).toBe(307)
    expect(paths).toEqual(['/hook'])
    server.close()
  })
})
