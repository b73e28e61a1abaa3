import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { qualityFormula } from '../contract'
import { computeQuality, type QualityFacts } from './quality-formula'

const formula = qualityFormula.parse({})
const facts = (changes: Partial<QualityFacts>): QualityFacts => ({
  ...{ agentId: 'a', name: 'A', ratings: 0, scores: 0, satisfied: 0, conversations: 0, onlineMs: 0 },
  ...changes,
})
const hours = (n: number) => n * 3_600_000

describe('quality numbers from satisfaction and throughput', () => {
  it('follows the formula by hand', () => {
    const { groupMean, rows } = computeQuality(
      [
        facts({ ratings: 10, scores: 50, satisfied: 10, conversations: 60, onlineMs: hours(20) }),
        facts({ ratings: 10, scores: 30, satisfied: 4, conversations: 20, onlineMs: hours(20) }),
      ],
      formula,
    )
    expect(groupMean).toEqual({ satisfaction: 4, throughput: 2 })
    // (50 + 10·4) / 20 = 4.5, (60 + 20·2) / 40 = 2.5; (4.5/4)^.7 · (2.5/2)^.3
    expect(rows[0]).toMatchObject({ smoothedSatisfaction: 4.5, smoothedThroughput: 2.5, clamped: 'no' })
    expect(rows[0]?.weight).toBeCloseTo(1.125 ** 0.7 * 1.25 ** 0.3, 12)
    expect(rows[0]?.quality).toBe(116)
    expect(rows[1]).toMatchObject({ smoothedSatisfaction: 3.5, smoothedThroughput: 1.5, quality: 84 })
  })

  it('takes whoever has no data for average, and an empty group for nothing special', () => {
    const { rows } = computeQuality([facts({ ratings: 3, scores: 12, satisfied: 3 }), facts({})], formula)
    expect(rows.map((row) => row.quality)).toEqual([100, 100])
    expect(computeQuality([facts({})], formula).groupMean).toEqual({ satisfaction: null, throughput: null })
    expect(computeQuality([], formula).rows).toEqual([])
  })

  it('keeps the extremes within the limits and says so', () => {
    const free = { ...formula, priorRatings: 0, priorHours: 0, satisfactionWeight: 0 }
    const { rows } = computeQuality(
      [
        facts({ conversations: 1000, onlineMs: hours(10) }),
        facts({ conversations: 1, onlineMs: hours(90) }),
        facts({ conversations: 0, onlineMs: hours(1) }),
      ],
      free,
    )
    expect(rows.map(({ clamped, quality }) => [clamped, quality])).toEqual([
      ['highest', 200],
      ['lowest', 50],
      ['lowest', 50],
    ])
  })

  const anyFacts = fc
    .record({ ratings: fc.nat(200), good: fc.nat(100), conversations: fc.nat(500), h: fc.nat(200) })
    .map(({ ratings, good, conversations, h }) => {
      const satisfied = Math.round((ratings * good) / 100)
      return facts({
        ratings,
        satisfied,
        scores: satisfied * 5 + (ratings - satisfied),
        conversations,
        onlineMs: hours(h),
      })
    })

  it('is whole, at least 1 and within the limits, whatever happened', () => {
    fc.assert(
      fc.property(fc.array(anyFacts, { maxLength: 8 }), fc.nat(100), (all, satisfactionWeight) => {
        for (const row of computeQuality(all, { ...formula, satisfactionWeight }).rows) {
          expect(Number.isInteger(row.quality)).toBe(true)
          expect(row.quality).toBeGreaterThanOrEqual(50)
          expect(row.quality).toBeLessThanOrEqual(200)
        }
      }),
    )
  })

  it('never lowers somebody for a better rating of their own, and keeps the estimate between their own and the group’s mean', () => {
    const others = [facts({ ratings: 100, scores: 400, satisfied: 80 })]
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(49), (n, good) => {
        const at = (score: number, count: number) =>
          computeQuality([facts({ ratings: count, scores: score * count, satisfied: 0 }), ...others], formula)
            .rows[0]
        const low = 1 + (good % 4)
        expect(at(low + 1, n)?.weight ?? 0).toBeGreaterThanOrEqual(at(low, n)?.weight ?? 0)
        const { groupMean, rows } = computeQuality(
          [facts({ ratings: n, scores: n * low }), ...others],
          formula,
        )
        const [own, mean, smoothed] = [low, groupMean.satisfaction ?? 0, rows[0]?.smoothedSatisfaction ?? 0]
        expect(smoothed).toBeGreaterThanOrEqual(Math.min(own, mean) - 1e-9)
        expect(smoothed).toBeLessThanOrEqual(Math.max(own, mean) + 1e-9)
      }),
    )
  })
})
