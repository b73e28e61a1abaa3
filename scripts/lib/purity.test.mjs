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

  it('whatever goes out to an address that somebody typed goes through platform/outbound', () => {
    const inPlatform = (name) => path.join('server', 'platform', name)
    // Each with what it may use, and why it is no way around.
    const ways = {
      [inPlatform('outbound.ts')]: ['node:http', 'node:https', 'node:dns', 'node:dns/promises', 'node:net'],
      [inPlatform('outbound-read.ts')]: ['node:http', 'node:https'],
      // To the address that outbound looked up.
      [inPlatform('mail.ts')]: ['nodemailer'],
      // With outbound as its fetch.
      [inPlatform('oidc.ts')]: ['openid-client'],
      // To the operator's own Redis.
      [inPlatform('bus.ts')]: ['ioredis'],
    }
    const clients =
      /^(node:)?(http|https|http2|tls|dgram|dns|dns\/promises)$|^(undici|axios|got|node-fetch|ws|nodemailer|ioredis|openid-client)$/
    // What only answers, or only looks at addresses.
    const harmless = /^(type .*|createServer|Server( as \w+)?|isIP|BlockList|AddressInfo)$/
    const found = []
    for (const file of server.filter((name) => !/[\\/]testing[\\/]/.test(name))) {
      const source = readFileSync(file, 'utf8')
      for (const [, what, from] of source.matchAll(/^import ([^;]*?) from '([^']+)'/gms)) {
        if (what.startsWith('type ')) continue
        const names = what
          .replace(/[{}]/g, '')
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean)
        const client = clients.test(from) || /^(node:)?net$/.test(from)
        if (client && !names.every((name) => harmless.test(name)) && !ways[file]?.includes(from))
          found.push(`${file}: ${from}`)
      }
      if (/import\(['"](?:node:)?(?:http|https|net|tls|undici)/.test(source)) found.push(`${file}: import()`)
      // Not a method of that name, and not the page's own script inside a text.
      if (/(?<![.\w`])fetch\(/.test(source) && !file.endsWith('docs-page.ts')) found.push(`${file}: fetch`)
      if (/createRemoteJWKSet|new (?:WebSocket|EventSource|XMLHttpRequest)\b/.test(source))
        found.push(`${file}: socket`)
    }
    expect(found).toEqual([])
    const oidc = readFileSync(inPlatform('oidc.ts'), 'utf8')
    expect(oidc).toContain('[client.customFetch]: fetchOut')
    expect(readFileSync(inPlatform('mail.ts'), 'utf8')).toContain('host: address')
  })

  it('no file but tests, schemas and generated ones is longer than 300 lines', () => {
    const all = [...server, ...sources('components'), ...sources('app'), ...sources('customer')].filter(
      (file) => !/testing|contract\.ts$/.test(file),
    )
    expect(all.filter((file) => readFileSync(file, 'utf8').split('\n').length > 300)).toEqual([])
  })
})
