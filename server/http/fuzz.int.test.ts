import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { allStreams } from '@/server/events/streams'
import { useTestDatabase } from '@/server/platform/testing/database'
import { complaintOf, type Seen } from './testing/fuzz/answers'
import { arbitraryOf } from './testing/fuzz/arbitrary-of'
import { asText, broken, DEEP, DEEP_OBJECT, LONG } from './testing/fuzz/broken'
import { buildTarget, callProcedure, postTo, send, type Target } from './testing/fuzz/targets'
import { useApiServer } from './testing/serve-api'
import { rootRouter } from './trpc/root'
import { type EndpointInput, endpointInputs } from './v1/app'

/**
 * Whatever comes in: no answer of 500, nothing of our inside in one, the field named that is refused. The same
 * inputs each time, made from each schema: some of its shape, twice as many with one place of it broken.
 */
useTestDatabase()

const RUNS = 4
const SEED = 7
const tally: Record<number, number> = {}
let target: Target

beforeAll(async () => {
  target = await buildTarget()
})
afterAll(() => {
  for (const stream of [...allStreams()]) stream.close()
})

function samplesOf(schema: z.ZodType | null | undefined): unknown[] {
  if (!schema) return [undefined]
  const valid = arbitraryOf(schema)
  return [
    ...fc.sample(valid, { numRuns: RUNS, seed: SEED }),
    ...fc.sample(broken(valid), { numRuns: RUNS * 2, seed: SEED }),
  ]
}

function complain(complaints: string[], seen: Seen, input: string): void {
  tally[seen.status] = (tally[seen.status] ?? 0) + 1
  const complaint = complaintOf(seen)
  if (complaint) complaints.push(`${complaint}: ${input.slice(0, 600)} ${seen.text.slice(0, 200)}`)
}

type Procedure = { _def: { type: string; inputs: z.ZodType[] } }
const procedures = Object.entries(rootRouter._def.procedures as unknown as Record<string, Procedure>)

describe('the calls of the console', () => {
  it.each(procedures.map(([path, { _def }]) => ({ path, ..._def })))(
    '$path',
    async ({ path, type, inputs }) => {
      const complaints: string[] = []
      for (const value of samplesOf(inputs[0])) {
        const text = asText(target.withIds(value))
        complain(complaints, await callProcedure(target, path, type, text), text)
      }
      expect(complaints).toEqual([])
    },
  )
})

/** As the one, or as the other where the one is not let in. */
async function asEither(tokens: [string, string], make: (token: string) => Request): Promise<Seen> {
  const seen = await send(target, make(tokens[0]))
  return seen.status === 401 || seen.status === 403 ? send(target, make(tokens[1])) : seen
}

const named = (input: EndpointInput) => ({ ...input, name: `${input.method} ${input.path}` })

/** A place of the path that is no id is a word. */
function pathOf(path: string, params: unknown): string {
  const given = (params ?? {}) as Record<string, unknown>
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given[name] ?? 'x')))
}

function queryOf(value: unknown): string {
  const query = new URLSearchParams()
  for (const [key, one] of Object.entries((value ?? {}) as Record<string, unknown>))
    for (const each of [one].flat())
      query.append(key, typeof each === 'object' ? JSON.stringify(each) : String(each))
  return query.size > 0 ? `?${query}` : ''
}

describe('the REST API', () => {
  it.each(endpointInputs().map(named))('$name', async ({ method, path, params, query, body }) => {
    const complaints: string[] = []
    const staff = await target.freshToken()
    const bodies = samplesOf(body)
    const queries = samplesOf(query)
    const paths = samplesOf(params)
    for (let n = 0; n < Math.max(bodies.length, queries.length, paths.length); n += 1) {
      const url =
        pathOf(path, target.withIds(paths[n % paths.length])) +
        queryOf(target.withIds(queries[n % queries.length]))
      const text = body ? asText(target.withIds(bodies[n % bodies.length])) : null
      const seen = await asEither([target.customer, staff], (token) => {
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
        return new Request(`http://test/api/v1${url}`, {
          method,
          headers,
          ...(text !== null && { body: text }),
        })
      })
      complain(complaints, seen, `${url} ${text}`)
    }
    expect(complaints).toEqual([])
  })
})

/** Bodies that no schema makes. */
const bodies: Record<string, [body: string | Uint8Array, headers?: Record<string, string>]> = {
  'no UTF-8': [new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
  'UTF-16': [new Uint8Array(Buffer.from('{"text":"hello"}', 'utf16le'))],
  'a byte order mark': ['\uFEFF{}'],
  'compressed, and not said so': [new Uint8Array(gzipSync('{"text":"hello"}'))],
  'compressed, and said so': [new Uint8Array(gzipSync('{}')), { 'content-encoding': 'gzip' }],
  'ten thousand levels': [DEEP],
  'ten thousand objects': [DEEP_OBJECT],
  'deep where a text should be': [`{"text":${DEEP},"email":${DEEP},"json":${DEEP_OBJECT}}`],
  'a million characters': [`{"text":"${LONG}","email":"${LONG}"}`],
  'a million characters in a name': [`{"${LONG}":1}`],
  'one hundred thousand elements': [`{"ids":[${'1,'.repeat(100_000)}1]}`],
  'names of every object': ['{"__proto__":{"kind":"note"},"constructor":1,"toString":null,"text":"x"}'],
  'a name twice': ['{"text":1,"text":2}'],
  null: ['null'],
  'a list': ['[]'],
  'a text': ['"x"'],
  'a number': ['1e999'],
  'half of it': ['{"text":"a'],
  nothing: [''],
  'a form': ['text=a&text=b', { 'content-type': 'application/x-www-form-urlencoded' }],
  'parts without a boundary': ['--x', { 'content-type': 'multipart/form-data' }],
  'parts that do not end': [
    '--x\r\ncontent-disposition: form-data; name="file"',
    { 'content-type': 'multipart/form-data; boundary=x' },
  ],
  'plain text': ['{}', { 'content-type': 'text/plain' }],
  bytes: [new Uint8Array([0, 1, 2]), { 'content-type': 'application/octet-stream' }],
  'a type that is none': ['{}', { 'content-type': '\u00e9;;' }],
}

const conversation = () => `/api/v1/conversations/${target.conversationId}`
const receivers: Record<string, () => [method: string, path: string]> = {
  'a send ahead of the router': () => ['POST', `${conversation()}/messages`],
  'an opening': () => ['POST', '/api/v1/conversations'],
  'a session': () => ['POST', '/api/v1/customers/sessions'],
  typing: () => ['POST', `${conversation()}/typing`],
  'a file': () => ['POST', '/api/v1/attachments'],
  'a report of a call': () => ['POST', '/api/v1/calls/reports'],
  'a message of an IM': () => ['POST', `/api/v1/im/${target.principal.userId}/messages`],
  'an open call': () => ['POST', '/api/trpc/accounts.forgotPassword'],
  'a call': () => ['POST', '/api/trpc/knowledge.tryQuestion'],
  'calls together': () => ['POST', '/api/trpc/accounts.forgotPassword,accounts.findLink?batch=1'],
  'a picture': () => ['PUT', `/api/pictures/${target.principal.userId}`],
  'a configuration': () => ['POST', '/api/v1/admin/configuration/compare'],
  'a vote': () => ['POST', `/help/${target.channelKey}/${target.conversationId}`],
}

describe('a body of', () => {
  const server = useApiServer()

  it.each(Object.entries(bodies))(
    '%s is refused or taken by each that reads one',
    async (_, [body, headers]) => {
      const complaints: string[] = []
      const staff = await target.freshToken()
      for (const [name, receiver] of Object.entries(receivers)) {
        const [method, path] = receiver()
        for (const token of [staff, target.customer]) {
          const all = { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers }
          complain(complaints, await postTo(server.base() + path, { method, body, headers: all }), name)
        }
      }
      expect(complaints).toEqual([])
      expect((await fetch(`${server.base()}/health/live`)).status).toBe(200)
    },
  )

  it('any length is let go of at the limit, before it is looked at', async () => {
    let sent = 0
    const chunk = new Uint8Array(256 * 1024).fill(0x20)
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += chunk.byteLength
          controller.enqueue(chunk)
        },
      })
    for (const [name, receiver] of Object.entries(receivers)) {
      sent = 0
      const [method, path] = receiver()
      const init = {
        method,
        body: endless(),
        duplex: 'half',
        headers: { authorization: `Bearer ${target.customer}` },
      }
      const seen = await send(target, new Request(`http://test${path}`, init as RequestInit))
      expect([name, seen.status]).toEqual([name, expect.toSatisfy((status) => status >= 400 && status < 500)])
      expect(sent, name).toBeLessThan(26 * 1024 * 1024)
    }
  })
})

describe('an address', () => {
  const odd = [
    "'",
    '"',
    '%00',
    '%ff',
    '%',
    '%2e%2e%2f',
    '..%5c',
    '%ED%A0%80',
    '😀',
    '__proto__',
    '%0d%0aset-cookie:x=1',
    '\\',
    '//',
    'a'.repeat(5_000),
  ]
  const places = [
    '/api/v1/',
    '/api/v1/conversations/',
    '/api/v1/attachments/',
    '/api/trpc/',
    '/api/trpc/accounts.',
    '/api/sso/',
    '/api/pictures/',
    '/api/knowledge/pictures/',
    '/api/logo/',
    '/calendar/',
    '/c/',
    '/help/',
    '/chat-assets/',
    '/health/',
  ]

  it.each(places)('below %s may be anything', async (place) => {
    const complaints: string[] = []
    for (const one of odd)
      for (const after of [
        '',
        `/${one}`,
        `?q=${one}&q=${one}&input=${one}&token=${one}&after=${one}&until=${one}&sign=${one}&next=${one}&lang=${one}`,
        '?batch=1&input=x',
      ])
        complain(
          complaints,
          await send(target, new Request(`http://test${place}${one}${after}`)),
          one + after,
        )
    expect(complaints).toEqual([])
  })

  it('and what comes with it: origin, cookies, tokens and cursors that are none', async () => {
    const complaints: string[] = []
    const values = [
      'null',
      'Bearer',
      'Bearer swc_',
      'Bearer swy_pat_',
      'Bearer swy_key_',
      'swc_.a.b',
      'Bearer swc_eyJhbGciOiJub25lIn0.e30.',
      '%00',
      'next-auth.session-token=%00',
      `Bearer ${'a'.repeat(5_000)}`,
      '\u00ff',
      '1e999',
      '-1',
      '99999999999999999999',
    ]
    const paths = [
      '/api/v1/agent/status',
      `${conversation()}/events`,
      '/api/v1/agent/events',
      '/api/trpc/accounts.me',
      '/api/sso/callback?code=a&state=b',
    ]
    for (const name of [
      'authorization',
      'cookie',
      'origin',
      'last-event-id',
      'sec-fetch-site',
      'accept-language',
      'if-none-match',
      'range',
      'x-forwarded-for',
    ])
      for (const value of values)
        for (const path of paths)
          for (const method of ['GET', 'POST'])
            complain(
              complaints,
              await send(target, new Request(`http://test${path}`, { method, headers: { [name]: value } })),
              `${method} ${path} ${name}: ${value}`,
            )
    expect(complaints).toEqual([])
  })
})
