import { describe, expect, it } from 'vitest'
import { agentsOf, matches, sortAgents } from './monitor-agents'
import { byMinute, dayOf, daySlots, minuteOfDay, slotMs, type UsualSlot, usualDays } from './monitor-day'
import { descendants, groupsOf, sortGroups } from './monitor-groups'
import {
  type GroupFacts,
  narrow,
  type OpenTalk,
  type Reading,
  type Slot,
  type Waiting,
} from './monitor-reading'
import { figuresOf, sortWaiting, trendOf, waitingRows } from './monitor-view'

const at = Date.UTC(2026, 10, 20, 9, 12)
const dayFrom = at - 12 * 60_000
const agent = (id: string, changes: Partial<Reading['agents'][number]> = {}): Reading['agents'][number] => ({
  ...{ id, name: id, status: 'online', source: 'choice', reason: null, since: at, onShift: true },
  ...{ current: 0, limit: 2, groupIds: ['g1'] },
  ...changes,
})
const talk = (id: string, changes: Partial<OpenTalk> = {}): OpenTalk => ({
  ...{ id, number: 1, customer: 'K', status: 'awaiting_agent', groupId: 'g1', channelId: 'c1', agentId: 'a' },
  ...{ live: true, awaitingSince: at - 1_000, enteredAt: at - 2_000 },
  ...changes,
})
const waiting = (number: number, seconds: number, groupId = 'g1'): Waiting => ({
  ...{ conversationId: `${number}`, number, customer: 'K', groupId, channelId: 'c1', category: null },
  ...{ position: 1, priority: 0, enteredAt: at - seconds * 1_000 },
})
const group = (id: string, changes: Partial<GroupFacts> = {}): GroupFacts => ({
  ...{ id, name: id, parentId: null, serviceLevelMs: 30_000, paused: false, overflow: null },
  ...{ warnMs: null, warnLength: null },
  ...changes,
})
const slot = (groupId: string, when: number, inTime: number, measured: number): Slot => ({
  ...{
    groupId,
    channelId: 'c1',
    at: when,
    inflow: 3,
    answered: 2,
    abandoned: 1,
    offered: 3,
    inTime,
    measured,
  },
})
const empty: Reading = {
  ...{ at, timeZone: 'UTC', dayFrom, open: [], waiting: [], agents: [], groups: [group('g1')], slots: [] },
}
const figures = (reading: Reading) => figuresOf(reading, agentsOf(reading, reading.open))

describe('the figures of the live page', () => {
  it('show nothing as nothing: no rate without a case, no clock without a customer', () => {
    expect(figures(empty)).toMatchObject({
      ...{
        serviceLevelToday: null,
        longestQueueingSince: null,
        longestAwaitingSince: null,
        worstWaiting: null,
      },
    })
  })

  it('count as ongoing what an agent has, and as awaiting a reply the part that waits, oldest first', () => {
    const open = [
      talk('1'),
      talk('2', { awaitingSince: at - 90_000 }),
      talk('3', { status: 'awaiting_customer', awaitingSince: null }),
      talk('4', { status: 'with_bot', agentId: null }),
      talk('5', { live: false }),
      talk('6', { agentId: null }),
    ]
    const reading = { ...empty, open, agents: [agent('a')] }
    const { ongoing, awaitingReply, withBot, longestAwaitingSince } = figures(reading)
    expect([ongoing, awaitingReply, withBot]).toEqual([3, 2, 1])
    expect(longestAwaitingSince).toBe(at - 90_000)
    expect(agentsOf(reading, open)[0]).toMatchObject({
      ...{ awaitingReply: 2, awaitingSince: at - 90_000, longestConversationId: '2' },
    })
  })

  it('measure places over those who are there, and who could take somebody', () => {
    const agents = [
      agent('a', { current: 2 }),
      agent('b', { current: 1 }),
      agent('c', { status: 'busy', reason: 'lunch', current: 1 }),
      agent('d', { status: 'offline', current: 1, onShift: false }),
      agent('e', { status: 'offline' }),
    ]
    expect(figures({ ...empty, agents })).toMatchObject({
      ...{ able: 1, places: 6, placesUsed: 4, onShift: 4, missing: 1, busyByReason: { lunch: 1 } },
    })
  })

  it('name whoever is furthest past the target of their own group, not who waits longest', () => {
    const groups = [group('g1', { serviceLevelMs: 60_000 }), group('g2', { serviceLevelMs: 20_000 })]
    const reading = { ...empty, groups, waiting: [waiting(1, 50), waiting(2, 25, 'g2')] }
    expect(sortWaiting(reading).map(({ number }) => number)).toEqual([2, 1])
    expect(figures(reading).worstWaiting).toEqual({ enteredAt: at - 25_000, serviceLevelMs: 20_000 })
  })
})

describe('a part of the reading', () => {
  const reading: Reading = {
    ...empty,
    groups: [group('g1'), group('g2')],
    agents: [agent('a'), agent('b', { groupIds: ['g2'] })],
    open: [talk('1'), talk('2', { groupId: 'g2', channelId: 'c2' }), talk('3', { groupId: null })],
    waiting: [waiting(1, 5), waiting(2, 5, 'g2')],
  }

  it('of groups holds nothing of others, nor what belongs to none', () => {
    const part = narrow(reading, { groupIds: ['g2'], channelId: null })
    expect(part.agents.map(({ id }) => id)).toEqual(['b'])
    expect(part.open.map(({ id }) => id)).toEqual(['2'])
    expect(part.waiting.map(({ number }) => number)).toEqual([2])
    expect(part.groups.map(({ id }) => id)).toEqual(['g2'])
  })

  it('of a channel holds its customers and all the agents', () => {
    const part = narrow(reading, { groupIds: null, channelId: 'c2' })
    expect([part.open.map(({ id }) => id), part.agents.length, part.waiting.length]).toEqual([['2'], 2, 0])
  })
})

describe('the lists of the live page', () => {
  it('put agents whose customers wait first, then who is missing, then the fullest', () => {
    const reading = {
      ...empty,
      agents: [
        agent('off', { status: 'offline', onShift: false }),
        agent('free'),
        agent('full', { current: 2 }),
        agent('lunch', { status: 'busy' }),
        agent('missing', { status: 'offline' }),
        agent('young'),
        agent('old'),
      ],
      open: [talk('1', { agentId: 'young' }), talk('2', { agentId: 'old', awaitingSince: at - 9_000 })],
    }
    const agents = agentsOf(reading, reading.open)
    const names = (rows: typeof agents) => rows.map(({ name }) => name)
    expect(names(sortAgents(agents, 'attention'))).toEqual([
      'old',
      'young',
      'missing',
      'full',
      'free',
      'lunch',
      'off',
    ])
    expect(names(sortAgents(agents, 'load'))[0]).toBe('full')
    expect(names(agents.filter((one) => matches(one, null, '')))).not.toContain('off')
    expect(names(agents.filter((one) => matches(one, null, 'OF')))).toEqual(['off'])
    expect(names(agents.filter((one) => matches(one, 'missing', '')))).toEqual(['missing'])
    expect(names(agents.filter((one) => matches(one, 'away', '')))).toEqual(['off'])
  })

  it('warn of what is more than the group’s own limits, of the wait before the length', () => {
    const warned = (changes: Partial<GroupFacts>, seconds: number[]) => {
      const rows = seconds.map((each, index) => waiting(index, each))
      return waitingRows(rows, { ...empty, groups: [group('g1', changes)], waiting: rows })[0]?.warning
    }
    expect(warned({ warnMs: 60_000, warnLength: 2 }, [61])).toBe('wait')
    expect(warned({ warnMs: 61_000, warnLength: 2 }, [61, 61])).toBeNull()
    expect(warned({ warnMs: 61_000, warnLength: 2 }, [61, 61, 61])).toBe('length')
    expect(warned({}, [600, 600, 600])).toBeNull()
  })

  it('show a group with those below it, and an agent of several of them once', () => {
    const groups = [group('top'), group('g1', { parentId: 'top' }), group('g2', { parentId: 'top' })]
    const reading: Reading = {
      ...empty,
      groups,
      agents: [agent('a', { groupIds: ['g1', 'g2'] })],
      waiting: [waiting(1, 40), waiting(2, 10, 'g2')],
      slots: [slot('g1', dayFrom, 1, 2), slot('g2', dayFrom, 2, 2)],
    }
    const seen = groupsOf(reading)
    expect(seen.find(({ id }) => id === 'top')).toMatchObject({
      ...{ queueing: 2, longestQueueingSince: at - 40_000, able: 1, online: 1, serviceLevelToday: 0.75 },
    })
    expect(seen.find(({ id }) => id === 'g2')).toMatchObject({ queueing: 1, serviceLevelToday: 1 })
    expect(sortGroups(seen, at).map(({ id }) => id)).toEqual(['g1', 'top', 'g2'])
  })

  it('take a ring of groups, which should not be, for what it is and come to an end', () => {
    const ring = [group('x', { parentId: 'y' }), group('y', { parentId: 'x' })]
    expect([...(descendants(ring).get('x') ?? [])].sort()).toEqual(['x', 'y'])
  })
})

describe('the last hour', () => {
  const facts = {
    instants: [1, 2],
    talks: [
      { groupId: 'g1', channelId: 'c1', at: 1, queueing: 2, longestWaitMs: 9, ongoing: 1, awaitingReply: 1 },
      { groupId: 'g2', channelId: 'c2', at: 1, queueing: 1, longestWaitMs: 20, ongoing: 0, awaitingReply: 0 },
    ],
    agents: [
      { agentId: 'a', at: 1, status: 'online', held: 1, limit: 2 },
      { agentId: 'b', at: 1, status: 'busy', held: 1, limit: 2 },
    ],
  }
  it('adds up what is asked for, and knows no occupancy without a place', () => {
    const all = trendOf(facts, { groupIds: null, channelId: null, agentIds: null })
    expect(all[0]).toEqual({
      at: 1,
      queueing: 3,
      longestWaitMs: 20,
      ongoing: 1,
      awaitingReply: 1,
      able: 1,
      occupancy: 0.5,
    })
    expect(all[1]).toMatchObject({ queueing: 0, occupancy: null })
    const part = trendOf(facts, { groupIds: ['g1'], channelId: null, agentIds: new Set(['b']) })
    expect(part[0]).toMatchObject({ queueing: 2, longestWaitMs: 9, able: 0, occupancy: 0.5 })
    expect(trendOf(facts, { groupIds: null, channelId: 'c2', agentIds: null })[0]).toMatchObject({
      queueing: 1,
    })
  })
})

describe('a day by five minutes', () => {
  const usual = (minute: number, inflow: number, inTime = 0, measured = 0): UsualSlot => ({
    ...{
      groupId: 'g1',
      channelId: 'c1',
      minute,
      inflow,
      answered: 0,
      abandoned: 0,
      offered: 0,
      inTime,
      measured,
    },
  })

  it('adds up all groups, leaves a gap where nobody could be measured, and knows nothing of what is to come', () => {
    const midnight = Date.UTC(2026, 10, 20)
    const noon = midnight + slotMs
    const slots = [slot('g1', midnight, 1, 2), slot('g2', midnight, 2, 2), slot('g1', noon, 0, 0)]
    const list = daySlots({ at: noon, timeZone: 'UTC', slots, usual: byMinute([]), days: 0 })
    expect(list).toHaveLength(288)
    expect(list[0]?.now).toEqual({ inflow: 6, answered: 4, abandoned: 2, serviceLevel: 0.75 })
    expect(list[1]?.now?.serviceLevel).toBeNull()
    expect(list[2]).toEqual({ at: noon + slotMs, now: null, usual: null })
  })

  it('divides what is usual by the days on record, and its rate by its own cases', () => {
    const list = daySlots({
      at,
      timeZone: 'UTC',
      slots: [],
      usual: byMinute([usual(5, 6, 1, 4), usual(5, 2, 1, 4)]),
      days: 4,
    })
    expect(list[1]?.usual).toEqual({ inflow: 2, answered: 0, abandoned: 0, serviceLevel: 0.25 })
    expect(list[2]?.usual).toEqual({ inflow: 0, answered: 0, abandoned: 0, serviceLevel: null })
  })

  it.each([
    ['2026-03-29T10:00:00Z', 276],
    ['2026-10-25T10:00:00Z', 300],
    ['2026-07-01T10:00:00Z', 288],
  ])('has as many slots on %s as the day has by the clocks of Berlin', (instant, count) => {
    const when = Date.parse(instant)
    const list = daySlots({
      at: when,
      timeZone: 'Europe/Berlin',
      slots: [],
      usual: byMinute([usual(180, 4)]),
      days: 4,
    })
    expect(list).toHaveLength(count)
    const three = list.filter((row) => row.usual?.inflow === 1)
    expect(three.map((row) => minuteOfDay('Europe/Berlin')(row.at))).toEqual([180])
  })

  it('is laid beside the same weekday of four weeks, each as long as it was', () => {
    const days = usualDays(Date.parse('2026-11-15T12:00:00Z'), 'Europe/Berlin')
    expect(days.map(({ from }) => new Date(from).toISOString())).toEqual([
      '2026-11-07T23:00:00.000Z',
      '2026-10-31T23:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-17T22:00:00.000Z',
    ])
    expect((days[2]!.until - days[2]!.from) / 3_600_000).toBe(25)
    expect(dayOf(days[0]!.from, 'Europe/Berlin')).toEqual(days[0])
  })
})
