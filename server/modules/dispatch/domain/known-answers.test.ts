import { expect, test } from 'vitest'
import type { AgentStatus, DispatchDecision } from '../contract'
import { decideDispatch } from './decide-dispatch'
import { aGroup, anAgent, aRequest, aSnapshot } from './snapshot.fixture'
import type { CandidateSnapshot, GroupSnapshot } from './types'

const early = 1_000
const late = 2_000

type Place = [limit: number, current: number]

function agent(id: string, status: AgentStatus, place: Place, quality: number, lastAssignedAt = early) {
  const [limit, current] = place
  return anAgent(id, { status, limit, current, quality, lastAssignedAt })
}

interface Case {
  title: string
  agents: CandidateSnapshot[]
  group?: Partial<GroupSnapshot>
  expected: Partial<DispatchDecision>
  products: number[]
}

const direct = (agentId: string): Partial<DispatchDecision> => ({
  outcome: 'assign',
  creationType: 'direct',
  agentId,
})
const queued: Partial<DispatchDecision> = { outcome: 'queue', creationType: 'queued', agentId: null }
const offline = (agentId: string): Partial<DispatchDecision> => ({
  outcome: 'offline',
  creationType: 'offline',
  agentId,
})

const cases: Case[] = [
  {
    title: '1: A .36 against B .32 → A, direct',
    agents: [agent('A', 'online', [5, 2], 60), agent('B', 'online', [5, 1], 40)],
    expected: { ...direct('A'), qualitySum: 100, tieBreak: 'none' },
    products: [0.36, 0.32],
  },
  {
    title: '2: A .12 against B .32 → B, direct',
    agents: [agent('A', 'online', [5, 4], 60), agent('B', 'online', [5, 1], 40)],
    expected: direct('B'),
    products: [0.12, 0.32],
  },
  {
    title: '3: one full, one busy: 0 and 0 → queue',
    agents: [agent('A', 'online', [5, 5], 90), agent('B', 'busy', [5, 0], 10)],
    expected: { ...queued, reason: 'no_room' },
    products: [0, 0],
  },
  {
    title: '4: one full, one offline: not every one is negative → queue',
    agents: [agent('A', 'online', [5, 5], 90), agent('B', 'offline', [5, 0], 10)],
    expected: queued,
    products: [0, -0.1],
  },
  {
    title: '5: both offline, no receivers → offline, split evenly',
    agents: [agent('A', 'offline', [5, 0], 90), agent('B', 'offline', [5, 0], 10)],
    expected: { ...offline('A'), reason: 'all_offline', receiver: expect.objectContaining({ by: 'even' }) },
    products: [-0.9, -0.1],
  },
  {
    title: '6: both offline, receiver B → offline, B',
    agents: [agent('A', 'offline', [5, 0], 90), agent('B', 'offline', [5, 0], 10)],
    group: { offlineReceiverIds: ['B'] },
    expected: { ...offline('B'), receiver: expect.objectContaining({ by: 'named' }) },
    products: [-0.9, -0.1],
  },
  {
    title: '7: weight 0 against weight 10 → B',
    agents: [agent('A', 'online', [1, 0], 0), agent('B', 'online', [1, 0], 10)],
    expected: direct('B'),
    products: [0, 1],
  },
  {
    title: '7, when B is full: a zero weight takes nobody → queue',
    agents: [agent('A', 'online', [1, 0], 0), agent('B', 'online', [1, 1], 10)],
    expected: { ...queued, reason: 'quality_zero', warnings: [] },
    products: [0, 0],
  },
  {
    title: '8: limit 0 is no room, never a division by zero → queue',
    agents: [agent('A', 'online', [0, 0], 50)],
    expected: queued,
    products: [0],
  },
  {
    title: '9: .25 = .25 → the one idle longest',
    agents: [agent('A', 'online', [4, 2], 50, late), agent('B', 'online', [4, 2], 50, early)],
    expected: { ...direct('B'), tieBreak: 'longest_idle' },
    products: [0.25, 0.25],
  },
  {
    title: '10: alone with one place of ten: .1 × 1 → A',
    agents: [agent('A', 'online', [10, 9], 100)],
    expected: { ...direct('A'), qualitySum: 100 },
    products: [0.1],
  },
  {
    title: '11: alone and over the limit on purpose: space 0 → queue',
    agents: [agent('A', 'online', [5, 6], 100)],
    expected: queued,
    products: [0],
  },
  {
    title: '12: all offline, whatever the weights → offline',
    agents: [agent('A', 'offline', [5, 0], 0), agent('B', 'offline', [5, 0], 10)],
    expected: { outcome: 'offline', creationType: 'offline' },
    products: [0, -1],
  },
  {
    title: '13: all online with room and all weights 0 → queue, and the console warns',
    agents: [agent('A', 'online', [5, 0], 0), agent('B', 'online', [5, 0], 0)],
    expected: { ...queued, reason: 'quality_zero', warnings: ['quality_sum_zero'] },
    products: [0, 0],
  },
  {
    title: '14: 1 × 20 against 2/3 × 30 is a tie → the one idle longest',
    agents: [agent('A', 'online', [1, 0], 20, late), agent('B', 'online', [3, 1], 30, early)],
    expected: { ...direct('B'), tieBreak: 'longest_idle' },
    products: [0.4, 0.4],
  },
]

test.each(cases)('known answer $title', ({ agents, group, expected, products }) => {
  const decision = decideDispatch(aRequest(), aSnapshot([aGroup(agents, group)]))
  expect(decision).toMatchObject(expected)
  const inOrder = agents.map(({ agentId }) => decision.candidates.find((c) => c.agentId === agentId)?.product)
  expect(inOrder).toEqual(products)
})

test('known answer 5, the second message: fewest received today comes first, so B gets it', () => {
  const agents = [
    anAgent('A', { status: 'offline', quality: 90, offlineReceivedToday: 1 }),
    anAgent('B', { status: 'offline', quality: 10 }),
  ]
  expect(decideDispatch(aRequest(), aSnapshot([aGroup(agents)]))).toMatchObject(offline('B'))
})

test('a customer who waited is assigned as queued, with the same winner', () => {
  const snapshot = aSnapshot([aGroup(cases[0]!.agents)])
  const decision = decideDispatch(aRequest({ waited: true, enteredAt: 0 }), snapshot)
  expect(decision).toMatchObject({ outcome: 'assign', creationType: 'queued', agentId: 'A' })
})
