import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeTags } from './tags'

describe('tags', () => {
  it('are told apart whatever their case, and keep their order', () => {
    expect(changeTags(['VIP', '退货'], { add: ['vip', 'Late', 'late'], remove: ['退货'] })).toEqual({
      tags: ['VIP', 'Late'],
      added: ['Late'],
      removed: ['退货'],
    })
  })

  it('never stand twice, and changing them again changes nothing', () => {
    const tag = fc.constantFrom('a', 'A', 'b', 'B', '退货', 'c')
    const some = fc.array(tag, { maxLength: 6 })
    fc.assert(
      fc.property(some, some, some, (start, add, remove) => {
        const before = changeTags([], { add: start, remove: [] }).tags
        const { tags } = changeTags(before, { add, remove })
        expect(new Set(tags.map((t) => t.toLowerCase())).size).toBe(tags.length)
        const again = changeTags(tags, { add: add.filter((t) => tags.includes(t)), remove: [] })
        expect(again).toEqual({ tags, added: [], removed: [] })
      }),
    )
  })
})
