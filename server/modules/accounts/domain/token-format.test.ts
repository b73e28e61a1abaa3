import { describe, expect, it } from 'vitest'
import { formatToken, isToken, readBearer, visiblePart } from './token-format'

const token = formatToken('a'.repeat(43))

describe('access token format', () => {
  it('recognises its own tokens and nothing else', () => {
    expect(isToken(token)).toBe(true)
    for (const other of ['', 'swy_pat_', `${token}x`, token.slice(1), 'eyJhbGciOi.x.y', `${token}\n`])
      expect(isToken(other)).toBe(false)
  })

  it('shows only a start that cannot be completed by guessing', () => {
    expect(visiblePart(token)).toBe('swy_pat_aaaa')
  })

  it('reads a bearer header in any case and refuses other schemes', () => {
    expect(readBearer(`bearer ${token}`)).toBe(token)
    expect(readBearer(`Bearer   ${token}`)).toBe(token)
    for (const header of [null, undefined, '', 'Basic abc', 'Bearer ', `Bearer ${token} x`])
      expect(readBearer(header)).toBe(null)
  })
})
