import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setClock } from './clock'
import { forgetCounts, type Limit, requireTurn, takeTurn, waitFor } from './limits'

let at = Date.UTC(2026, 10, 22, 10)
beforeEach(() => {
  forgetCounts()
  setClock(() => new Date(at))
})
afterEach(() => setClock(undefined))

const limit: Limit = { name: 'test', points: 3, seconds: 60 }
const take = (key: string, times: number) => Array.from({ length: times }, () => takeTurn(limit, key))

describe('a limit', () => {
  it('lets so many through, says how long the rest has to wait, and begins anew after it', () => {
    expect(take('a', 3)).toEqual([0, 0, 0])
    at += 20_500
    expect(take('a', 2)).toEqual([40, 40])
    at += 39_500
    expect(take('a', 4)).toEqual([0, 0, 0, 60])
  })

  it('is each one’s own', () => {
    expect(take('a', 4)).toEqual([0, 0, 0, 60])
    expect(take('b', 3)).toEqual([0, 0, 0])
    expect(takeTurn({ ...limit, name: 'other' }, 'a')).toBe(0)
  })

  it('counts from the first time, also across the moment at which others are forgotten', () => {
    expect(take('early', 1)).toEqual([0])
    at += 50_000
    expect(take('late', 3)).toEqual([0, 0, 0])
    at += 30_000
    expect(take('early', 1)).toEqual([0])
    expect(take('late', 1)).toEqual([30])
    at += 29_000
    expect(take('late', 1)).toEqual([1])
    at += 1_000
    expect(take('late', 1)).toEqual([0])
  })

  it('is not prolonged by asking in vain', () => {
    take('a', 3)
    for (let second = 0; second < 59; second += 1) {
      at += 1_000
      expect(takeTurn(limit, 'a')).toBe(59 - second)
    }
    at += 1_000
    expect(takeTurn(limit, 'a')).toBe(0)
  })

  it('can be looked at without counting', () => {
    for (let n = 0; n < 10; n += 1) expect(waitFor(limit, 'a')).toBe(0)
    take('a', 3)
    expect(waitFor(limit, 'a')).toBe(60)
  })

  it('refuses with the seconds to wait', () => {
    take('a', 3)
    expect(() => requireTurn(limit, 'a', (seconds) => `${seconds} s`)).toThrow(
      expect.objectContaining({ code: 'too_many_requests', message: '60 s', data: { retryAfter: 60 } }),
    )
  })

  it('keeps no more than it must, however many come', () => {
    for (let n = 0; n < 250_000; n += 1) takeTurn(limit, String(n))
    const books = (globalThis as Record<symbol, unknown>)[Symbol.for('switchyard.limits')] as {
      books: Map<string, { counts: Map<string, unknown>; older: Map<string, unknown> }>
    }
    const kept = [...books.books.values()].map(({ counts, older }) => counts.size + older.size)
    expect(Math.max(...kept)).toBeLessThanOrEqual(200_000)
    expect(takeTurn(limit, 'a')).toBe(0)
  })
})
