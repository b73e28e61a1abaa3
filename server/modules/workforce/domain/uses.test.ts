import { describe, expect, it } from 'vitest'
import { refuseDeletion, refuseDisabling } from './uses'

const unused = {
  channels: [],
  rules: [],
  overflowOf: [],
  children: [],
  enabledChildren: 0,
  queued: 0,
  open: 0,
  past: 0,
}

describe('taking a group out of use', () => {
  it('is possible when nothing refers to it', () => {
    expect(refuseDisabling(unused)).toBe(null)
    expect(refuseDeletion(unused)).toBe(null)
  })

  it.each(['channels', 'rules', 'overflowOf'])('is refused while customers are led there by %s', (use) => {
    expect(refuseDisabling({ ...unused, [use]: ['x'] })).toBe('leads_here')
    expect(refuseDeletion({ ...unused, [use]: ['x'] })).toBe('leads_here')
  })

  it('is refused while customers wait there', () => {
    expect(refuseDisabling({ ...unused, queued: 1, open: 1 })).toBe('has_conversations')
  })

  it('is refused while groups below it take customers', () => {
    expect(refuseDisabling({ ...unused, children: ['x'], enabledChildren: 1 })).toBe('leads_here')
  })

  it('leaves a group with a history or with disabled groups below it to be disabled only', () => {
    for (const uses of [
      { ...unused, past: 1 },
      { ...unused, open: 1 },
      { ...unused, children: ['x'] },
    ]) {
      expect(refuseDisabling(uses)).toBe(null)
      expect(refuseDeletion(uses)).not.toBe(null)
    }
  })
})
