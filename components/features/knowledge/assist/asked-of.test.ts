import { describe, expect, it } from 'vitest'
import { askedOf } from './asked-of'

type Message = Parameters<typeof askedOf>[0][number]
const said = (senderKind: Message['senderKind'], text: string, change: Partial<Message> = {}): Message => ({
  ...{ senderKind, text, kind: 'text', recalledAt: null },
  ...change,
})

describe('what a customer asks just now', () => {
  it('is the newest message with those before it, however many agents spoke between', () => {
    const messages = ['a', 'b', 'c', 'd', 'e'].flatMap((text) => [
      said('agent', 'hm'),
      said('customer', text),
    ])
    expect(askedOf(messages)).toEqual({ text: 'e', earlier: ['b', 'c', 'd'] })
  })

  it('is nothing once an agent has answered', () => {
    expect(askedOf([said('customer', 'a'), said('agent', 'b')])).toBeNull()
    expect(askedOf([])).toBeNull()
  })

  it('leaves out notes, what was taken back, and what has no words', () => {
    const messages = [
      said('customer', 'where is it'),
      said('agent', 'note', { kind: 'note' }),
      said('customer', '', { recalledAt: '2026-01-01T00:00:00.000Z' }),
      said('customer', '  '),
    ]
    expect(askedOf(messages)).toEqual({ text: 'where is it', earlier: [] })
  })
})
