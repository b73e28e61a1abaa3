import { describe, expect, it } from 'vitest'
import { copyBranch } from './copy-branch'
import type { Stored } from './plan-tree-import'

const node = (id: string, parentId: string | null, en: string, zh: string): Stored => ({
  ...{ id, parentId, names: { en, zh }, position: 0, disabled: id === 'c' },
})
const nodes = [
  node('a', null, 'Returns', '退货'),
  node('b', 'a', 'Refund', '退款'),
  node('c', 'b', 'Late', '超时'),
  node('d', null, 'Returns (copy)', '别的'),
]
let made = 0
const copy = (id: string, of = nodes) => copyBranch(of, id, () => `copy-${++made}`)

describe('a copy of a branch', () => {
  it('has everything below it, in the same order and state, under ids of its own', () => {
    const [top, below, last] = copy('a')
    expect(top).toMatchObject({ parentId: null })
    expect(below).toMatchObject({ parentId: top?.id, names: { en: 'Refund', zh: '退款' } })
    expect(last).toMatchObject({ parentId: below?.id, disabled: true })
    expect(new Set([top, below, last].map((one) => one?.id)).size).toBe(3)
  })

  it('has names that no sibling has in either language, and that are not too long', () => {
    expect(copy('a')[0]?.names).toEqual({ en: 'Returns (copy 2)', zh: '退货（副本 2）' })
    const [long] = copy('x', [node('x', null, 'x'.repeat(80), '甲')])
    expect(long?.names.en).toHaveLength(80)
    expect(long?.names.en).toMatch(/ \(copy\)$/)
  })

  it('of what is not there is nothing', () => {
    expect(copy('none')).toEqual([])
  })
})
