import { describe, expect, it } from 'vitest'
import type { TreeNode } from '@/server/modules/channels/contract'
import { arrange, isBelow, targetOf, targetOfDrop } from './arrange'

const node = (id: string, parentId: string | null, position: number): TreeNode => ({
  ...{ id, parentId, position, disabled: false, version: 1 },
  names: { en: id.toUpperCase(), zh: `类${id}` },
  uses: { conversations: 0, rules: 0, menus: 0 },
  recent: 0,
})
// a ( b, c ( d ) ), e
const nodes = [
  node('a', null, 0),
  node('b', 'a', 0),
  node('c', 'a', 1),
  node('d', 'c', 0),
  node('e', null, 1),
]
const ids = (rows: ReturnType<typeof arrange>) => rows.map((row) => row.node.id).join('')

describe('the rows of a tree', () => {
  it('stand in order, without what is below a closed one', () => {
    expect(ids(arrange(nodes, () => true))).toBe('abcde')
    expect(ids(arrange(nodes, (id) => id === 'a'))).toBe('abce')
    expect(ids(arrange(nodes, () => false))).toBe('ae')
  })

  it('know their level and their place', () => {
    expect(arrange(nodes, () => true).find((row) => row.node.id === 'c')).toMatchObject({
      ...{ level: 2, place: 1, siblings: 2, children: 1 },
    })
  })

  it('are narrowed to what is searched for, in either language, with what stands above it', () => {
    expect(ids(arrange(nodes, () => false, { search: 'd' }))).toBe('acd')
    expect(ids(arrange(nodes, () => false, { search: '类e' }))).toBe('e')
  })

  it('are narrowed to a state, with what stands above them', () => {
    const some = nodes.map((one) => ({ ...one, disabled: one.id === 'd' }))
    expect(ids(arrange(some, () => false, { state: 'disabled' }))).toBe('acd')
    expect(ids(arrange(some, () => false, { state: 'enabled' }))).toBe('abce')
    expect(ids(arrange(some, () => false, { state: 'disabled', search: 'b' }))).toBe('')
  })
})

describe('where a key takes a node', () => {
  it.each([
    ['c', 'up', { parentId: 'a', position: 0 }],
    ['b', 'up', null],
    ['b', 'down', { parentId: 'a', position: 1 }],
    ['e', 'down', null],
    ['c', 'in', { parentId: 'b', position: 0 }],
    ['e', 'in', { parentId: 'a', position: 2 }],
    ['a', 'in', null],
    ['d', 'out', { parentId: 'a', position: 2 }],
    ['b', 'out', { parentId: null, position: 1 }],
    ['a', 'out', null],
  ] as const)('%s %s', (id, direction, target) => {
    expect(targetOf(nodes, id, direction)).toEqual(target)
  })
})

describe('a node stands below itself or another', () => {
  it.each([
    ['d', 'a', true],
    ['a', 'a', true],
    ['a', 'd', false],
    ['e', 'a', false],
  ])('%s below %s: %s', (id, aboveId, below) => {
    expect(isBelow(nodes, id, aboveId)).toBe(below)
  })
})

describe('where a drop puts a node', () => {
  it.each([
    ['e', 'b', 'before', { parentId: 'a', position: 0 }],
    ['e', 'b', 'after', { parentId: 'a', position: 1 }],
    ['b', 'c', 'after', { parentId: 'a', position: 1 }],
    ['e', 'c', 'into', { parentId: 'c', position: 1 }],
    ['a', 'd', 'into', null],
    ['a', 'a', 'before', null],
    ['d', 'c', 'into', { parentId: 'c', position: 0 }],
  ] as const)('%s %s %s', (id, on, drop, target) => {
    expect(targetOfDrop(nodes, id, on, drop)).toEqual(target)
  })
})
