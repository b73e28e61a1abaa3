import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { guardedBy, isInside, mailAddress, OutboundRefused, postOut } from './outbound'
import { callOut } from './outbound-read'

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

  it.each([
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0/',
    'http://①②⑦.⓪.⓪.①/',
    'http://shop.example@127.0.0.1/',
    'http://[::]/',
    'http://[::1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'https://10.0.0.1/',
  ])('does not go to %s, whether the answer is read or not', async (url) => {
    await expect(call(url)).rejects.toThrow(OutboundRefused)
    const read = { url, method: 'GET', timeoutMs: 5_000, allowInside: false, maxBytes: 100 } as const
    await expect(callOut(read)).rejects.toThrow(OutboundRefused)
  })

  it('reads no answer from where it is redirected to', async () => {
    const paths: (string | undefined)[] = []
    const server = createServer((request, response) => {
      paths.push(request.url)
      response.writeHead(302, { location: '/inside' }).end('moved')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}/hook`
    const said = await callOut({ url, method: 'GET', timeoutMs: 5_000, allowInside: true, maxBytes: 100 })
    expect([said.status, said.bytes.toString(), paths]).toEqual([302, 'moved', ['/hook']])
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

describe('a mail server', () => {
  const at =
    (...addresses: string[]) =>
    () =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))

  it.each([
    ['outside, on any port', '93.184.216.34', 2_600, true],
    ['in the own network, on a port of mail', '10.0.0.25', 587, true],
    ['on this machine, on a port of mail', '127.0.0.1', 25, true],
    ['on this machine, where no mail is', '127.0.0.1', 6379, false],
    ['in the own network, where no mail is', '192.168.1.1', 80, false],
    ['where a cloud keeps its secrets', '169.254.169.254', 25, false],
    ['link-local', 'fe80::1', 25, false],
    ['a mapped address of this machine', '::ffff:127.0.0.1', 6379, false],
    ['in the shared network', '100.64.0.1', 25, false],
  ])('%s: %s:%i is reached: %s', async (_, address, port, reached) => {
    const asked = mailAddress('mail.example', port, false, at(address))
    if (reached) expect(await asked).toBe(address)
    else await expect(asked).rejects.toThrow(OutboundRefused)
    expect(await mailAddress('mail.example', port, true, at(address))).toBe(address)
  })

  it('is connected to where it was looked up, IPv4 first, and nowhere when one address is inside', async () => {
    expect(await mailAddress('mail.example', 25, false, at('2606:4700::1', '93.184.216.34'))).toBe(
      '93.184.216.34',
    )
    await expect(mailAddress('mail.example', 80, false, at('93.184.216.34', '10.0.0.1'))).rejects.toThrow(
      OutboundRefused,
    )
    await expect(mailAddress('mail.example', 25, false, at())).rejects.toThrow(OutboundRefused)
  })
})
