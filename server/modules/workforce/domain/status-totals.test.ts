import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutSpans, type StatusSpan, totalsOf } from './status-totals'

const lengths = fc.array(
  fc.record({
    ms: fc.nat(1000),
    status: fc.constantFrom('online', 'busy', 'offline') as fc.Arbitrary<StatusSpan['status']>,
    reason: fc.constantFrom('lunch', 'break', null),
  }),
  { minLength: 1, maxLength: 20 },
)

function chain(parts: { ms: number; status: StatusSpan['status']; reason: string | null }[]): StatusSpan[] {
  let at = 0
  return parts.map(({ ms, status, reason }, index) => {
    const from = at
    at += ms
    return { status, reason, source: 'choice', from, until: index === parts.length - 1 ? null : at }
  })
}

it('accounts for every millisecond of the period exactly once', () => {
  fc.assert(
    fc.property(lengths, fc.nat(5000), fc.nat(5000), fc.nat(10_000), (parts, a, b, now) => {
      const spans = chain(parts).filter((span) => span.from <= now)
      const period = { from: Math.min(a, b), until: Math.max(a, b), now }
      const cut = cutSpans(spans, period)
      for (let i = 1; i < cut.length; i += 1) expect(cut[i]?.from).toBe(cut[i - 1]?.until)
      const sum = totalsOf(cut).reduce((all, total) => all + total.ms, 0)
      expect(sum).toBe(Math.max(0, Math.min(period.until, now) - period.from))
    }),
  )
})

it('tells reasons apart while busy, and adds up the rest', () => {
  const base = { source: 'choice' as const }
  const spans: StatusSpan[] = [
    { ...base, status: 'online', reason: null, from: 0, until: 10 },
    { ...base, status: 'busy', reason: 'lunch', from: 10, until: 40 },
    { ...base, status: 'online', reason: 'shift', from: 40, until: 45 },
    { ...base, status: 'busy', reason: 'break', from: 45, until: null },
  ]
  expect(totalsOf(cutSpans(spans, { from: 0, until: 100, now: 52 }))).toEqual([
    { status: 'busy', reason: 'lunch', ms: 30 },
    { status: 'online', reason: null, ms: 15 },
    { status: 'busy', reason: 'break', ms: 7 },
  ])
})
