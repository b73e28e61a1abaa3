import { describe, expect, it } from 'vitest'
import type { BoardAgent, BoardGroup, BoardMember, CapacityBoard } from '@/server/modules/workforce/contract'
import {
  applyEdits,
  countEdits,
  editAgent,
  editMember,
  effectsOf,
  noEdits,
  standingsOf,
  toSaveInput,
} from './edits'

const agent = (id: string, changes: Partial<BoardAgent> = {}): BoardAgent => ({
  ...{ id, name: id, enabled: true, status: 'online', statusReason: null, capacity: 5, current: 2 },
  ...{ ramp: [], window: null, version: 3 },
  ...changes,
})
const member = (agentId: string, changes: Partial<BoardMember> = {}): BoardMember => ({
  ...{ agentId, level: 1, quality: 50, capacity: null, current: 0 },
  ...changes,
})
const board: CapacityBoard = {
  today: '2026-06-01',
  agents: [agent('a', { capacity: 5, current: 2 }), agent('b', { current: 1 })],
  groups: [
    {
      ...{ id: 'g', name: 'G', version: 7, qualityMode: 'manual' as const },
      members: [member('a', { quality: 60 }), member('b', { quality: 40 })],
    },
  ],
}
const [a] = board.agents as [BoardAgent]
const group = board.groups[0] as BoardGroup
const [first] = group.members as [BoardMember]

describe('editing the board of capacity', () => {
  it('collects only what differs, and asks to save only that, over the versions that were read', () => {
    let edits = editMember(noEdits, 'g', first, { quality: 90, level: 2 })
    edits = editAgent(edits, a, { capacity: 9 })
    expect(countEdits(edits)).toBe(3)
    edits = editMember(edits, 'g', first, { level: 1 })
    edits = editAgent(edits, a, { capacity: 5 })
    expect(countEdits(edits)).toBe(1)
    expect(toSaveInput(board, edits)).toEqual({
      agents: [],
      groups: [
        { groupId: 'g', version: 7, members: [{ agentId: 'a', level: 1, quality: 90, capacity: null }] },
      ],
    })
    expect(applyEdits(board, noEdits)).toEqual(board)
  })

  it('shows the coefficient that dispatch would use: known answer 1', () => {
    const agents = new Map(board.agents.map((one) => [one.id, one]))
    const standing = standingsOf(group, agents)
    expect(standing.get('a')?.coefficient).toBeCloseTo(0.36, 10)
    expect(standing.get('b')?.coefficient).toBeCloseTo(0.32, 10)
    const away = new Map(agents).set('a', agent('a', { status: 'offline' }))
    expect(standingsOf(group, away).get('a')?.space).toBe(-1)
  })

  it('tells whose share changes, others of the group included', () => {
    const edits = editMember(noEdits, 'g', first, { quality: 160 })
    expect(effectsOf(board, edits)).toEqual([
      { groupName: 'G', agentName: 'a', before: 0.6, after: 0.8 },
      { groupName: 'G', agentName: 'b', before: 0.4, after: 0.2 },
    ])
    expect(effectsOf(board, editAgent(noEdits, a, { capacity: 9 }))).toEqual([])
  })
})
