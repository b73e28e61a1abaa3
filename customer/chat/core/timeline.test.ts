import { describe, expect, it } from 'vitest'
import { DoubleConversation } from '../../testing/double-state'
import { timeline } from './timeline'

function talk(lines: [who: 'customer' | 'agent' | 'system', at: string][]) {
  const conversation = new DoubleConversation('c', 'assign', null, 1)
  for (const [who] of lines) conversation.say(who, 'x')
  return conversation.messages.map((message, index) => ({ ...message, createdAt: lines[index]![1] }))
}
const kinds = (rows: ReturnType<typeof timeline>) =>
  rows.map((row) =>
    row.kind === 'group' ? `${row.mine ? 'mine' : 'theirs'}×${row.messages.length}` : row.kind,
  )

describe('rows of the log', () => {
  it('groups by speaker within five minutes and starts each day with its line', () => {
    const messages = talk([
      ['customer', '2026-11-18T22:50:00Z'],
      ['customer', '2026-11-18T22:51:00Z'],
      ['agent', '2026-11-18T22:52:00Z'],
      ['agent', '2026-11-18T22:58:00Z'],
      ['agent', '2026-11-18T23:01:00Z'],
      ['system', '2026-11-18T23:02:00Z'],
    ])
    expect(kinds(timeline(messages, [], [], 'Europe/Berlin'))).toEqual([
      'day',
      'mine×2',
      'theirs×1',
      'theirs×1',
      'day',
      'theirs×1',
      'system',
    ])
    expect(kinds(timeline(messages, [], [], 'UTC')).filter((kind) => kind === 'day')).toHaveLength(1)
  })

  it('puts notices at their place in the log', () => {
    const messages = talk([
      ['customer', '2026-11-18T22:50:00Z'],
      ['customer', '2026-11-18T22:51:00Z'],
    ])
    const notice = { seq: 2.5, at: '2026-11-18T22:50:30Z', kind: 'assigned' as const, name: 'Mei' }
    expect(kinds(timeline(messages, [notice], [], 'UTC'))).toEqual(['day', 'mine×1', 'notice', 'mine×1'])
  })
})
