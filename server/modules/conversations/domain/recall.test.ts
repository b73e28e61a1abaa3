import { describe, expect, it } from 'vitest'
import { judgeRecall, type RecallCandidate } from './recall'

const written = new Date('2026-03-02T09:00:00Z')
const later = (ms: number) => new Date(written.getTime() + ms)
const message: RecallCandidate = {
  ...{ senderKind: 'agent', senderId: 'mei', kind: 'text', createdAt: written, recalledAt: null },
}
const mei = { kind: 'agent', id: 'mei' } as const

describe('taking a message back', () => {
  it.each([
    ['its sender, at once', {}, mei, 0, 'recall'],
    ['its sender, at two minutes', {}, mei, 120_000, 'recall'],
    ['its sender, a moment after two minutes', {}, mei, 120_001, 'too_late'],
    ['a note', { kind: 'note' }, mei, 5_000, 'recall'],
    ['a picture', { kind: 'picture' }, mei, 5_000, 'recall'],
    ['a colleague', {}, { kind: 'agent', id: 'bo' }, 0, 'not_yours'],
    ['a customer with the same id', {}, { kind: 'customer', id: 'mei' }, 0, 'not_yours'],
    ['what the system said', { kind: 'system' }, mei, 0, 'not_possible'],
    ['a second time, even late', { recalledAt: later(9_000) }, mei, 999_000, 'recalled_before'],
  ] as const)('%s', (_, change, by, after, outcome) =>
    expect(judgeRecall({ ...message, ...change }, by, later(after))).toBe(outcome),
  )
})
