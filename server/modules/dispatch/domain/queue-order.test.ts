import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareQueue, nextForAgent, positionOf, type QueueEntry, waitingAheadOf } from './queue-order'

const entry = (conversationId: string, changes: Partial<QueueEntry> = {}): QueueEntry => ({
  conversationId,
  groupId: 'g1',
  priority: 0,
  enteredAt: 10,
  hold: null,
  ...changes,
})
const both = { agentId: 'A', groupIds: ['g1', 'g2'] }

const entries = fc.uniqueArray(
  fc.record({
    conversationId: fc.integer({ min: 0, max: 99 }).map(String),
    groupId: fc.constantFrom('g1', 'g2', 'g3'),
    priority: fc.integer({ min: 0, max: 2 }),
    enteredAt: fc.integer({ min: 0, max: 5 }),
    hold: fc.option(
      fc.record({ agentId: fc.constantFrom('A', 'B'), until: fc.integer({ min: 0, max: 20 }) }),
    ),
  }),
  { selector: (value) => value.conversationId, maxLength: 12 },
)

describe('order', () => {
  test('priority first, then entry, then id', () => {
    const queue = [
      entry('b'),
      entry('d', { enteredAt: 9 }),
      entry('a'),
      entry('c', { priority: 1, enteredAt: 99 }),
    ]
    expect(queue.sort(compareQueue).map((item) => item.conversationId)).toEqual(['c', 'd', 'a', 'b'])
  })

  test('a freed agent takes the first across all own groups and nothing of others', () => {
    const queue = [
      entry('own', { enteredAt: 20 }),
      entry('urgent', { groupId: 'g2', priority: 1, enteredAt: 30 }),
      entry('foreign', { groupId: 'g3', priority: 9 }),
    ]
    expect(nextForAgent(queue, both, 40)?.conversationId).toBe('urgent')
    expect(nextForAgent(queue, { agentId: 'A', groupIds: [] }, 40)).toBeNull()
  })

  test('who is held for somebody else is left until the hold ends', () => {
    const queue = [entry('held', { hold: { agentId: 'O', until: 50 } }), entry('next', { enteredAt: 20 })]
    expect(nextForAgent(queue, both, 49)?.conversationId).toBe('next')
    expect(nextForAgent(queue, both, 50)?.conversationId).toBe('held')
    expect(nextForAgent(queue, { agentId: 'O', groupIds: ['g1'] }, 49)?.conversationId).toBe('held')
  })

  test('the places of a group are 1, 2, 3… without gap or double, in the order of service', () => {
    fc.assert(
      fc.property(entries, (queue) => {
        const own = queue.filter((item) => item.groupId === 'g1').sort(compareQueue)
        expect(own.map((item) => positionOf(queue, item.conversationId))).toEqual(own.map((_, i) => i + 1))
        expect(positionOf(queue, 'nobody')).toBeNull()
      }),
    )
  })
})

describe('waiting ahead', () => {
  test('a newcomer stands behind equals and the higher, before the lower', () => {
    const queue = [entry('equal', { priority: 1 }), entry('higher', { priority: 2 }), entry('lower')]
    expect(waitingAheadOf(queue, both, 1, null, 99)).toBe(2)
  })

  test('those whom the agent cannot serve do not count', () => {
    const queue = [entry('foreign', { groupId: 'g3' }), entry('held', { hold: { agentId: 'O', until: 999 } })]
    expect(waitingAheadOf(queue, both, 0, null, 99)).toBe(0)
  })

  test('exactly the customer whom the agent takes next has nobody ahead', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 20 }), (queue, at) => {
        const next = nextForAgent(queue, both, at)
        for (const item of queue.filter((candidate) => both.groupIds.includes(candidate.groupId))) {
          if (item.hold !== null && item.hold.agentId !== 'A' && at < item.hold.until) continue
          const ahead = waitingAheadOf(queue, both, item.priority, item, at)
          expect(ahead === 0).toBe(item.conversationId === next?.conversationId)
        }
      }),
    )
  })
})
