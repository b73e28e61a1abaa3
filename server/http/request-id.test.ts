import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestIdOf } from './request-id'
import { pageRoute, routeOf } from './routes'

const idFor = (headers: Record<string, string>) => requestIdOf((name) => headers[name])

describe('the id of a request', () => {
  it('is the one it came with, or that of its trace', () => {
    expect(idFor({ 'x-request-id': 'abc-12345' })).toBe('abc-12345')
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    expect(idFor({ traceparent })).toBe('4bf92f3577b34da6a3ce929d0e0e4736')
    expect(idFor({ 'x-request-id': 'abc-12345', traceparent })).toBe('abc-12345')
  })

  it('is our own where what came is none, and never the same twice', () => {
    const broken = [
      '',
      'short',
      'a b c d e f g h',
      'x'.repeat(65),
      '{"level":60}x',
      '../../etc/passwd',
      'ü'.repeat(9),
    ]
    const ids = broken.map((value) => idFor({ 'x-request-id': value }))
    expect(ids.some((id) => broken.includes(id))).toBe(false)
    expect(new Set(ids).size).toBe(broken.length)
    expect(idFor({ traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` })).not.toMatch(/^0{32}$/)
  })

  it('never lets in what could end a line or a field of the log', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: 'binary' }), (value) => {
        expect(idFor({ 'x-request-id': value, traceparent: value })).toMatch(/^[A-Za-z0-9._~-]{8,64}$/)
      }),
      { numRuns: 200, examples: [['12345678\n'], ['12345678"'], ['12345678']] },
    )
  })
})

describe('the route that metrics name', () => {
  const known = new Set(['accounts', 'dispatch'])
  it.each([
    ['/api/trpc/accounts.listUsers', '/api/trpc/accounts'],
    ['/api/trpc/accounts.me,accounts.notices', '/api/trpc/accounts'],
    ['/api/trpc/accounts.me,dispatch.listRules', '/api/trpc/(several)'],
    ['/api/trpc/nonsense.me', '/api/trpc/(unknown)'],
    ['/api/pictures/0197b1a0-0000-7000-8000-000000000000', '/api/pictures'],
    ['/c/shop-key', '/c/:key'],
    ['/chat-assets/chat-abc.js', '/chat-assets'],
    ['/health/ready', '/health/ready'],
    ['/anything/else', 'other'],
  ])('%s is %s', (path, route) => expect(routeOf(path, known)).toBe(route))

  it.each([
    ['/_next/static/chunks/a.js', '/_next'],
    ['/admin/groups', '/admin'],
    ['/conversations/0197b1a0-0000-7000-8000-000000000000', '/conversations'],
    ['/', '/'],
    ['/wp-login.php', 'other'],
  ])('of pages, %s is %s', (path, route) => expect(pageRoute(path)).toBe(route))
})
