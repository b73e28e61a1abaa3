import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ancestorsOf,
  checkMerge,
  checkPlace,
  childrenOf,
  heightOf,
  type Node,
  orderAfterMove,
} from './check-tree'

const node = (id: string, parentId: string | null, position = 0): Node => ({
  id,
  parentId,
  names: { en: id.toUpperCase(), zh: `类${id}` },
  position,
})
//  a ─ b ─ c        d
const nodes = [node('a', null, 0), node('b', 'a'), node('c', 'b'), node('d', null, 1)]
const names = { en: 'New', zh: '新' }

describe('a place in the tree', () => {
  it('is refused below itself, however far down', () => {
    expect(checkPlace(nodes, 'a', 'a', names, 6)).toBe('tree_cycle')
    expect(checkPlace(nodes, 'a', 'c', names, 6)).toBe('tree_cycle')
    expect(checkPlace(nodes, 'c', 'a', names, 6)).toBe(null)
  })

  it('is refused where the tree would be too deep, the whole branch counted', () => {
    expect(checkPlace(nodes, 'a', 'd', names, 4)).toBe(null)
    expect(checkPlace(nodes, 'a', 'd', names, 3)).toBe('too_deep')
    expect(checkPlace(nodes, null, 'c', names, 3)).toBe('too_deep')
  })

  it('is refused beside a sibling of the same name in either language, and not elsewhere', () => {
    expect(checkPlace(nodes, null, null, { en: 'a', zh: '新' }, 6)).toBe('node_name_taken')
    expect(checkPlace(nodes, null, null, { en: 'New', zh: '类d' }, 6)).toBe('node_name_taken')
    expect(checkPlace(nodes, null, 'b', { en: 'A', zh: '新' }, 6)).toBe(null)
    expect(checkPlace(nodes, 'a', null, { en: 'A', zh: '类a' }, 6)).toBe(null)
  })

  it('is refused below what does not exist', () => {
    expect(checkPlace(nodes, null, 'x', names, 6)).toBe('unknown_node')
  })
})

describe('a merge', () => {
  it('is refused with itself, into what stands below, and where it would be too deep', () => {
    expect(checkMerge(nodes, 'a', 'a', 6)).toBe('merge_with_itself')
    expect(checkMerge(nodes, 'a', 'c', 6)).toBe('merge_into_child')
    expect(checkMerge(nodes, 'c', 'a', 6)).toBe(null)
    expect(checkMerge(nodes, 'a', 'x', 6)).toBe('unknown_node')
    expect(checkMerge(nodes, 'a', 'd', 3)).toBe(null)
    expect(checkMerge(nodes, 'a', 'd', 2)).toBe('too_deep')
  })
})

describe('any run of moves', () => {
  const move = fc.record({ id: fc.nat(7), parent: fc.option(fc.nat(7)), position: fc.nat(9) })
  it('leaves a tree, in which everybody is reached from the top exactly once', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        let tree = Array.from({ length: 8 }, (_, index) => node(String(index), null, index))
        for (const { id, parent, position } of moves) {
          const [own, parentId] = [String(id), parent === null ? null : String(parent)]
          if (checkPlace(tree, own, parentId, { en: `n${own}` }, 6)) continue
          const order = orderAfterMove(tree, own, parentId, position)
          tree = tree.map((one) => ({
            ...one,
            parentId: one.id === own ? parentId : one.parentId,
            position: order.includes(one.id) ? order.indexOf(one.id) : one.position,
          }))
        }
        const reach = (parentId: string | null): string[] =>
          childrenOf(tree, parentId).flatMap((one) => [one.id, ...reach(one.id)])
        expect(reach(null).sort()).toEqual(tree.map(({ id }) => id).sort())
        for (const { id } of tree)
          expect(ancestorsOf(tree, id).length + heightOf(tree, id)).toBeLessThanOrEqual(6)
      }),
    )
  })
})
