import { expect, it, vi } from 'vitest'
import { keyedHash, seal, unseal } from './seal'

vi.stubEnv('AUTH_SECRET', 'a'.repeat(40))
vi.stubEnv('TOKEN_SECRET', 'b'.repeat(40))

it('opens what it sealed, and nothing that was moved or touched', () => {
  const sealed = seal('totp', 'mei', 'JBSWY3DP')
  expect(sealed.includes('JBSWY3DP')).toBe(false)
  expect(unseal('totp', 'mei', sealed)).toBe('JBSWY3DP')
  expect(unseal('totp', 'bo', sealed)).toBeNull()
  expect(unseal('other', 'mei', sealed)).toBeNull()
  const touched = Buffer.from(sealed)
  touched.writeUInt8(touched.readUInt8(touched.length - 1) ^ 1, touched.length - 1)
  expect(unseal('totp', 'mei', touched)).toBeNull()
  expect(unseal('totp', 'mei', Buffer.alloc(3))).toBeNull()
})

it('never seals the same text the same way, and hashes it always the same way', () => {
  expect(seal('totp', 'mei', 'x').equals(seal('totp', 'mei', 'x'))).toBe(false)
  expect(keyedHash('a', 'x').equals(keyedHash('a', 'x'))).toBe(true)
  expect(keyedHash('a', 'x').equals(keyedHash('b', 'x'))).toBe(false)
})
