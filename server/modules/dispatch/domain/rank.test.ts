import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keepAllUpTo, keepBest, rank } from './rank'
import type { CandidateSnapshot } from './types'

const member = fc.record({
  status: fc.constantFrom('online', 'online', 'busy', 'offline') as fc.Arbitrary<CandidateSnapshot['status']>,
  enabled: fc.boolean(),
  limit: fc.nat(6),
  current: fc.nat(6),
  quality: fc.nat(12),
  level: fc.integer({ min: 1, max: 3 }),
  lastAssignedAt: fc.option(fc.nat(5)),
})

const group = fc.array(member, { minLength: keepAllUpTo + 1, maxLength: 140 }).map((members) =>
  members.map(
    (each, i): CandidateSnapshot => ({
      ...{ agentId: `a${String(i).padStart(4, '0')}`, name: '', statusReason: null, groupLimit: null },
      ...{ groupCurrent: 0, windowLimit: null, windowCount: 0, offlineReceivedToday: 0, waitingAhead: 0 },
      ...each,
    }),
  ),
)

describe('ranking a large group', () => {
  it('keeps the same twenty in the same order as small groups put together would', () => {
    fc.assert(
      fc.property(group, (candidates) => {
        const { views, winner } = rank(candidates, [])
        expect(views).toHaveLength(keepBest)
        expect(winner).toBe(views[0]?.excluded === null ? views[0] : null)
        // Whoever is not kept loses against the last one kept, in a group of those two alone.
        const kept = new Set(views.map((view) => view.agentId))
        const last = candidates.find(({ agentId }) => agentId === views.at(-1)?.agentId) as CandidateSnapshot
        const top = Math.max(...views.filter((v) => v.excluded === null).map((v) => v.level))
        for (const other of candidates.filter(({ agentId }) => !kept.has(agentId))) {
          if (other.level < top || last.level < top) continue
          expect(rank([other, last], []).views[0]?.agentId).toBe(last.agentId)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('counts everybody once, and finds those who are not kept', () => {
    fc.assert(
      fc.property(group, (candidates) => {
        const { counts, size, find } = rank(candidates, [])
        expect([...counts.values()].reduce((a, b) => a + b, 0)).toBe(size)
        const found = candidates.map(({ agentId }) => find(agentId)?.excluded ?? 'outranked')
        for (const [reason, n] of counts) expect(found.filter((each) => each === reason)).toHaveLength(n)
      }),
      { numRuns: 100 },
    )
  })
})
