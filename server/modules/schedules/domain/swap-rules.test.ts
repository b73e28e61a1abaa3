import { describe, expect, it } from 'vitest'
import { type AgentPlan, defaultRosterRules } from './conflicts'
import { dayNumber } from './days'
import { wallClock } from './expand'
import type { Segment } from './segments'
import { conflictsOfSwap, type EntryFact, findVoid, handOver, settledShift } from './swap-rules'

const clock = wallClock('UTC')
const early: Segment[] = [
  { kind: 'work', from: 480, until: 960 },
  { kind: 'break', from: 720, until: 750 },
]
const late: Segment[] = [{ kind: 'work', from: 840, until: 1_320 }]
const entry = (changes: Partial<EntryFact> = {}): EntryFact => ({
  ...{ id: 'a', agentId: 'mei', day: '2026-12-01', published: early, segments: early, removed: false },
  ...changes,
})
const terms = () => {
  const from = settledShift(entry(), clock)
  if (!from) throw new Error('not settled')
  return { from, to: null }
}
const before = Date.UTC(2026, 10, 30)
const stands = (now: EntryFact | null, at = before) =>
  findVoid(terms(), new Map(now ? [[now.id, now]] : []), at, clock)

describe('a swap has its ground', () => {
  it.each([
    ['nothing changed', entry(), before, null],
    ['it is gone', null, before, 'gone'],
    ['another has it by now', entry({ agentId: 'bo' }), before, 'changed'],
    ['it lies on another day', entry({ day: '2026-12-02' }), before, 'changed'],
    ['it was published anew', entry({ published: late, segments: late }), before, 'changed'],
    ['a change waits for publication', entry({ segments: late }), before, 'changed'],
    ['it is taken out of the plan', entry({ removed: true }), before, 'changed'],
    ['it is not published any more', entry({ published: null }), before, 'changed'],
    ['it begins this moment', entry(), Date.UTC(2026, 11, 1, 8), 'started'],
    ['it begins in a minute', entry(), Date.UTC(2026, 11, 1, 7, 59), null],
  ] as const)('%s: %s', (_, now, at, reason) => {
    expect(stands(now, at)).toBe(reason)
  })

  it('looks at both sides', () => {
    const other = entry({ id: 'b', agentId: 'bo', day: '2026-12-03' })
    const to = settledShift(other, clock)
    const both = { ...terms(), to }
    const found = (second: EntryFact) =>
      findVoid(both, new Map([entry(), second].map((one) => [one.id, one])), before, clock)
    expect(found(other)).toBeNull()
    expect(found({ ...other, agentId: 'ann' })).toBe('changed')
  })
})

const plan = (...shifts: [string, string, Segment[]][]): AgentPlan => ({
  shifts: shifts.map(([id, day, segments]) => ({ id, day: dayNumber(day), segments })),
  leaves: [],
  enabled: true,
})
const hand = (entryId: string, fromAgentId: string, toAgentId: string) => ({
  entryId,
  fromAgentId,
  toAgentId,
})

describe('what a swap makes of the plans', () => {
  it('both shifts change hands, and back again nothing is different', () => {
    const plans = new Map([
      ['mei', plan(['a', '2026-12-01', early])],
      ['bo', plan(['b', '2026-12-03', late])],
    ])
    const there = [hand('a', 'mei', 'bo'), hand('b', 'bo', 'mei')]
    const swapped = handOver(plans, there)
    expect(swapped.get('mei')?.shifts.map(({ id }) => id)).toEqual(['b'])
    expect(swapped.get('bo')?.shifts.map(({ id }) => id)).toEqual(['a'])
    expect(handOver(swapped, [hand('a', 'bo', 'mei'), hand('b', 'mei', 'bo')])).toEqual(plans)
  })

  it('tells a double shift, too little rest and leave, and leaves out what was there before', () => {
    const plans = new Map([
      ['mei', plan(['a', '2026-12-01', early])],
      [
        'bo',
        {
          ...plan(['b', '2026-11-30', late], ['c', '2026-11-29', early], ['d', '2026-11-29', late]),
          leaves: [{ startsAt: Date.UTC(2026, 11, 1), endsAt: Date.UTC(2026, 11, 2) }],
        },
      ],
    ])
    const found = conflictsOfSwap(plans, [hand('a', 'mei', 'bo')], defaultRosterRules, clock)
    expect(found.map(({ kind, agentId, entryId }) => [kind, agentId, entryId])).toEqual([
      ['leave', 'bo', 'a'],
      ['short_rest', 'bo', 'a'],
    ])
  })
})
