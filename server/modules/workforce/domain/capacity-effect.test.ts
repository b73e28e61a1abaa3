import { describe, expect, it } from 'vitest'
import type { BoardAgent, BoardGroup, BoardMember } from '../contract'
import { effectsOf } from './capacity-effect'
import { standingsOf } from './standing'

const agent = (id: string, changes: Partial<BoardAgent> = {}): BoardAgent => ({
  ...{ id, name: id, enabled: true, status: 'online', statusReason: null, capacity: 5, current: 2 },
  ...{ ramp: [], window: null, version: 3 },
  ...changes,
})
const member = (agentId: string, quality: number, changes: Partial<BoardMember> = {}): BoardMember => ({
  ...{ agentId, level: 1, quality, capacity: null, current: 0 },
  ...changes,
})
const mapOf = (...agents: BoardAgent[]) => new Map(agents.map((one) => [one.id, one]))
const groupOf = (id: string, ...members: BoardMember[]): BoardGroup => ({
  ...{ id, name: id.toUpperCase(), version: 7, qualityMode: 'manual', members },
})
const agents = mapOf(agent('a'), agent('b', { current: 1 }))
const group = groupOf('g', member('a', 60), member('b', 40))

describe('how members stand', () => {
  it('is the coefficient that dispatch would use: known answer 1', () => {
    const standing = standingsOf(group, agents)
    expect(standing.get('a')?.coefficient).toBeCloseTo(0.36, 10)
    expect(standing.get('b')?.coefficient).toBeCloseTo(0.32, 10)
    const away = mapOf(agent('a', { status: 'offline' }), agent('b'))
    expect(standingsOf(group, away).get('a')?.space).toBe(-1)
  })
})

describe('what a change of numbers does', () => {
  it('reaches the others of the group through the sum of quality', () => {
    const after = { agents, groups: [groupOf('g', member('a', 160), member('b', 40))] }
    const effects = effectsOf({ agents, groups: [group] }, after)
    expect(effects.map(({ agentId, share }) => [agentId, share])).toEqual([
      ['a', { before: 0.6, after: 0.8 }],
      ['b', { before: 0.4, after: 0.2 }],
    ])
  })

  it('of an agent’s own limit shows in every group of theirs, and shares stay', () => {
    const groups = [group, groupOf('h', member('a', 10))]
    const after = mapOf(agent('a', { capacity: 10 }), agent('b', { current: 1 }))
    const effects = effectsOf({ agents, groups }, { agents: after, groups })
    expect(effects.map(({ groupId, agentId }) => [groupId, agentId])).toEqual([
      ['h', 'a'],
      ['g', 'a'],
    ])
    for (const { share, coefficient } of effects) {
      expect(share.after).toBe(share.before)
      expect(coefficient.after).toBeGreaterThan(coefficient.before)
    }
  })

  it('is nothing where nothing differs', () => {
    expect(effectsOf({ agents, groups: [group] }, { agents, groups: [group] })).toEqual([])
  })
})
