import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const guide = readFileSync(new URL('../docs/embedding.md', import.meta.url), 'utf8')
const api = readFileSync(new URL('./loader/api.ts', import.meta.url), 'utf8')
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text)

/** Members of a type, without what is said about them. */
const members = (text: string, type: RegExp) =>
  (type.exec(text)?.[1] ?? '')
    .replace(/\/\*\*.*?\*\//gs, '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

describe('the embedding guide', () => {
  it('declares exactly what the loader offers', () => {
    const [declared = ''] = blocks('ts')
    const told = members(declared, /interface Switchyard \{([\s\S]*?)\n\}/).map((line) =>
      line.replace('(detail: EventDetail) => void', 'Listener'),
    )
    expect(told).toEqual(members(api, /type SwitchyardApi = \{([\s\S]*?)\n\}/))
    const events = (text: string) =>
      /SwitchyardEvent =([\s\S]*?)\n(?:type|export)/.exec(text)?.[1]?.match(/'\w+'/g)
    expect(events(declared)).toEqual(events(api))
    for (const event of events(api) ?? []) expect(guide).toContain(`\`${event.slice(1, -1)}\``)
    expect(members(declared, /EventDetail = \{([\s\S]*?)\n\}/)).toEqual(
      members(api, /EventDetail = \{([\s\S]*?)\n\}/),
    )
  })

  it('signs a customer the way it says, without anything installed', async () => {
    const [example = ''] = blocks('js')
    const { signCustomer } = (await import(`data:text/javascript,${encodeURIComponent(example)}`)) as {
      signCustomer: (secret: string, key: string, customer: object) => string
    }
    const token = signCustomer('s'.repeat(43), 'shop', { id: 'c-1', name: '林伟' })
    const [header = '', claims = '', signature] = token.split('.')
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
    expect(read(header)).toEqual({ alg: 'HS256', typ: 'JWT' })
    expect(read(claims)).toMatchObject({ sub: 'c-1', name: '林伟', aud: 'shop' })
    expect(read(claims).exp - read(claims).iat).toBe(600)
    expect(signature).toBe(
      createHmac('sha256', 's'.repeat(43)).update(`${header}.${claims}`).digest('base64url'),
    )
  })
})
