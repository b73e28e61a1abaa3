import { describe, expect, it } from 'vitest'
import { isNetwork, liesIn } from './networks'

describe('networks', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.0/24', true],
    ['203.0.114.7', '203.0.113.0/24', false],
    ['::ffff:203.0.113.7', '203.0.113.0/24', true],
    ['2001:db8:1::5', '2001:db8::/32', true],
    ['2001:db9::5', '2001:db8::/32', false],
    ['203.0.113.7', '2001:db8::/32', false],
    ['198.51.100.1', '0.0.0.0/0', true],
    ['unknown', '0.0.0.0/0', false],
  ])('%s in %s: %s', (address, network, inside) => {
    expect(isNetwork(network)).toBe(true)
    expect(liesIn(address, [network])).toBe(inside)
  })

  it.each(['', 'example.com', '10.0.0.0/33', '::/129', '10.0.0', '10.0.0.0/-1', '10.0.0.0/8/8'])(
    'refuses "%s"',
    (text) => expect(isNetwork(text)).toBe(false),
  )
})
