import { describe, expect, it } from 'vitest'
import { isSigned, signedHeaders, signOf } from './signature'

describe('a signature', () => {
  it('is the IM’s: sha1 over nonce, secret and time', () => {
    // printf '76616|secret|1558350862502' | sha1sum
    expect(signOf('76616', 'secret', '1558350862502')).toBe('3283bb23f3121433a1d9b0e687581b1b0e2c10cb')
  })
  it('is good for its own nonce, time and secret only', () => {
    const {
      nonce = '',
      timestamp = '',
      sign = '',
      rid = '',
    } = signedHeaders('robot', 'secret', 1_700_000_000_000)
    const headers = { nonce, timestamp, sign, rid }
    expect(isSigned(headers, 'secret')).toBe(true)
    for (const wrong of [
      { nonce: '1' },
      { timestamp: '1700000000001' },
      { sign: sign.slice(1) },
      { sign: '' },
    ])
      expect(isSigned({ ...headers, ...wrong }, 'secret')).toBe(false)
    expect(isSigned(headers, 'other')).toBe(false)
  })
})
