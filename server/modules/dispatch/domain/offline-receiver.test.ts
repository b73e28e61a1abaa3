import { expect, test } from 'vitest'
import { chooseReceiver } from './offline-receiver'
import { aGroup, anAgent } from './snapshot.fixture'
import type { GroupSnapshot } from './types'

const away = { status: 'offline' as const }

/** How many of `count` messages each gets, one after the other. */
function split(group: GroupSnapshot, count: number): Record<string, number> {
  const members = group.candidates.map((candidate) => ({ ...candidate }))
  for (let message = 0; message < count; message++) {
    const { receiver } = chooseReceiver({ ...group, candidates: members }, [])
    members.find((candidate) => candidate.agentId === receiver?.agentId)!.offlineReceivedToday++
  }
  return Object.fromEntries(members.map((member) => [member.agentId, member.offlineReceivedToday]))
}

const three = [
  anAgent('A', { ...away, quality: 60 }),
  anAgent('B', { ...away, quality: 30 }),
  anAgent('C', { ...away, quality: 10 }),
]

test('an even split differs by at most one, whatever the weights', () => {
  expect(split(aGroup(three), 10)).toEqual({ A: 4, B: 3, C: 3 })
})

test('a split by quality meets the shares exactly after a full round', () => {
  expect(split(aGroup(three, { offlineMode: 'quality' }), 10)).toEqual({ A: 6, B: 3, C: 1 })
  expect(split(aGroup(three, { offlineMode: 'quality' }), 100)).toEqual({ A: 60, B: 30, C: 10 })
})

test('by quality, a weight of 0 gets nothing unless all have 0; then the split is even', () => {
  const withZero = [anAgent('A', { ...away, quality: 0 }), anAgent('B', { ...away, quality: 10 })]
  expect(split(aGroup(withZero, { offlineMode: 'quality' }), 4)).toEqual({ A: 0, B: 4 })
  const zeros = [anAgent('A', { ...away, quality: 0 }), anAgent('B', { ...away, quality: 0 })]
  expect(split(aGroup(zeros, { offlineMode: 'quality' }), 4)).toEqual({ A: 2, B: 2 })
})

test('named receivers share it among themselves; named but gone, all share it and the choice says so', () => {
  expect(split(aGroup(three, { offlineReceiverIds: ['C', 'B'] }), 4)).toEqual({ A: 0, B: 2, C: 2 })
  const gone = chooseReceiver(aGroup(three, { offlineReceiverIds: ['Z'] }), [])
  expect(gone).toMatchObject({ receiver: { agentId: 'A', by: 'even' }, namedUnavailable: true })
})

test('a busy agent gets none while another receiver is online, but does when nobody is', () => {
  const busy = anAgent('A', { status: 'busy' })
  const online = anAgent('B', { offlineReceivedToday: 9 })
  expect(chooseReceiver(aGroup([busy, online]), []).receiver?.agentId).toBe('B')
  expect(chooseReceiver(aGroup([busy, anAgent('B', away)]), []).receiver?.agentId).toBe('A')
})

test('whoever it is taken from is the last to get it back', () => {
  expect(chooseReceiver(aGroup(three), ['A']).receiver?.agentId).toBe('B')
  expect(chooseReceiver(aGroup([three[0]!]), ['A']).receiver?.agentId).toBe('A')
})
