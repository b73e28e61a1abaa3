import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadSecrets } from './secrets'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'secrets-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

test('secrets are made once, differ from each other, and stay the same', () => {
  const made = loadSecrets(dataDir)
  expect(made.authSecret).not.toBe(made.tokenSecret)
  expect(made.authSecret.length).toBeGreaterThanOrEqual(32)
  expect(loadSecrets(dataDir)).toEqual(made)
})

test('only the owner may read them, and nothing else is left behind', () => {
  loadSecrets(dataDir)
  expect(statSync(path.join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(readdirSync(dataDir)).toEqual(['secrets.json'])
})

test('a damaged file is an error, never a reason for new secrets', () => {
  const file = path.join(dataDir, 'secrets.json')
  writeFileSync(file, '{"authSecret": "cut o')
  expect(() => loadSecrets(dataDir)).toThrow(`${file} is damaged`)
})
