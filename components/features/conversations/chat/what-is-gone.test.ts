import { describe, expect, it } from 'vitest'
import { whatIsGone } from './what-is-gone'

const message = { kind: 'text', text: '', attachment: null, meta: null, recalledAt: null } as const
const attachment = { id: 'a', name: 'a.png', size: 1, mediaType: 'image/png' } as never

describe('what retention took of a message', () => {
  it('is said where nothing is left to show, and never of what was recalled', () => {
    expect(whatIsGone(message)).toBe('content')
    expect(whatIsGone({ ...message, kind: 'note' })).toBe('content')
    expect(whatIsGone({ ...message, recalledAt: '2026-01-01T00:00:00Z' })).toBeNull()
    expect(whatIsGone({ ...message, text: 'Hello' })).toBeNull()
    expect(whatIsGone({ ...message, kind: 'card', meta: {} as never })).toBeNull()
  })

  it('is the file where the message had one, whatever else it says', () => {
    expect(whatIsGone({ ...message, kind: 'picture' })).toBe('file')
    expect(whatIsGone({ ...message, kind: 'file', text: 'The invoice' })).toBe('file')
    expect(whatIsGone({ ...message, kind: 'picture', attachment })).toBeNull()
  })
})
