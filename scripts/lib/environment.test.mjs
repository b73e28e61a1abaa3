import { expect, test } from 'vitest'
import { parseEnv } from '../../server/platform/env'
import { checkNode, readSettings } from './environment.mjs'

test.each([
  {},
  { PORT: '8080', HOST: '0.0.0.0', DATA_DIR: '/srv/data' },
  { PORT: '', HOST: '::' },
  { PORT: '0' },
  { PORT: 'http' },
  { PORT: '70000' },
  { HOST: 'a b' },
  { DATABASE_URL: 'postgres://h/x' },
  { DATABASE_URL: 'mysql://h/x' },
])('the check before the installation answers %o like the one after it', (source) => {
  const outcome = (read) => {
    try {
      const { port, host, dataDir, databaseUrl } = read(source)
      return { port, host, dataDir, databaseUrl }
    } catch (error) {
      return error.message
    }
  }
  expect(outcome(readSettings)).toEqual(outcome(parseEnv))
})

test('a Node.js that is too old is named with the one that is needed', () => {
  expect(() => checkNode('20.18.3')).toThrow('Node.js 20.19 or newer is needed; this is 20.18.3.')
  expect(() => checkNode('20.19.0')).not.toThrow()
  expect(() => checkNode('24.0.0')).not.toThrow()
})
