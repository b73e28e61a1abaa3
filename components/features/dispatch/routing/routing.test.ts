import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { categoryPaths } from './category-paths'
import { moved } from './move'
import { previewInputOf, testCustomer } from './test-customer'

describe('moving a rule', () => {
  it('puts it where it was dropped and keeps the order of the others', () => {
    expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd'])
    expect(moved(['a', 'b', 'c', 'd'], 3, 0)).toEqual(['d', 'a', 'b', 'c'])
    expect(moved(['a', 'b'], 1, 9)).toEqual(['a', 'b'])
  })

  it('never loses or repeats one', () => {
    const list = fc.uniqueArray(fc.integer(), { minLength: 1 })
    const place = fc.integer({ min: -3, max: 12 })
    fc.assert(
      fc.property(list, place, place, (all, from, to) => {
        fc.pre(from >= 0 && from < all.length)
        expect([...moved(all, from, to)].sort()).toEqual([...all].sort())
      }),
    )
  })
})

it('names a category by its path, in the language of the reader, and ends at a circle', () => {
  const paths = categoryPaths(
    [
      { id: 'top', parentId: null, names: { en: 'Delivery', zh: '配送' }, disabled: false },
      { id: 'leaf', parentId: 'top', names: { en: 'Lost parcel' }, disabled: false },
      { id: 'a', parentId: 'b', names: { en: 'A' }, disabled: false },
      { id: 'b', parentId: 'a', names: { en: 'B' }, disabled: false },
    ],
    'zh',
  )
  expect(paths.get('leaf')).toBe('配送 › Lost parcel')
  expect(paths.get('a')).toBe('B › A')
})

describe('the customer of the tester', () => {
  it('leaves out what is not said, so that the channel’s defaults hold', () => {
    expect(previewInputOf({ ...testCustomer, channelKey: 'web' })).toEqual({
      channelKey: 'web',
      customerTags: [],
      vipLevel: 0,
    })
  })

  it('carries a moment as an instant, and none while it is being typed', () => {
    const at = (moment: string | null) => previewInputOf({ ...testCustomer, moment }).at
    expect(at('2026-11-21T10:00')).toBe(new Date('2026-11-21T10:00').toISOString())
    expect(at('')).toBeUndefined()
    expect(at(null)).toBeUndefined()
  })
})
