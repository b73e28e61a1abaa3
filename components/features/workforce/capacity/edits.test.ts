import { describe, expect, it } from 'vitest'
import type { BoardAgent, BoardGroup, BoardMember } from '@/server/modules/workforce/contract'
import {
  agentWith,
  countEdits,
  editAgent,
  editMember,
  groupWith,
  noEdits,
  rebase,
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
const a = agent('a')
const group: BoardGroup = {
  ...{ id: 'g', name: 'G', version: 7, qualityMode: 'manual' },
  members: [member('a', { quality: 60 }), member('b', { quality: 40 })],
}

describe('editing the board of capacity', () => {
  it('collects only what differs, and asks to save only that, over the versions that were seen', () => {
    let edits = editMember(noEdits, group, 'a', { quality: 90, level: 2 })
    edits = editAgent(edits, a, { capacity: 9 })
    expect(countEdits(edits)).toBe(3)
    edits = editMember(edits, group, 'a', { level: 1 })
    edits = editAgent(edits, a, { capacity: 5 })
    expect(countEdits(edits)).toBe(1)
    expect(toSaveInput(edits)).toEqual({
      agents: [],
      groups: [
        { groupId: 'g', version: 7, members: [{ agentId: 'a', level: 1, quality: 90, capacity: null }] },
      ],
    })
    expect(editMember(edits, group, 'a', { quality: 60 })).toEqual(noEdits)
  })

  it('keeps the version that was seen first, whatever another page shows later', () => {
    const edits = editAgent(noEdits, a, { capacity: 9 })
    const later = agent('a', { version: 4, capacity: 7 })
    expect(toSaveInput(editAgent(edits, later, { window: null })).agents).toMatchObject([
      { version: 3, capacity: 9 },
    ])
    expect(agentWith(edits, later)).toMatchObject({ stored: { version: 3 }, shown: { capacity: 9 } })
  })

  it('goes on from what stands now after a conflict, and drops what is so already or gone', () => {
    let edits = editAgent(noEdits, a, { capacity: 9 })
    edits = editMember(edits, group, 'a', { quality: 90 })
    edits = editMember(edits, group, 'b', { level: 3 })
    const now = {
      agents: [agent('a', { version: 5, capacity: 9 })],
      groups: [{ ...group, version: 8, members: [member('a', { quality: 10 })] }],
    }
    const next = rebase(edits, now)
    expect(toSaveInput(next)).toEqual({
      agents: [],
      groups: [
        { groupId: 'g', version: 8, members: [{ agentId: 'a', level: 1, quality: 90, capacity: null }] },
      ],
    })
    expect(groupWith(next, group).shown).toMatchObject({ version: 8, members: [{ quality: 90 }] })
  })
})
