import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatRecoveryCode, readRecoveryCode, readTotpCode, recoveryBytes } from './recovery-codes'

it('reads every code it makes, however it is typed, and never takes one for six digits', () => {
  const bytes = fc.uint8Array({ minLength: recoveryBytes, maxLength: recoveryBytes })
  fc.assert(
    fc.property(bytes, (random) => {
      const code = formatRecoveryCode(random)
      expect(code).toMatch(/^[a-z1-9]{5}-[a-z1-9]{5}$/)
      expect(readRecoveryCode(` ${code.toUpperCase().replace('-', ' ')}`)).toBe(code)
      expect(readTotpCode(code)).toBeNull()
    }),
  )
})

it.each([
  ['123456', '123456'],
  ['123 456', '123456'],
  ['12345', null],
  ['1234567', null],
  ['12345a', null],
  ['１２３４５６', null],
] as const)('reads %s as %s', (typed, code) => {
  expect(readTotpCode(typed)).toBe(code)
  expect(readRecoveryCode(typed)).toBeNull()
})
