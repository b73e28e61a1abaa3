import { describe, expect, it } from 'vitest'
import type { BoardAgent, BoardGroup } from '@/server/modules/workforce/contract'
import { searchBoard } from './search'

const agent = (id: string, name: string) => ({ id, name }) as BoardAgent
const group = (name: string, ...ids: string[]) =>
  ({ id: name, name, members: ids.map((agentId) => ({ agentId })) }) as BoardGroup
const sales = group('Sales', 'a', 'b')
const board = {
  agents: [agent('a', 'Lin Wei'), agent('b', 'Mei')],
  groups: [sales, group('Returns', 'b'), group('售后', 'a')],
}

describe('searching the board', () => {
  it.each([
    ['', ['a', 'b'], [0, 1, 2]],
    [' LIN ', ['a'], [0, 2]],
    ['sales', [], [0]],
    ['售后', [], [2]],
    ['nobody', [], []],
  ])('“%s” finds agents and groups', (search, agents, groups) => {
    const found = searchBoard(board, search)
    expect(found.agents.map(({ id }) => id)).toEqual(agents)
    expect(found.groups).toEqual(groups)
  })

  it('shows of a group only who was searched for, and everybody when it was the group', () => {
    expect(searchBoard(board, 'lin').shows(sales, 'b')).toBe(false)
    expect(searchBoard(board, 'lin').shows(sales, 'a')).toBe(true)
    expect(searchBoard(board, 'sale').shows(sales, 'b')).toBe(true)
  })
})
