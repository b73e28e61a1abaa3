import { beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { renewIndex } from '@/server/modules/knowledge'
import { articleInput } from '@/server/modules/knowledge/contract'
import { knowledgeRouter } from '@/server/modules/knowledge/router'
import { pool } from '@/server/platform/db/pool'
import { singleton } from '@/server/platform/singleton'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addUser, buildScenario } from '@/server/platform/testing/scenario'
import { createCaller } from '@/server/platform/trpc/base'
import { handlerFor } from './handle-request'

useTestDatabase()
singleton('help.script', () => 'help.test.js')

let key = ''
let other = ''
const ids: Record<string, string> = {}

async function makeChannel(settings: object, disabled = false): Promise<string> {
  const { channelId, channelKey } = await buildScenario([])
  await pool().query(
    'update channels set settings = $2, disabled_at = $3, allowed_origins = $4, name = $5 where id = $1',
    [channelId, settings, disabled ? new Date() : null, ['https://shop.example'], `<Shop> ${channelId}`],
  )
  return channelKey
}

beforeAll(async () => {
  const userId = await addUser('Sam')
  const principal: Principal = {
    ...{ userId, name: 'Sam', agentId: null, roles: ['supervisor'] },
    ...{ permissions: builtInRoles.supervisor.permissions, groupIds: [], scopeGroupIds: [] },
  }
  const editor = createCaller(knowledgeRouter)({ principal })
  const write = async (name: string, change: object, publish = true) => {
    const article = articleInput.parse({
      ...{
        topic: 'Orders / Returns',
        titles: { en: name, zh: '' },
        texts: { en: `About **${name}**`, zh: '' },
      },
      ...{ questions: [], keywords: [], validFrom: null, validUntil: null, ...change },
    })
    const { id } = await editor.createArticle(article)
    if (publish) await editor.changeArticles({ articles: [{ id, version: 1 }], act: { kind: 'publish' } })
    ids[name] = id
  }
  await write('Return policy', {})
  await write('Secret draft', {}, false)
  await write('Expired sale', { validUntil: '2020-01-01' })
  await write('Only Chinese', {
    titles: { en: '', zh: '发票怎么开' },
    texts: { en: '', zh: '在订单页申请。' },
  })
  await write('Bad <b>title</b>', { texts: { en: '<script>alert(1)</script>', zh: '' }, topic: '' })
  key = await makeChannel({ helpPage: true })
  other = await makeChannel({ helpPage: false })
  await renewIndex()
})

const ask = async (path: string, init: RequestInit = {}) => {
  const request = new Request(`http://switchyard.test/help/${path}`, init)
  const handler = handlerFor(request.method, new URL(request.url).pathname)
  if (!handler) throw new Error('Nobody answers this address.')
  return handler(request)
}
const textOf = async (path: string) => (await ask(path)).text()
const counts = async (name: string) => {
  const { rows } = await pool().query(
    'select helpful_count as yes, unhelpful_count as no from knowledge_articles where id = $1',
    [ids[name]],
  )
  return rows[0]
}

describe('the help page', () => {
  it('shows what is published, valid and in its language, and runs nothing that was written', async () => {
    const response = await ask(`${key}?lang=en`)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).toContain('Return policy')
    expect(html).toContain('<h2>Orders</h2>')
    for (const hidden of ['Secret draft', 'Expired sale', '发票', '<b>title', '<Shop>'])
      expect(html).not.toContain(hidden)
    const chinese = await textOf(`${key}?lang=zh`)
    expect(chinese).toContain('发票怎么开')
    expect(chinese).not.toContain('Return policy')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'")
    expect(policy).toContain("frame-ancestors 'self' https://shop.example")
    const article = await textOf(`${key}/${ids['Bad <b>title</b>']}?lang=en`)
    expect(article).toContain('&lt;script&gt;alert(1)')
    expect(article).not.toContain('<script>alert')
  })

  it('finds by words and with slips, as a whole page and as its part', async () => {
    const html = await textOf(`${key}?lang=en&q=retrun%20polcy`)
    expect(html).toContain(`/help/${key}/${ids['Return policy']}`)
    const part = await textOf(`${key}?lang=en&q=return&part=1`)
    expect(part).toContain('Return policy')
    expect(part).not.toContain('<html')
    expect(await textOf(`${key}?lang=en&q=draft%20secret`)).not.toContain('Secret draft')
    expect(await textOf(`${key}?lang=en&q=%22%3E%3Cimg%20src%3Dx%3E`)).not.toContain('<img')
  })

  it.each([
    ['a channel that is unknown', () => 'nobody'],
    ['a channel without the page', () => other],
    ['a disabled channel', () => makeChannel({ helpPage: true }, true)],
    ['a broken address', () => '%E0%A4%A'],
    ['a draft', () => `${key}/${ids['Secret draft']}?lang=en`],
    ['an article of the other language', () => `${key}/${ids['Only Chinese']}?lang=en`],
    ['no id', () => `${key}/etc`],
    ['what lies deeper', () => `${key}/${ids['Return policy']}/x`],
  ])('does not exist for %s', async (_what, path) => {
    const response = await ask(await path())
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('Secret')
  })

  it('counts whether an article helped, once asked by the page itself', async () => {
    const path = `${key}/${ids['Return policy']}?lang=en`
    const vote = (helpful: string, site: string | null, where = path) =>
      ask(where, {
        ...{ method: 'POST', body: new URLSearchParams({ helpful }), redirect: 'manual' },
        headers: site ? { 'sec-fetch-site': site } : {},
      })
    const taken = await vote('yes', 'same-origin')
    expect([taken.status, taken.headers.get('location')]).toEqual([
      303,
      `/help/${key}/${ids['Return policy']}?lang=en&thanks=1`,
    ])
    expect((await vote('no', null)).status).toBe(303)
    expect((await vote('yes', 'cross-site')).status).toBe(404)
    expect((await vote('perhaps', 'same-origin')).status).toBe(404)
    expect((await vote('yes', 'same-origin', `${key}/${ids['Secret draft']}?lang=en`)).status).toBe(404)
    expect(await counts('Return policy')).toEqual({ yes: 1, no: 1 })
    expect(await counts('Secret draft')).toEqual({ yes: 0, no: 0 })
  })

  it('refuses one address that searches without end, and nobody else', async () => {
    const from = (address: string) =>
      ask(`${key}?lang=en&q=return`, { headers: { 'x-forwarded-for': address } })
    const answers = await Promise.all(Array.from({ length: 130 }, () => from('203.0.113.9')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(120)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10)
    expect((await from('203.0.113.10')).status).toBe(200)
  })
})
