import { describe, expect, it } from 'vitest'
import type { AgentStatusView } from '@/server/http/v1/contract'
import { boundaryOf, minutesIn, shiftNotice } from './status-facts'

const NOW = Date.UTC(2026, 5, 1, 12)
const iso = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()
const status = (changes: Partial<AgentStatusView>): AgentStatusView => ({
  ...{
    agentId: 'a',
    status: 'online',
    source: 'roster',
    reason: 'shift',
    since: iso(-30),
    current: 1,
    limit: 5,
  },
  ...{ rosterSince: iso(-30), rosterUntil: iso(60), shiftEndsAt: iso(60) },
  ...changes,
})

describe('what stands beside a status', () => {
  it('names the boundary of the roster that explains it, never one that does not', () => {
    expect(boundaryOf(status({}))).toEqual({ kind: 'shiftUntil', at: iso(60) })
    expect(boundaryOf(status({ reason: 'break' }))?.kind).toBe('breakUntil')
    expect(boundaryOf(status({ reason: 'shift_ended', shiftEndsAt: null }))).toEqual({
      kind: 'ended',
      at: iso(-30),
    })
    expect(boundaryOf(status({ source: 'choice', reason: 'break' }))).toBeNull()
    expect(boundaryOf(status({ reason: 'no_shift', shiftEndsAt: null }))).toBeNull()
  })

  it('counts minutes only while busy, and only whole ones', () => {
    expect(minutesIn(status({ status: 'busy', since: iso(-12) }), NOW)).toBe(12)
    expect(minutesIn(status({ status: 'busy', since: iso(-0.5) }), NOW)).toBeNull()
    expect(minutesIn(status({}), NOW)).toBeNull()
  })
})

describe('the end of a shift', () => {
  it.each([
    ['not yet', status({ shiftEndsAt: iso(11) }), 2, null],
    ['ten minutes before', status({ shiftEndsAt: iso(10) }), 2, 'soon'],
    ['with nothing to hand over', status({ shiftEndsAt: iso(5) }), 0, null],
    ['after it', status({ reason: 'shift_ended', shiftEndsAt: null }), 1, 'over'],
    ['the day after', status({ reason: 'shift_ended', shiftEndsAt: null, rosterSince: iso(-800) }), 1, null],
    ['for who has no shift', status({ source: 'choice', reason: null, shiftEndsAt: null }), 1, null],
  ])('is told %s', (_, at, held, kind) => {
    expect(shiftNotice(at, held, NOW)?.kind ?? null).toBe(kind)
  })
})
