import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import en from './messages/en.json'
import zh from './messages/zh.json'
import { flatten, placeholders, readUses } from './read-uses'

const root = path.resolve(import.meta.dirname, '../..')
const sources = ['app', 'components'].flatMap((folder) => listSources(path.join(root, folder)))
const uses = sources.map((file) => ({
  file: path.relative(root, file),
  ...readUses(readFileSync(file, 'utf8')),
}))
const english = flatten(en)
const chinese = flatten(zh)

function listSources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
}

describe('messages', () => {
  it('have the same keys in every language', () => {
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort())
  })

  it('have the same placeholders in every language', () => {
    const differing = Object.keys(english).filter(
      (key) => String(placeholders(english[key] ?? '')) !== String(placeholders(chinese[key] ?? '')),
    )
    expect(differing).toEqual([])
  })

  it('are never empty', () => {
    const all = [...Object.entries(english), ...Object.entries(chinese)]
    expect(all.filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
  })

  it('exist for every key that the source asks for', () => {
    const missing = uses.flatMap(({ file, keys, prefixes }) => [
      ...keys.filter((key) => !(key in english)).map((key) => `${file}: ${key}`),
      ...prefixes
        .filter((prefix) => !Object.keys(english).some((key) => key.startsWith(prefix)))
        .map((prefix) => `${file}: ${prefix}*`),
    ])
    expect(missing).toEqual([])
  })

  it('are all used', () => {
    const keys = new Set(uses.flatMap((use) => use.keys))
    const prefixes = uses.flatMap((use) => use.prefixes)
    const unused = Object.keys(english).filter(
      (key) => !keys.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
    )
    expect(unused).toEqual([])
  })

  it('are asked for by keys that this test can read', () => {
    expect(uses.flatMap(({ file, unreadable }) => unreadable.map((text) => `${file}: ${text}`))).toEqual([])
  })
})
