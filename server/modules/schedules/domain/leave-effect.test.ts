import { describe, expect, it } from 'vitest'
import { findShortages, type PlannedSpan } from './leave-effect'

const HALF = 30 * 60_000
const monday = Date.UTC(2026, 10, 23)
const at = (hour: number) => monday + hour * 2 * HALF
const span = (agentId: string, from: number, until: number, kind: PlannedSpan['kind'] = 'shift') => ({
  ...{ agentId, kind, startsAt: at(from), endsAt: at(until) },
})
const wallTime = (t: number) => ({ weekday: new Date(t).getUTCDay() || 7, minute: (t - monday) / 60_000 })
const group = (target: number) => ({
  ...{ group: 'Returns', memberIds: new Set(['mei', 'bo', 'ann']) },
  target: () => target,
})
const leave = { agentId: 'mei', startsAt: at(0), endsAt: at(24) }

describe('what leave takes away', () => {
  const spans = [span('mei', 9, 12), span('bo', 9, 12), span('bo', 10, 10.5, 'break'), span('far', 9, 12)]

  it('is told where too few are left, breaks and strangers not counted', () => {
    expect(findShortages(leave, spans, [group(1)], wallTime)).toEqual([
      { group: 'Returns', from: at(10), until: at(10.5), left: 0, target: 1 },
    ])
    expect(findShortages(leave, spans, [group(2)], wallTime).map(({ left }) => left)).toEqual([1, 0, 1])
  })

  it('is nothing where enough are left, nobody is asked for, or the agent was not planned', () => {
    expect(findShortages(leave, spans, [group(0)], wallTime)).toEqual([])
    expect(findShortages({ ...leave, agentId: 'ann' }, spans, [group(5)], wallTime)).toEqual([])
    expect(findShortages({ ...leave, endsAt: at(8) }, spans, [group(5)], wallTime)).toEqual([])
  })

  it('counts nobody who is away already', () => {
    const away = [...spans, span('bo', 0, 24, 'leave')]
    expect(findShortages(leave, away, [group(1)], wallTime)).toEqual([
      { group: 'Returns', from: at(9), until: at(12), left: 0, target: 1 },
    ])
  })
})
