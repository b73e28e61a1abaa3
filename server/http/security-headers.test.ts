import { describe, expect, it } from 'vitest'
import { nonceOf, pagePolicy } from './security-headers'

const nonce = 'c29tZSBieXRlcw=='

describe('the policy of a page', () => {
  it('runs scripts by the nonce of this answer alone', () => {
    const policy = pagePolicy({ nonce, development: false, secure: true })
    expect(policy).toContain(`script-src 'self' 'nonce-${nonce}' 'strict-dynamic';`)
    expect(policy).not.toContain('unsafe-eval')
    expect(policy.split('; ').filter((rule) => /^(script|default)-src .*unsafe-inline/.test(rule))).toEqual(
      [],
    )
  })

  it('lets nobody else frame the console, nor a form or a base lead elsewhere', () => {
    const rules = pagePolicy({ nonce, development: false, secure: true }).split('; ')
    expect(rules).toEqual(
      expect.arrayContaining(["frame-ancestors 'self'", "base-uri 'none'", "form-action 'self'"]),
    )
  })

  it('asks for https only where the public address has it', () => {
    expect(pagePolicy({ nonce, development: false, secure: true })).toContain('upgrade-insecure-requests')
    expect(pagePolicy({ nonce, development: false, secure: false })).not.toContain(
      'upgrade-insecure-requests',
    )
  })

  it('is read back for scripts written by hand', () => {
    expect(nonceOf(pagePolicy({ nonce, development: true, secure: false }))).toBe(nonce)
    expect(nonceOf("script-src 'self'")).toBeUndefined()
    expect(nonceOf(null)).toBeUndefined()
  })
})
