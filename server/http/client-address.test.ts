import { describe, expect, it } from 'vitest'
import { lineOf } from '@/server/platform/networks'
import { addressBehind, isThisMachine, writeRawAddress } from './client-address'

const proxies = ['10.0.0.0/8', '2001:db8:7::/48']

describe('the address of whoever asks', () => {
  it.each([
    [
      'no proxy is trusted: what stands in the header is the client’s own word',
      '203.0.113.9',
      '198.51.100.1',
      [],
      '203.0.113.9',
    ],
    ['the same as a number', '203.0.113.9', '198.51.100.1', 0, '203.0.113.9'],
    [
      'a stranger comes past the proxy and names somebody else',
      '203.0.113.9',
      '198.51.100.1',
      proxies,
      '203.0.113.9',
    ],
    ['the proxy tells whom it serves', '10.0.0.2', '198.51.100.1', proxies, '198.51.100.1'],
    [
      'a client names somebody, the proxy appends the truth',
      '10.0.0.2',
      '127.0.0.1, 198.51.100.1',
      proxies,
      '198.51.100.1',
    ],
    [
      'a client names a trusted proxy, which the proxy did not write',
      '10.0.0.2',
      '192.0.2.66, 10.9.9.9, 198.51.100.1',
      proxies,
      '198.51.100.1',
    ],
    ['two proxies', '10.0.0.2', '192.0.2.66, 198.51.100.1, 10.0.0.3', proxies, '198.51.100.1'],
    ['one inside asks', '10.0.0.2', '10.0.0.77', proxies, '10.0.0.77'],
    ['IPv6, in brackets, with a port', '2001:db8:7::1', '[2001:DB8:1::5]:4711', proxies, '2001:db8:1::5'],
    ['IPv4 with a port', '10.0.0.2', '198.51.100.1:4711', proxies, '198.51.100.1'],
    ['a mapped socket', '::ffff:10.0.0.2', '198.51.100.1', proxies, '198.51.100.1'],
    ['words instead of an address', '10.0.0.2', 'unknown', proxies, '10.0.0.2'],
    ['words behind a trusted hop', '10.0.0.2', '198.51.100.1, _hidden, 10.0.0.3', proxies, '10.0.0.3'],
    ['an empty header', '10.0.0.2', '', proxies, '10.0.0.2'],
    ['one hop: the last name is the proxy’s', '192.0.2.1', '127.0.0.1, 198.51.100.1', 1, '198.51.100.1'],
    ['two hops', '192.0.2.1', '127.0.0.1, 198.51.100.1, 192.0.2.2', 2, '198.51.100.1'],
    ['fewer names than hops', '192.0.2.1', '198.51.100.1', 5, '198.51.100.1'],
    ['one hop and words', '192.0.2.1', '198.51.100.1, nonsense', 1, '192.0.2.1'],
  ] as const)('%s', (_, socket, forwarded, trusted, expected) => {
    expect(
      addressBehind(socket, forwarded, Array.isArray(trusted) ? [...trusted] : (trusted as number)),
    ).toBe(expected)
  })

  it('stands among raw headers once, whatever the client wrote under that name', () => {
    const raw = [
      'Host',
      'x',
      'X-Switchyard-Address',
      '127.0.0.1',
      'Accept',
      '*/*',
      'x-switchyard-address',
      '::1',
    ]
    writeRawAddress(raw, '198.51.100.1')
    expect(raw).toEqual(['Host', 'x', 'Accept', '*/*', 'x-switchyard-address', '198.51.100.1'])
  })

  it('is the socket’s where nothing was forwarded', () => {
    expect(addressBehind('::ffff:203.0.113.9', undefined, proxies)).toBe('203.0.113.9')
  })

  it('costs no more however long the header is', () => {
    const long = `${'127.0.0.1,'.repeat(5_000)}198.51.100.1`
    expect(addressBehind('10.0.0.2', long, proxies)).toBe('198.51.100.1')
  })

  it('this machine is known, and nobody else is taken for it', () => {
    expect(['127.0.0.1', '127.1.2.3', '::1', 'unknown'].map(isThisMachine)).not.toContain(false)
    expect(['128.0.0.1', '1.127.0.1', '::12', '10.0.0.1', '127.evil'].map(isThisMachine)).toEqual(
      Array(5).fill(false),
    )
  })
})

describe('who is counted', () => {
  it.each([
    ['198.51.100.1', '198.51.100.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['unknown', 'unknown'],
  ])('%s is of the line %s', (address, line) => expect(lineOf(address)).toBe(line))
})
