import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { type Actual, blocksOf, comparePlan, measureAdherence, type PlanSpan } from './adherence'

const MIN = 60_000
const at = (hour: number, minute = 0) => Date.UTC(2026, 10, 2, hour, minute)
const span = (kind: PlanSpan['kind'], from: number, until: number): PlanSpan => ({
  ...{ kind, startsAt: from, endsAt: until },
})
const was = (status: Actual['status'], from: number, until: number | null, reason: string | null = null) => ({
  ...{ status, from, until, reason, source: 'choice' as const },
})
const day = [span('shift', at(9), at(17)), span('break', at(12), at(13))]
const all = { from: at(0), until: at(24), now: at(48) }

describe('adherence', () => {
  it('is whole where every minute was as planned, the break included', () => {
    const actual = [was('online', at(8), at(12)), was('busy', at(12), at(13)), was('online', at(13), at(18))]
    const { scheduledMs, inMs, out, blocks } = measureAdherence(day, actual, all)
    expect({ scheduledMs, inMs, out }).toEqual({ scheduledMs: 480 * MIN, inMs: 480 * MIN, out: [] })
    expect(blocks).toEqual([{ from: at(9), until: at(17), absent: false, lateMs: 0, earlyMs: 0 }])
  })

  it('names what was instead, with its source, the longest first', () => {
    const actual = [
      was('online', at(9, 20), at(11)),
      was('busy', at(11), at(11, 10), 'training'),
      was('online', at(11, 10), at(16, 45)),
    ]
    const { scheduledMs, inMs, out, blocks } = measureAdherence(day, actual, all)
    expect(scheduledMs - inMs).toBe((20 + 10 + 60 + 15) * MIN)
    expect(out).toEqual([
      { planned: 'break', status: 'online', source: 'choice', reason: null, ms: 60 * MIN },
      { planned: 'shift', status: 'offline', source: null, reason: null, ms: 35 * MIN },
      { planned: 'shift', status: 'busy', source: 'choice', reason: 'training', ms: 10 * MIN },
    ])
    expect(blocks).toMatchObject([{ lateMs: 20 * MIN, earlyMs: 15 * MIN, absent: false }])
  })

  it('takes leave out of the schedule, and calls a block absent only when nobody came at all', () => {
    const plan = [...day, span('leave', at(9), at(11))]
    expect(blocksOf(plan)).toEqual([{ from: at(11), until: at(17) }])
    const { scheduledMs, blocks } = measureAdherence(plan, [was('offline', at(0), null)], all)
    expect(scheduledMs).toBe(360 * MIN)
    expect(blocks).toEqual([{ from: at(11), until: at(17), absent: true, lateMs: 0, earlyMs: 0 }])
  })

  it('does not judge what has not happened yet', () => {
    const running = measureAdherence(day, [was('online', at(9, 5), null)], { ...all, now: at(10) })
    expect(running).toMatchObject({ scheduledMs: 60 * MIN, inMs: 55 * MIN })
    expect(running.blocks).toMatchObject([{ lateMs: 5 * MIN, earlyMs: 0 }])
    expect(measureAdherence(day, [], { ...all, now: at(8) })).toMatchObject({ scheduledMs: 0, blocks: [] })
  })

  it('counts a night once: late on the day it begins, early on the day it ends', () => {
    const night = [span('shift', at(22), at(30))]
    const actual = [was('online', at(22, 30), at(29))]
    const evening = measureAdherence(night, actual, all)
    const morning = measureAdherence(night, actual, { ...all, from: at(24), until: at(48) })
    expect(evening).toMatchObject({ scheduledMs: 120 * MIN, inMs: 90 * MIN })
    expect(evening.blocks).toMatchObject([{ lateMs: 30 * MIN, earlyMs: 0 }])
    expect(morning).toMatchObject({ scheduledMs: 360 * MIN, inMs: 300 * MIN })
    expect(morning.blocks).toMatchObject([{ lateMs: 0, earlyMs: 60 * MIN }])
  })
})

const minutes = { min: -600, max: 2_400 }
const piece = fc
  .tuple(fc.integer(minutes), fc.integer({ min: 1, max: 700 }))
  .map(([from, length]) => ({ from: from * MIN, until: (from + length) * MIN }))
const plans = fc.array(
  fc.record({ kind: fc.constantFrom('shift' as const, 'break' as const, 'leave' as const), piece }),
  { maxLength: 8 },
)
/** Statuses follow each other without overlap; there may be gaps, and the last may be open. */
const histories = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 60 }),
      length: fc.integer({ min: 1, max: 400 }),
      status: fc.constantFrom('online' as const, 'busy' as const, 'offline' as const),
      source: fc.constantFrom('connection' as const, 'choice' as const, 'roster' as const),
      reason: fc.constantFrom(null, 'lunch', 'training'),
    }),
    { maxLength: 10 },
  )
  .map((spans): { from: number; until: number; status: Actual['status']; reason: string | null }[] => {
    let reached = -600
    return spans.map(({ gap, length, ...rest }) => {
      const from = reached + gap
      reached = from + length
      return { ...rest, from: from * MIN, until: reached * MIN }
    })
  })

/** Any instant of a zone's day: the clocks change on two of these. */
const midnights = fc
  .constantFrom(
    ['Europe/Berlin', '2026-03-29'],
    ['Europe/Berlin', '2026-10-25'],
    ['America/New_York', '2026-11-01'],
    ['Australia/Lord_Howe', '2026-10-04'],
    ['Asia/Shanghai', '2026-11-21'],
  )
  .map(([zone, date]) => {
    const day = Temporal.PlainDate.from(date ?? '')
    const start = (d: Temporal.PlainDate) => d.toZonedDateTime({ timeZone: zone ?? '' }).epochMilliseconds
    return { from: start(day), until: start(day.add({ days: 1 })) }
  })

describe('adherence against a recount, minute by minute', () => {
  it('agrees for any plan, history and day, days of 23 and 25 hours included', () => {
    fc.assert(
      fc.property(
        plans,
        histories,
        midnights,
        fc.integer({ min: 0, max: 1_700 }),
        (raw, past, day, nowMin) => {
          const plan = raw.map(({ kind, piece: p }) => span(kind, day.from + p.from, day.from + p.until))
          const actual = past.map((one) => ({
            ...{ ...one, source: 'choice' as const, from: day.from + one.from, until: day.from + one.until },
          }))
          const now = day.from + nowMin * MIN
          const naive = { scheduled: 0, inside: 0 }
          for (let t = day.from; t < Math.min(day.until, now); t += MIN) {
            const covers = (kind: string) =>
              plan.some((s) => s.kind === kind && s.startsAt <= t && t < s.endsAt)
            if (covers('leave') || !(covers('shift') || covers('break'))) continue
            naive.scheduled += 1
            const status = actual.find((s) => s.from <= t && t < s.until)?.status ?? 'offline'
            if (status === (covers('break') ? 'busy' : 'online')) naive.inside += 1
          }
          const { scheduledMs, inMs, out } = measureAdherence(plan, actual, { ...day, now })
          expect({ scheduled: scheduledMs / MIN, inside: inMs / MIN }).toEqual(naive)
          expect(inMs + out.reduce((sum, { ms }) => sum + ms, 0)).toBe(scheduledMs)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('adds up: days side by side are the period', () => {
    fc.assert(
      fc.property(plans, histories, fc.integer({ min: 1, max: 1_400 }), (raw, past, cutMin) => {
        const plan = raw.map(({ kind, piece: p }) => span(kind, p.from, p.until))
        const actual = past.map((one) => ({ ...one, source: 'choice' as const }))
        const whole = { from: 0, until: 1_440 * MIN, now: 9e12 }
        const cut = cutMin * MIN
        const parts = [
          { ...whole, until: cut },
          { ...whole, from: cut },
        ].map((bounds) => measureAdherence(plan, actual, bounds))
        const sum = (pick: (a: (typeof parts)[number]) => number) => parts.reduce((s, p) => s + pick(p), 0)
        const both = measureAdherence(plan, actual, whole)
        expect(sum((p) => p.scheduledMs)).toBe(both.scheduledMs)
        expect(sum((p) => p.inMs)).toBe(both.inMs)
        const stretches = comparePlan(plan, actual, whole)
        for (let i = 1; i < stretches.length; i += 1)
          expect(stretches[i]?.from).toBeGreaterThanOrEqual(stretches[i - 1]?.until ?? 0)
      }),
      { numRuns: 300 },
    )
  })
})
