import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.|\.d\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('generated'))
}

const offenders = (files, pattern) => files.filter((file) => pattern.test(readFileSync(file, 'utf8')))

describe('what imports cannot show', () => {
  const server = sources('server')

  it('rules take clock and chance as arguments', () => {
    const domain = server.filter((file) => /modules\/[^/]+\/domain\//.test(file))
    expect(domain.length).toBeGreaterThan(20)
    expect(offenders(domain, /\bDate\.now\(|new Date\(\)|Math\.random\(/)).toEqual([])
  })

  it('only env.ts reads the environment', () => {
    const others = [...server, ...sources('components'), ...sources('app')].filter(
      (file) => file !== path.join('server', 'platform', 'env.ts'),
    )
    expect(offenders(others, /process\.env\b/)).toEqual([])
  })

  it('no file but tests, schemas and generated ones is longer than 300 lines', () => {
    const all = [...server, ...sources('components'), ...sources('app'), ...sources('customer')].filter(
      (file) => !/testing|contract\.ts$/.test(file),
    )
    expect(all.filter((file) => readFileSync(file, 'utf8').split('\n').length > 300)).toEqual([])
  })
})
