import { expect, it } from 'vitest'
import { leavesOf, searchLeaves } from './wrap-up-tree'

const node = (id: string, parentId: string | null, en: string, zh: string, position: number) => ({
  ...{ id, parentId, position },
  names: { en, zh },
})
const nodes = [
  node('d', null, 'Delivery', '配送', 1),
  node('r', null, 'Returns', '退货', 0),
  node('late', 'd', 'Late parcel', '包裹延误', 0),
  node('label', 'r', 'Label sent', '已发标签', 0),
]

it('lists the leaves in the order of the tree, in the reader’s language', () => {
  expect(leavesOf(nodes, 'zh').map(({ path, name }) => [...path, name])).toEqual([
    ['退货', '已发标签'],
    ['配送', '包裹延误'],
  ])
})

it('finds by every word of name and path', () => {
  const leaves = leavesOf(nodes, 'en')
  expect(searchLeaves(leaves, 'late deliv').map(({ id }) => id)).toEqual(['late'])
  expect(searchLeaves(leaves, '')).toHaveLength(2)
})
