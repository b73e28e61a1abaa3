import { expect, test } from 'vitest'
import { decideDispatch } from './decide-dispatch'
import { explainDecision } from './explain'
import { aGroup, anAgent, aRequest, aRule, aSnapshot } from './snapshot.fixture'

const group = aGroup(
  [
    anAgent('A', { name: 'Ann', limit: 5, current: 2, quality: 60 }),
    anAgent('B', { name: 'Bo', limit: 5, current: 1, quality: 40 }),
    anAgent('C', { name: 'Chen', status: 'busy', statusReason: 'lunch', quality: 0 }),
  ],
  { name: 'After-sales' },
)
const rules = [
  aRule('r0', { name: 'Chinese', conditions: { languages: ['zh'] }, position: 0 }),
  aRule('r1', { name: 'Returns, after sale', position: 1, priorityBoost: 2 }),
]

test('tells an assignment in order: rules, outcome, winner, next best, the others, version', () => {
  const statements = explainDecision(decideDispatch(aRequest(), aSnapshot([group], { rules })))
  expect(statements.map(({ key }) => key)).toEqual([
    'rule.failed',
    'rule.matched',
    'priority.raised',
    'outcome.highest_coefficient',
    'winner',
    'runnerUp',
    'notConsidered.busy',
    'config',
  ])
  const byKey = Object.fromEntries(statements.map(({ key, params }) => [key, params]))
  expect(byKey['rule.failed']).toEqual({ rule: 'Chinese', conditions: ['languages'] })
  expect(byKey['rule.matched']).toEqual({ rule: 'Returns, after sale', group: 'After-sales' })
  expect(byKey.winner).toMatchObject({ agent: 'Ann', free: 3, limit: 5, quality: 60, product: 0.36 })
  expect(byKey.runnerUp).toMatchObject({ agent: 'Bo', free: 4, limit: 5, quality: 40, product: 0.32 })
  expect(byKey['notConsidered.busy']).toMatchObject({ agent: 'Chen', statusReason: 'lunch' })
})

test('names the group of the rule even where an overflow led to another', () => {
  const paused = { ...group, paused: true, overflow: { mode: 'group' as const, groupId: 'g2' } }
  const snapshot = aSnapshot([paused, aGroup([anAgent('D')], { name: 'Reserve' }, 'g2')])
  const statements = explainDecision(decideDispatch(aRequest(), snapshot))
  expect(statements).toContainEqual({ key: 'rule.default', params: { group: 'After-sales' } })
  expect(statements).toContainEqual({
    key: 'overflow.group_paused',
    params: { from: 'After-sales', to: 'Reserve' },
  })
  expect(statements).toContainEqual({ key: 'outcome.highest_coefficient', params: { group: 'Reserve' } })
})

test('says who gets the message and how it was shared out', () => {
  const away = aGroup([anAgent('A', { name: 'Ann', status: 'offline', offlineReceivedToday: 3 })])
  const statements = explainDecision(decideDispatch(aRequest(), aSnapshot([away])))
  expect(statements).toContainEqual({ key: 'receiver.even', params: { agent: 'Ann', receivedToday: 3 } })
})

test('says for whom the customer is held, and until when', () => {
  const owner = anAgent('A', { name: 'Ann', status: 'busy' })
  const decision = decideDispatch(
    aRequest({ stage: 'after_sale', orderOwnerId: 'A', at: 1000 }),
    aSnapshot([aGroup([owner])], {
      orderOwner: { candidate: owner, groupId: 'g1' },
      settings: { orderOwner: { mode: 'wait', waitSeconds: 30 }, stickinessHours: null },
    }),
  )
  expect(explainDecision(decision)).toContainEqual({ key: 'hold', params: { agent: 'Ann', until: 31_000 } })
})

test('adds up those left out of a large group', () => {
  const many = Array.from({ length: 60 }, (_, index) => anAgent(`a${index}`))
  const statements = explainDecision(decideDispatch(aRequest(), aSnapshot([aGroup(many)])))
  expect(statements).toContainEqual({ key: 'omitted', params: { count: 40 } })
  expect(statements).toContainEqual({ key: 'omitted.reason', params: { code: 'outranked', count: 40 } })
})
