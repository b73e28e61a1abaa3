import { request } from 'node:http'
import NextAuth from 'next-auth'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { hashPassword } from '@/server/modules/accounts'
import { ensureBuiltInRoles } from '@/server/modules/accounts/store/organization'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { inTransaction } from '@/server/platform/db/prisma'
import { env } from '@/server/platform/env'
import { newId } from '@/server/platform/ids'
import { forgetCounts } from '@/server/platform/limits'
import { log } from '@/server/platform/log'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { authOptions } from './auth-options'
import { limits } from './limits'
import { useApiServer } from './testing/serve-api'

/**
 * Holes that were published of others in recent years, each tried here; SECURITY.md says where the classes are tried
 * that have a place of their own.
 */
vi.stubEnv('AUTH_SECRET', 'a'.repeat(40))
vi.stubEnv('TOKEN_SECRET', 'b'.repeat(40))
useTestDatabase()
const server = useApiServer()

const password = 'correct horse battery'
let scenario: Scenario
let root = ''

beforeAll(async () => {
  scenario = await buildScenario([{ name: 'Mei', capacity: 100 }])
  await inTransaction(ensureBuiltInRoles)
  root = newId()
  await pool().query(
    `insert into users(id, email, name, password_hash) values ($1, 'root@x.test', 'Root', $2)`,
    [root, await hashPassword(password)],
  )
  await pool().query(
    `insert into user_roles(user_id, role_id) select $1, id from roles where key = 'administrator'`,
    [root],
  )
})
afterEach(() => {
  vi.restoreAllMocks()
  forgetCounts()
})

type Jar = Record<string, string>
type Said = { cookies: string[]; location: string; body: { csrfToken?: string; url?: string } }

/** next-auth as the browser meets it, without the pages around it. */
async function auth(path: string, jar: Jar, body?: object): Promise<Said> {
  const headers: Record<string, string | string[]> = {}
  const said: Said = { cookies: [], location: '', body: {} }
  const keep = (json: Said['body'] | undefined) => {
    said.body = json ?? {}
  }
  const response = {
    getHeader: (name: string) => headers[name],
    setHeader: (name: string, value: string | string[]) => {
      headers[name] = value
    },
    status: () => response,
    json: keep,
    send: keep,
    end: () => {},
  }
  await NextAuth(
    {
      ...{ query: { nextauth: path.split('/') }, cookies: jar, method: body ? 'POST' : 'GET' },
      headers: { host: 'console.test' },
      ...(body && { body: { json: 'true', callbackUrl: '/', csrfToken: jar.csrf, ...body } }),
    } as never,
    response as never,
    authOptions(),
  )
  said.cookies = [headers['Set-Cookie'] ?? []].flat()
  said.location = String(headers.Location ?? '')
  for (const cookie of said.cookies) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (value === '') delete jar[name]
    else jar[name] = decodeURIComponent(value)
  }
  if (said.body.csrfToken) jar.csrf = said.body.csrfToken
  return said
}

async function signedIn(
  before: Jar = {},
  more: Record<string, string> = {},
): Promise<{ jar: Jar; said: Said }> {
  const jar = { ...before }
  await auth('csrf', jar)
  const said = await auth('callback/credentials', jar, { email: 'root@x.test', password, ...more })
  return { jar, said }
}

const plainName = 'switchyard.session'
const ownName = '__Host-switchyard.session'
const cookieOf = (jar: Jar, name = plainName) => `${name}=${jar[name]}`
const me = async (cookie: string) => {
  const answer = await fetch(`${server.base()}/api/trpc/accounts.me`, { headers: { cookie } })
  return (await answer.json()).result?.data?.userId ?? answer.status
}
const ask = (path: string, cookie: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.base()}${path}`, {
    headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })

describe('a session', () => {
  it('is a cookie that scripts, other sites and neighbouring hosts cannot touch', async () => {
    const { said } = await signedIn()
    const set = said.cookies.find((cookie) => cookie.startsWith(`${plainName}=`)) ?? ''
    expect(set.split('; ').slice(1)).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Lax']))
    expect(set).not.toContain('Secure')
    vi.spyOn(env(), 'publicUrl', 'get').mockReturnValue('https://chat.example.org')
    const { said: secure } = await signedIn()
    const host = secure.cookies.find((cookie) => cookie.startsWith(`${ownName}=`)) ?? ''
    expect(host.split('; ').slice(1)).toEqual(
      expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']),
    )
    expect(host).not.toContain('Domain')
    expect(secure.cookies.some((cookie) => cookie.startsWith(`${plainName}=`))).toBe(false)
  })

  it('counts with https only under the name that a neighbouring host cannot set', async () => {
    const { jar } = await signedIn()
    expect(await me(cookieOf(jar))).toBe(root)
    vi.spyOn(env(), 'publicUrl', 'get').mockReturnValue('https://chat.example.org')
    expect(await me(cookieOf(jar))).toBe(401)
    expect(await me(`${ownName}=${jar[plainName]}`)).toBe(root)
    expect(await me(`${cookieOf(jar)}; ${ownName}=forged`)).toBe(401)
  })

  it('is a new one after each sign-in, whatever the browser brought along', async () => {
    const first = await signedIn()
    const second = await signedIn(first.jar)
    expect(second.jar[plainName]).not.toBe(first.jar[plainName])
    await auth('signout', second.jar, {})
    expect(second.jar[plainName]).toBeUndefined()
    expect(await me(cookieOf(first.jar))).toBe(root)
  })

  it('ends with signing out also where it was copied to, and no other with it', async () => {
    const [mine, other] = [await signedIn(), await signedIn()]
    const copy = cookieOf(mine.jar)
    // Written anew while it was in use, as next-auth does.
    await auth('session', mine.jar)
    const renewed = cookieOf(mine.jar)
    expect([await me(copy), await me(renewed)]).toEqual([root, root])
    await auth('csrf', mine.jar)
    await auth('signout', mine.jar, {})
    expect([await me(copy), await me(renewed)]).toEqual([401, 401])
    expect(await me(cookieOf(other.jar))).toBe(root)
  })

  it('of many that end at once each ends, and one too many ends all', async () => {
    const jars = []
    for (let n = 0; n < 6; n += 1) jars.push((await signedIn()).jar)
    const last = jars.pop() as Jar
    const copies = jars.map((jar) => cookieOf(jar))
    await Promise.all(jars.map((jar) => auth('signout', jar, {})))
    expect(await Promise.all(copies.map(me))).toEqual(copies.map(() => 401))
    expect(await me(cookieOf(last))).toBe(root)
    await pool().query(
      `update users set ended_sessions = (select jsonb_object_agg('s' || n, 4000000000) from generate_series(1, 200) n)
       where id = $1`,
      [root],
    )
    const { jar } = await signedIn()
    await auth('signout', jar, {})
    expect(await me(cookieOf(last))).toBe(401)
    const { rows } = await pool().query('select ended_sessions from users where id = $1', [root])
    expect(rows[0].ended_sessions).toEqual({})
  })

  it('begins and ends only with the word that our own page was given', async () => {
    const stranger = await auth('callback/credentials', {}, { email: 'root@x.test', password })
    expect(stranger.cookies.filter((cookie) => cookie.startsWith(plainName))).toEqual([])
    const { jar } = await signedIn()
    await auth('signout', { [plainName]: jar[plainName] ?? '' }, { csrfToken: 'guessed' })
    expect(await me(cookieOf(jar))).toBe(root)
  })

  it('leads to no other site when it begins', async () => {
    for (const callbackUrl of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
    ]) {
      const { said } = await signedIn({}, { callbackUrl })
      const url = new URL(said.body.url || said.location, 'http://localhost:3000')
      expect(url.origin).toBe('http://localhost:3000')
    }
  })
})

describe('a request from another site', () => {
  it.each([
    ['cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['of a neighbouring host', { 'sec-fetch-site': 'same-site' }],
    ['by its origin', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['of a sandboxed page', { 'sec-fetch-site': '', origin: 'null' }],
    ['by an origin that is none', { 'sec-fetch-site': '', origin: 'nonsense' }],
  ])('%s changes nothing with a cookie', async (_, given) => {
    const { jar } = await signedIn()
    const headers: Record<string, string> = {
      cookie: cookieOf(jar),
      'content-type': 'application/json',
      ...given,
    }
    if (headers['sec-fetch-site'] === '') delete headers['sec-fetch-site']
    const post = (path: string) =>
      fetch(`${server.base()}${path}`, { method: 'POST', headers, body: JSON.stringify({ name: 'x' }) })
    expect((await post('/api/trpc/accounts.createToken')).status).toBe(401)
    const rest = await post('/api/v1/agent/views')
    expect([rest.status, (await rest.json()).code]).toEqual([403, 'origin_refused'])
    const { rows } = await pool().query('select 1 from access_tokens where user_id = $1', [root])
    expect(rows).toEqual([])
  })

  it('cannot read what a cookie opens', async () => {
    const { jar } = await signedIn()
    const answer = await fetch(`${server.base()}/api/v1/agent/views`, {
      headers: { cookie: cookieOf(jar), origin: 'https://evil.example' },
    })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })
})

/** As it stands: no client in between that tidies the path. */
const raw = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; body: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const { hostname, port } = new URL(server.base())
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({
          ...{ status: answer.statusCode ?? 0, headers: answer.headers },
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })

describe('a path that climbs', () => {
  const up = [
    '../../package.json',
    '..%2f..%2fpackage.json',
    '..%5c..%5cpackage.json',
    '%2e%2e/%2e%2e/package.json',
  ]
  const places = ['/api/logo/', '/api/v1/attachments/', '/api/pictures/', '/calendar/', '/help/', '/c/']

  it.each(places)('below %s reaches no file', async (place) => {
    const { jar } = await signedIn()
    for (const path of up) {
      const answer = await raw(place + path, { cookie: cookieOf(jar) })
      expect([400, 401, 404]).toContain(answer.status)
      expect(answer.body).not.toContain('"switchyard"')
    }
  })

  it('as the name of an upload stays a name', async () => {
    const { token } = await server.visitor(scenario)
    for (const name of ['../../../../etc/cron.d/x.txt', '..\\..\\x.txt', '/etc/passwd', 'a\u0000b.txt']) {
      const form = new FormData()
      form.set('file', new Blob(['words']), name)
      const headers = { authorization: `Bearer ${token}` }
      const answer = await fetch(`${server.base()}/api/v1/attachments`, {
        method: 'POST',
        headers,
        body: form,
      })
      if (answer.status !== 201) continue
      const file = (await answer.json()) as { id: string; name: string }
      expect(file.id).toMatch(/^[0-9a-f-]{36}$/)
      const back = await fetch(`${server.base()}/api/v1/attachments/${file.id}`, { headers })
      const disposition = back.headers.get('content-disposition') ?? ''
      expect(disposition).toMatch(/^attachment; filename\*=UTF-8''/)
      expect(disposition.split("''")[1]).not.toMatch(/[/\\]/)
      expect(await back.text()).toBe('words')
    }
  })
})

describe('what is asked for by words', () => {
  const words = [
    "' or 1=1 --",
    '"; drop table users; --',
    '%',
    '_',
    '\\',
    "\\'",
    '$1',
    '(((',
    '*',
    '[[:<:]]',
    '&|!:*',
    '。',
  ]

  it('is searched for and never run, and a percent sign is a percent sign', async () => {
    const { jar } = await signedIn()
    const marked = newId()
    await pool().query(
      `insert into skill_groups(id, name, updated_at) values ($1, '50% o_f', now()), (gen_random_uuid(), '50 off', now())`,
      [marked],
    )
    const list = async (path: string, search: string) => {
      const input = encodeURIComponent(JSON.stringify({ search, page: 1, pageSize: 50 }))
      const answer = await ask(`/api/trpc/${path}?input=${input}`, cookieOf(jar))
      expect([path, search, answer.status]).toEqual([path, search, 200])
      return (await answer.json()).result.data.rows as { id: string }[]
    }
    for (const search of ['0%', '%', 'o_f'])
      expect((await list('workforce.listGroups', search)).map(({ id }) => id)).toEqual([marked])
    for (const search of words) {
      for (const path of ['workforce.listGroups', 'customers.list']) await list(path, search)
      const found = await ask(`/api/v1/agent/search?q=${encodeURIComponent(search)}`, cookieOf(jar))
      expect([search, found.status]).toEqual([search, 200])
    }
  })

  it('is sorted only by columns that are named', async () => {
    const { jar } = await signedIn()
    for (const path of ['customers.list', 'workforce.listGroups', 'accounts.listAudit']) {
      for (const sort of ['name; drop table users', '(select 1)', 'passwordHash', '__proto__', '1']) {
        const input = encodeURIComponent(
          JSON.stringify({ page: 1, pageSize: 10, sort, direction: 'asc; --' }),
        )
        const answer = await ask(`/api/trpc/${path}?input=${input}`, cookieOf(jar))
        expect([path, sort, answer.status]).toEqual([path, sort, 400])
      }
    }
  })
})

describe('a flood', () => {
  // However long the machine takes, it is one window.
  beforeEach(() => {
    const at = new Date()
    setClock(() => at)
  })
  afterEach(() => setClock(undefined))
  const from = (address: string) => ({ 'x-forwarded-for': address })
  const trustProxy = () => vi.spyOn(env(), 'trustedProxies', 'get').mockReturnValue(['127.0.0.1'])
  const statuses = async (times: number, act: () => Promise<Response>) => {
    const seen: Response[] = []
    for (let n = 0; n < times; n += 1) seen.push(await act())
    return seen
  }
  const counted = (answers: Response[], status: number) =>
    answers.filter((one) => one.status === status).length
  const post = (path: string, body: unknown, headers: Record<string, string>) =>
    fetch(`${server.base()}/api/v1${path}`, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json', ...headers },
    })

  it('of messages of one customer is refused kindly, kept out of the log, and stops nobody else', async () => {
    const [one, two] = [await server.opened(scenario), await server.opened(scenario)]
    trustProxy()
    const send = (who: { id: string; token: string }) => () =>
      post(
        `/conversations/${who.id}/messages`,
        { clientMessageId: newId(), text: 'x' },
        { authorization: `Bearer ${who.token}`, ...from('198.51.100.7') },
      )
    const answers = await statuses(limits.messages.points + 5, send(one))
    expect([counted(answers, 201), counted(answers, 429)]).toEqual([limits.messages.points, 5])
    const refused = answers.at(-1)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused?.headers.get('content-type')).toBe('application/problem+json')
    expect(await refused?.json()).toMatchObject({ code: 'too_many_requests', status: 429 })
    expect((await send(two)()).status).toBe(201)
    const { rows } = await pool().query(
      'select count(*)::int as n from messages where conversation_id = $1',
      [one.id],
    )
    expect(rows[0].n).toBeLessThanOrEqual(limits.messages.points + 2)
  })

  it('of new sessions is the address’s behind the proxy, and no header gets around it', async () => {
    trustProxy()
    const open = (address: string) => post('/customers/sessions', { channelKey: 'nobody' }, from(address))
    let n = 0
    const lying = () => {
      n += 1
      return open(`203.0.113.${n % 250}, 198.51.100.8`)
    }
    expect(counted(await statuses(limits.sessions.points + 3, lying), 429)).toBe(3)
    expect((await open('198.51.100.9')).status).toBe(404)
    expect((await open('198.51.100.8')).status).toBe(429)
  })

  it('without a trusted proxy goes by the socket, whatever the header says', async () => {
    const open = () =>
      post(
        '/customers/sessions',
        { channelKey: 'nobody' },
        { ...from('127.0.0.1'), 'x-switchyard-address': '1.2.3.4' },
      )
    expect(counted(await statuses(limits.sessions.points + 3, open), 429)).toBe(0)
  })

  it('of searches is refused with the time to wait', async () => {
    const { jar } = await signedIn()
    trustProxy()
    const input = encodeURIComponent(JSON.stringify({ search: 'x', page: 1, pageSize: 10 }))
    const search = () =>
      ask(`/api/trpc/customers.list?input=${input}`, cookieOf(jar), undefined, from('198.51.100.10'))
    const answers = await statuses(limits.searches.points + 2, search)
    expect(counted(answers, 429)).toBe(2)
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
    const rest = await ask('/api/v1/agent/search?q=x', cookieOf(jar), undefined, from('198.51.100.10'))
    expect(rest.status).toBe(429)
    const plain = await ask('/api/v1/agent/search', cookieOf(jar), undefined, from('198.51.100.10'))
    expect(plain.status).toBe(200)
  })

  it('of forged reports ends before the database is asked, and costs the right ones of others nothing', async () => {
    trustProxy()
    const forged = (address: string) => () =>
      post('/calls/reports', { id: 'x' }, { 'switchyard-signature': 't=1,v1=00', ...from(address) })
    const answers = await statuses(limits.forged.points + 4, forged('198.51.100.11'))
    expect([counted(answers, 401), counted(answers, 429)]).toEqual([limits.forged.points, 4])
    const im = () =>
      post(`/im/${scenario.channelId}/messages`, {}, { nonce: 'n', sign: 's', ...from('198.51.100.11') })
    expect((await im()).status).toBe(429)
    expect((await forged('198.51.100.12')()).status).toBe(401)
  })
})

describe('the log', () => {
  it('at its most talkative holds no password, token, cookie, secret or word of a customer', async () => {
    const lines: string[] = []
    const logger = log() as unknown as Record<symbol, { write: (line: string) => void }> & { level: string }
    const stream = logger[pino.symbols.streamSym as unknown as symbol]
    const before = logger.level
    logger.level = 'trace'
    if (stream) vi.spyOn(stream, 'write').mockImplementation((line) => void lines.push(line))
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
      vi.spyOn(console, method).mockImplementation((...said) => void lines.push(said.map(String).join(' ')))

    const wrong = 'wrong but secret 4711'
    await signedIn({}, { password: wrong })
    const { jar } = await signedIn()
    const cookie = cookieOf(jar)
    const made = async (path: string, body: unknown) => (await ask(path, cookie, body)).json()
    const token = (await made('/api/trpc/accounts.createToken', { name: 'log' })).result.data.token
    const hook = (
      await made('/api/trpc/integrations.createWebhook', {
        ...{
          name: 'Log',
          url: 'https://hooks.example.org/x',

          enabled: true,
        },
      })
    ).result?.data
    const newPassword = 'a wholly new secret 0815'
    await made('/api/trpc/accounts.changePassword', { currentPassword: wrong, newPassword })
    await made('/api/trpc/accounts.changePassword', { currentPassword: password, newPassword })
    await fetch(`${server.base()}/api/v1/agent/views`, { headers: { authorization: `Bearer ${token}x` } })
    const words = 'my secret is a canary 1234'
    const customer = await server.opened(scenario, words)
    const broken = vi
      .spyOn(pool(), 'query')
      .mockImplementation(() => Promise.reject(new Error('gone')) as never)
    await fetch(`${server.base()}/api/v1/conversations/${customer.id}/events?token=${customer.token}`)
    await fetch(`${server.base()}/api/v1/agent/views`, { headers: { cookie } })
    broken.mockRestore()
    log().error(
      { err: new Error('marker'), token, headers: { authorization: `Bearer ${token}`, cookie } },
      'marker',
    )

    const said = lines.join('\n')
    expect(said).toContain('marker')
    expect(said).toContain('request failed')
    const secret = (hook as { secret?: string } | undefined)?.secret
    expect(secret).toBeTruthy()
    for (const hidden of [password, wrong, newPassword, token, secret, jar[plainName], customer.token, words])
      expect(said).not.toContain(hidden)
    logger.level = before
    await pool().query(
      'update users set password_hash = $2, session_version = session_version + 1 where id = $1',
      [root, await hashPassword(password)],
    )
  })
})

afterAll(() => vi.unstubAllEnvs())
