import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agentsNeeded, type Demand, erlangC, loadOf, serviceShare } from './staffing'

const demand = (changes: Partial<Demand> = {}): Demand => ({
  ...{ arrivals: 100, intervalSeconds: 1_800, handleSeconds: 180 },
  ...{ serviceShare: 0.8, withinSeconds: 20, maxOccupancy: 0.85, concurrency: 1, ...changes },
})

describe('Erlang C', () => {
  it('has the known values: 100 calls in half an hour of three minutes each', () => {
    expect(loadOf(demand())).toBe(10)
    expect(erlangC(14, 10)).toBeCloseTo(0.1741, 4)
    expect(serviceShare(14, 10, 180, 20)).toBeCloseTo(0.8884, 4)
    expect(agentsNeeded(demand())).toBe(14)
  })

  it('with one place is the load itself, and with too few everybody waits', () => {
    expect(erlangC(1, 0.3)).toBeCloseTo(0.3, 12)
    expect(erlangC(10, 10)).toBe(1)
    expect(serviceShare(9, 10, 180, 20)).toBe(0)
  })

  it('stays a probability for loads in the thousands', () => {
    expect(erlangC(2_050, 2_000)).toBeGreaterThan(0)
    expect(erlangC(2_050, 2_000)).toBeLessThan(1)
  })
})

describe('agents needed', () => {
  it('nobody where nobody comes', () => expect(agentsNeeded(demand({ arrivals: 0 }))).toBe(0))

  it('are the fewest that hold both limits, and more customers never need fewer', () => {
    const arrivals = fc.integer({ min: 1, max: 400 })
    const concurrency = fc.integer({ min: 1, max: 6 })
    fc.assert(
      fc.property(arrivals, concurrency, fc.integer({ min: 50, max: 100 }), (n, c, occupancy) => {
        const asked = demand({ arrivals: n, concurrency: c, maxOccupancy: occupancy / 100 })
        const agents = agentsNeeded(asked)
        const holds = (count: number) =>
          loadOf(asked) / (count * c) <= asked.maxOccupancy &&
          serviceShare(count * c, loadOf(asked), 180, 20) >= 0.8
        expect(holds(agents)).toBe(true)
        expect(agents === 1 || !holds(agents - 1)).toBe(true)
        expect(agentsNeeded({ ...asked, arrivals: n + 1 })).toBeGreaterThanOrEqual(agents)
      }),
      { examples: [[285, 1, 57]] },
    )
  })
})
