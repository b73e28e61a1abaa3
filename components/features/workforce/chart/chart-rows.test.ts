import { describe, expect, it } from 'vitest'
import type { ChartNode } from '@/server/modules/workforce/contract'
import { arrangeChart, parentByKey } from './chart-rows'

const node = (id: string, parentId: string | null) => ({ id, name: id, parentId }) as ChartNode
const nodes = [
  node('service', null),
  node('after', 'service'),
  node('before', 'service'),
  node('repair', 'after'),
  node('back office', null),
]
const drawn = (isOpen: (id: string) => boolean, search = '') =>
  arrangeChart(nodes, isOpen, search).map(({ node: { id }, level, children }) => [id, level, children])

describe('the chart of groups', () => {
  it('is drawn from the top, neighbours by name, with nothing below a closed group', () => {
    expect(drawn(() => true)).toEqual([
      ['back office', 1, 0],
      ['service', 1, 2],
      ['after', 2, 1],
      ['repair', 3, 0],
      ['before', 2, 0],
    ])
    expect(drawn((id) => id !== 'service').map(([id]) => id)).toEqual(['back office', 'service'])
  })

  it('draws a line as long as something follows on its level', () => {
    const guides = arrangeChart(nodes, () => true).map(({ node: { id }, guides }) => [id, guides])
    expect(guides).toEqual([
      ['back office', []],
      ['service', []],
      ['after', [true]],
      ['repair', [true, false]],
      ['before', [false]],
    ])
  })

  it('shows what is searched for with all above it, closed groups too', () => {
    expect(drawn(() => false, ' REP ').map(([id]) => id)).toEqual(['service', 'after', 'repair'])
  })

  it('moves by key below the neighbour above, or out beside the parent', () => {
    expect(parentByKey(nodes, 'before', 'in')).toBe('after')
    expect(parentByKey(nodes, 'after', 'in')).toBeUndefined()
    expect(parentByKey(nodes, 'repair', 'out')).toBe('service')
    expect(parentByKey(nodes, 'after', 'out')).toBe(null)
    expect(parentByKey(nodes, 'service', 'out')).toBeUndefined()
  })
})
