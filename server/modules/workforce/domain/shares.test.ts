import { describe, expect, it } from 'vitest'
import { weighGroup } from './shares'

const member = (quality: number, changes: object = {}) => ({
  quality,
  enabled: true,
  capacity: null,
  agentCapacity: 5,
  ...changes,
})

describe('weighing a group', () => {
  it('shares quality by the numbers of enabled members', () => {
    const { shares, qualitySum } = weighGroup([member(60), member(40), member(100, { enabled: false })])
    expect(qualitySum).toBe(100)
    expect(shares.map((s) => s.share)).toEqual([0.6, 0.4, 0])
  })

  it('counts the smaller of both limits', () => {
    const { shares, places } = weighGroup([member(1, { capacity: 2 }), member(1, { capacity: 9 }), member(1)])
    expect(shares.map((s) => s.places)).toEqual([2, 5, 5])
    expect(places).toBe(12)
  })

  it.each([
    ['an empty group', [], ['no_members']],
    ['only disabled members', [member(9, { enabled: false })], ['all_disabled']],
    ['quality numbers of 0 alone', [member(0), member(0)], ['quality_zero']],
    ['limits of 0 alone', [member(5, { capacity: 0 }), member(5, { agentCapacity: 0 })], ['no_places']],
    ['one able member', [member(0), member(1)], []],
  ])('warns of %s', (_, members, warnings) => {
    expect(weighGroup(members).warnings).toEqual(warnings)
    expect(weighGroup(members).shares.every((s) => Number.isFinite(s.share))).toBe(true)
  })
})
