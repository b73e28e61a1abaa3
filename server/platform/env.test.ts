import path from 'node:path'
import { expect, test } from 'vitest'
import { EnvError, parseEnv } from './env'

test('an empty environment is enough and stays on this machine', () => {
  expect(parseEnv({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    dataDir: path.resolve('data'),
    databaseUrl: undefined,
    demo: true,
    development: false,
  })
})

test('an empty value counts as not set', () => {
  expect(parseEnv({ PORT: '', DATABASE_URL: '', DEMO: '' })).toMatchObject({ port: 3000, demo: true })
})

test.each([
  ['PORT', 'eighty'],
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['HOST', 'http://example.com'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['DATABASE_URL', 'not an address'],
  ['REDIS_URL', 'localhost:6379'],
  ['PUBLIC_URL', 'chat.example.com'],
  ['LOG_LEVEL', 'loud'],
  ['DEMO', 'yes'],
  ['AUTH_SECRET', 'short'],
  ['TOKEN_SECRET', 'short'],
])('an error about %s="%s" names the variable and says what is accepted', (name, value) => {
  expect(() => parseEnv({ [name]: value })).toThrow(EnvError)
  expect(() => parseEnv({ [name]: value })).toThrow(new RegExp(`^${name} .*not accepted: give `))
})

test('all wrong variables are named at once', () => {
  expect(() => parseEnv({ PORT: 'x', DEMO: 'x' })).toThrow(/PORT[\s\S]*DEMO/)
})

test('an error never repeats a secret or a password', () => {
  let message = ''
  try {
    parseEnv({ DATABASE_URL: 'mysql://u:hunter2@h/x', AUTH_SECRET: 'hunter2' })
  } catch (error) {
    message = (error as Error).message
  }
  expect(message).toContain('DATABASE_URL')
  expect(message).not.toContain('hunter2')
})
