import { describe, expect, test } from 'vitest'
import { dispatchDecision } from '../contract'
import { decideDispatch } from './decide-dispatch'
import { aGroup, anAgent, aRequest, aRule, aSnapshot, noon } from './snapshot.fixture'
import type { DispatchSnapshot } from './types'

const full = { limit: 5, current: 5 }
const away = { status: 'offline' as const }

describe('levels', () => {
  test('a lower level waits while a higher one has a coefficient above 0', () => {
    const group = aGroup([anAgent('A', { level: 1 }), anAgent('B', { level: 2, current: 4, quality: 1 })])
    const decision = decideDispatch(aRequest(), aSnapshot([group]))
    expect(decision.agentId).toBe('B')
    expect(decision.candidates.find((view) => view.agentId === 'A')?.excluded).toBe('lower_level')
  })

  test.each([full, away, { status: 'busy' as const }, { quality: 0 }])(
    'a lower level is considered when the higher one is %j',
    (changes) => {
      const group = aGroup([anAgent('A', { level: 1 }), anAgent('B', { level: 2, ...changes })])
      expect(decideDispatch(aRequest(), aSnapshot([group])).agentId).toBe('A')
    },
  )
})

describe('limits', () => {
  test.each([
    ['membership', { groupLimit: 2, groupCurrent: 2 }, 'group_full'],
    ['window', { windowLimit: 3, windowCount: 3 }, 'window_full'],
    ['agent', full, 'full'],
  ])('the smallest space counts: the %s limit alone can shut an agent out', (kind, changes, excluded) => {
    const decision = decideDispatch(aRequest(), aSnapshot([aGroup([anAgent('A', changes)])]))
    expect(decision.outcome).toBe('queue')
    expect(decision.candidates[0]).toMatchObject({ basis: { kind, free: 0 }, excluded, space: 0 })
  })

  test('the membership limit lowers the coefficient even where the agent has much room', () => {
    const narrow = anAgent('A', { limit: 10, groupLimit: 2, groupCurrent: 1 })
    const decision = decideDispatch(aRequest(), aSnapshot([aGroup([narrow, anAgent('B', { current: 2 })])]))
    expect(decision.agentId).toBe('B')
  })
})

describe('waiting customers', () => {
  test('a newcomer does not pass a waiting customer whom the only able agent could serve', () => {
    const decision = decideDispatch(aRequest(), aSnapshot([aGroup([anAgent('A', { waitingAhead: 1 })])]))
    expect(decision).toMatchObject({ outcome: 'queue', reason: 'waiting_ahead', agentId: null })
  })

  test('an agent for whom nobody waits may take the newcomer', () => {
    const group = aGroup([anAgent('A', { waitingAhead: 1, quality: 90 }), anAgent('B', { quality: 10 })])
    expect(decideDispatch(aRequest(), aSnapshot([group])).agentId).toBe('B')
  })
})

describe('hours, pause and nobody', () => {
  test.each([
    ['channel', { channelOpenNow: false }, {}],
    ['group', {}, { openNow: false }],
  ])('outside the hours of the %s a message is taken even with agents online', (_name, snapshot, group) => {
    const decision = decideDispatch(aRequest(), aSnapshot([aGroup([anAgent('A')], group)], snapshot))
    expect(decision).toMatchObject({ outcome: 'offline', reason: 'outside_hours', agentId: 'A' })
  })

  test('a group without an enabled member puts it on its list of unassigned messages', () => {
    const decision = decideDispatch(aRequest(), aSnapshot([aGroup([anAgent('A', { enabled: false })])]))
    expect(decision).toMatchObject({ outcome: 'unassigned', reason: 'group_empty', agentId: null })
  })

  test('a group that does not exist is unassigned with a warning, not an error', () => {
    const decision = decideDispatch(aRequest(), aSnapshot([], { defaultGroupId: 'gone' }))
    expect(decision).toMatchObject({ outcome: 'unassigned', groupId: 'gone', warnings: ['group_missing'] })
  })

  test('a paused group overflows to a group that can serve, else takes the message itself', () => {
    const paused = aGroup([anAgent('A')], { paused: true, overflow: { mode: 'group', groupId: 'g2' } })
    const open = decideDispatch(aRequest(), aSnapshot([paused, aGroup([anAgent('B')], {}, 'g2')]))
    expect(open).toMatchObject({ outcome: 'assign', agentId: 'B', groupId: 'g2' })
    expect(open.overflow).toMatchObject([{ fromGroupId: 'g1', toGroupId: 'g2', cause: 'group_paused' }])
    const shut = decideDispatch(aRequest(), aSnapshot([paused, aGroup([anAgent('B', away)], {}, 'g2')]))
    expect(shut).toMatchObject({ outcome: 'offline', reason: 'group_paused', groupId: 'g1', agentId: 'A' })
    expect(shut.overflow).toEqual([])
  })

  test('groups that overflow into each other end with a message, not in a circle', () => {
    const to = (groupId: string) => ({ paused: true, overflow: { mode: 'group' as const, groupId } })
    const groups = [aGroup([anAgent('A')], to('g2')), aGroup([anAgent('B')], to('g1'), 'g2')]
    expect(decideDispatch(aRequest(), aSnapshot(groups))).toMatchObject({ outcome: 'offline', groupId: 'g1' })
  })
})

describe('queue limits', () => {
  const busyGroup = (changes: object) =>
    aGroup([anAgent('A', full)], { queueLength: 3, maxQueueLength: 3, ...changes })

  test('at the maximum length a newcomer leaves a message; who already waits keeps the place', () => {
    const snapshot = aSnapshot([busyGroup({})])
    expect(decideDispatch(aRequest(), snapshot)).toMatchObject({ outcome: 'offline', reason: 'queue_full' })
    expect(decideDispatch(aRequest({ waited: true }), snapshot).outcome).toBe('queue')
  })

  test('at the maximum length the customer may be asked', () => {
    const group = busyGroup({ overflow: { mode: 'customer_chooses', groupId: 'g2' } })
    const decision = decideDispatch(aRequest(), aSnapshot([group]))
    expect(decision).toMatchObject({ outcome: 'queue', choice: { groupId: 'g2' } })
  })

  test('after the maximum wait the customer goes to the other group and queues there', () => {
    const first = aGroup([anAgent('A', full)], {
      maxWaitMs: 60_000,
      overflow: { mode: 'group', groupId: 'g2' },
    })
    const snapshot = aSnapshot([first, aGroup([anAgent('B', full)], { maxWaitMs: 60_000 }, 'g2')])
    const since = (groupEnteredAt: number) => aRequest({ waited: true, enteredAt: 0, groupEnteredAt })
    expect(decideDispatch(since(noon - 59_999), snapshot)).toMatchObject({ outcome: 'queue', groupId: 'g1' })
    expect(decideDispatch(since(noon - 60_000), snapshot)).toMatchObject({
      outcome: 'queue',
      groupId: 'g2',
      overflow: [{ cause: 'waited_too_long' }],
    })
  })
})

describe('the owner of the order', () => {
  const request = aRequest({ stage: 'after_sale', orderOwnerId: 'O' })
  const snapshot = (
    owner: object,
    mode: 'wait' | 'group' | 'message',
    changes: Partial<DispatchSnapshot> = {},
  ) => {
    const candidate = anAgent('O', { quality: 1, ...owner })
    const own = aGroup([candidate, anAgent('P', { quality: 99 })], {}, 'own')
    const settings = { orderOwner: { mode, waitSeconds: 30 }, stickinessHours: null }
    const orderOwner = { candidate, groupId: 'own' }
    return aSnapshot([aGroup([anAgent('A')]), own], { orderOwner, settings, ...changes })
  }

  test('online with room, the owner gets it whatever the coefficients say', () => {
    const decision = decideDispatch(request, snapshot({}, 'group'))
    expect(decision).toMatchObject({ outcome: 'assign', agentId: 'O', reason: 'order_owner', groupId: 'own' })
    expect(decision.overrides).toMatchObject([{ kind: 'order_owner', applied: true, cause: 'able' }])
  })

  test('before sale the order has no say', () => {
    const decision = decideDispatch({ ...request, stage: 'before_sale' }, snapshot({}, 'group'))
    expect(decision).toMatchObject({ agentId: 'A', groupId: 'g1', overrides: [] })
  })

  test.each([
    ['full', full],
    ['busy', { status: 'busy' as const }],
    ['offline', away],
  ])('%s, with "group": the owner’s group serves, not the rule’s', (cause, owner) => {
    const decision = decideDispatch(request, snapshot(owner, 'group'))
    expect(decision).toMatchObject({ agentId: 'P', groupId: 'own', overrides: [{ applied: false, cause }] })
  })

  test('with "wait": held for the owner until the time has passed, then served by the group', () => {
    const held = decideDispatch(request, snapshot(full, 'wait'))
    const until = noon + 30_000
    expect(held).toMatchObject({
      outcome: 'queue',
      reason: 'held_for_owner',
      hold: { agentId: 'O', until },
    })
    const waiting = { ...request, waited: true, enteredAt: noon }
    expect(decideDispatch({ ...waiting, at: until - 1 }, snapshot(full, 'wait')).hold).toMatchObject({
      until,
    })
    expect(decideDispatch({ ...waiting, at: until }, snapshot(full, 'wait'))).toMatchObject({
      outcome: 'assign',
      agentId: 'P',
      creationType: 'queued',
    })
  })

  test('with "message": the message is the owner’s', () => {
    expect(decideDispatch(request, snapshot(away, 'message'))).toMatchObject({
      outcome: 'offline',
      reason: 'owner_message',
      agentId: 'O',
      receiver: { by: 'owner' },
    })
  })

  test('an owner with customers waiting before this one is not taken away from them, nor left a message', () => {
    const decision = decideDispatch(request, snapshot({ waitingAhead: 2 }, 'message'))
    expect(decision).toMatchObject({ outcome: 'queue', reason: 'waiting_ahead', groupId: 'own' })
  })

  test('an owner who has left is no owner: the rule’s group serves', () => {
    const decision = decideDispatch(request, snapshot({ enabled: false }, 'message'))
    expect(decision).toMatchObject({ agentId: 'A', groupId: 'g1', overrides: [{ cause: 'disabled' }] })
  })

  test('outside hours even an able owner gets a message, not a live conversation', () => {
    const closed = snapshot({}, 'message', { channelOpenNow: false })
    expect(decideDispatch(request, closed)).toMatchObject({ outcome: 'offline', agentId: 'O' })
    const byGroup = snapshot({}, 'group', { channelOpenNow: false })
    expect(decideDispatch(request, byGroup)).toMatchObject({ outcome: 'offline', reason: 'outside_hours' })
  })
})

describe('the last agent', () => {
  const hoursAgo = (hours: number) => aRequest({ lastAgent: { agentId: 'A', at: noon - hours * 3_600_000 } })
  const settings = { orderOwner: { mode: 'group' as const, waitSeconds: 0 }, stickinessHours: 24 }
  const pair = (changes: object) =>
    aSnapshot([aGroup([anAgent('A', { quality: 1, ...changes }), anAgent('B')])], { settings })

  test('is preferred when able, even from a lower level', () => {
    expect(decideDispatch(hoursAgo(2), pair({}))).toMatchObject({ agentId: 'A', reason: 'last_agent' })
    expect(decideDispatch(hoursAgo(2), pair({ level: 0 })).agentId).toBe('A')
  })

  test.each([
    ['too_long_ago', 25, {}],
    ['full', 2, full],
    ['busy', 2, { status: 'busy' as const }],
    ['zero_quality', 2, { quality: 0 }],
    ['waiting_ahead', 2, { waitingAhead: 1 }],
  ])('is passed over with the reason: %s', (cause, hours, changes) => {
    const decision = decideDispatch(hoursAgo(hours), pair(changes))
    expect(decision).toMatchObject({ agentId: 'B', overrides: [{ applied: false, cause }] })
  })
})

describe('the record', () => {
  test('carries the rules, the priority and the version, and survives its own schema', () => {
    const rules = [
      aRule('r1', { conditions: { languages: ['zh'] } }),
      aRule('r2', { position: 1, priorityBoost: 5 }),
    ]
    const snapshot = aSnapshot([aGroup([anAgent('A')])], { rules })
    const decision = decideDispatch(aRequest({ priority: 2 }), snapshot)
    expect(decision).toMatchObject({ priority: 7, priorityBoost: 5, configVersion: 7, fixedGroup: false })
    expect(decision.rules.map(({ result, failed }) => [result, failed])).toEqual([
      ['failed', ['languages']],
      ['matched', []],
    ])
    expect(dispatchDecision.parse(JSON.parse(JSON.stringify(decision)))).toEqual(decision)
  })

  test('whoever it is taken from is left out of the choice', () => {
    const group = aGroup([anAgent('A', { quality: 90 }), anAgent('B', { quality: 10 })])
    const decision = decideDispatch(aRequest({ excludeAgentIds: ['A'] }), aSnapshot([group]))
    expect(decision.agentId).toBe('B')
    expect(decision.candidates.find((view) => view.agentId === 'A')?.excluded).toBe('excluded')
  })

  test('a settled group asks no rule', () => {
    const rules = [aRule('r1', { groupId: 'g1' })]
    const snapshot = aSnapshot([aGroup([anAgent('A')]), aGroup([anAgent('B')], {}, 'g2')], { rules })
    const decision = decideDispatch(aRequest({ groupId: 'g2' }), snapshot)
    expect(decision).toMatchObject({ agentId: 'B', fixedGroup: true, rules: [] })
  })
})
