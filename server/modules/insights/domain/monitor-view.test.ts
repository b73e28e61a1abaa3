import { describe, expect, it } from 'vitest'
import { monitorView, type Reading, slotMs } from './monitor-view'

const at = Date.UTC(2026, 10, 20, 9, 12)
const dayFrom = at - 12 * 60_000
const agent = (id: string, changes: Partial<Reading['agents'][number]> = {}): Reading['agents'][number] => ({
  ...{ id, name: id, status: 'online', reason: null, since: at, onShift: true, current: 0, limit: 2 },
  groupIds: ['g1'],
  ...changes,
})
const talk = (id: string, changes: Partial<Reading['open'][number]> = {}): Reading['open'][number] => ({
  ...{ id, status: 'awaiting_agent', groupId: 'g1', agentId: 'a', live: true, awaitingSince: at - 1_000 },
  ...changes,
})
const empty: Reading = {
  ...{ at, timeZone: 'UTC', open: [], waiting: [], agents: [], slots: [], dayFrom },
  ...{ instants: [at], trend: [], agentTrend: [] },
}
const everything = { groupIds: null }

describe('the live page', () => {
  it('shows nothing as nothing: no rate without a case, no clock without a customer', () => {
    const { figures, today, trend } = monitorView(empty, everything)
    expect(figures.serviceLevelToday).toBeNull()
    expect(figures.longestQueueingSince).toBeNull()
    expect(figures.longestAwaitingSince).toBeNull()
    expect(today.map((slot) => slot.serviceLevel)).toEqual([null, null, null])
    expect(trend).toEqual([
      { at, queueing: 0, longestWaitMs: 0, awaitingReply: 0, ongoing: 0, able: 0, occupancy: null },
    ])
  })

  it('counts as ongoing what an agent has, and as awaiting a reply the part that waits, oldest first', () => {
    const open = [
      talk('1'),
      talk('2', { awaitingSince: at - 90_000 }),
      talk('3', { status: 'awaiting_customer', awaitingSince: null }),
      talk('4', { status: 'with_bot', agentId: null }),
      talk('5', { live: false }),
      talk('6', { agentId: null }),
    ]
    const { figures, agents } = monitorView({ ...empty, open, agents: [agent('a')] }, everything)
    expect([figures.ongoing, figures.awaitingReply, figures.withBot]).toEqual([3, 2, 1])
    expect(figures.longestAwaitingSince).toBe(at - 90_000)
    expect(agents[0]).toMatchObject({
      awaitingReply: 2,
      awaitingSince: at - 90_000,
      longestConversationId: '2',
    })
  })

  it('measures places over those who are there, and who could take somebody', () => {
    const agents = [
      agent('a', { current: 2 }),
      agent('b', { current: 1 }),
      agent('c', { status: 'busy', reason: 'lunch', current: 1 }),
      agent('d', { status: 'offline', current: 1, onShift: false }),
    ]
    const { figures } = monitorView({ ...empty, agents }, everything)
    expect(figures).toMatchObject({
      able: 1,
      places: 6,
      placesUsed: 4,
      onShift: 3,
      busyByReason: { lunch: 1 },
    })
  })

  it('adds up the day by five minutes over all groups, with a gap where nobody could be measured', () => {
    const slot = (groupId: string, when: number, inTime: number, measured: number) => ({
      ...{ groupId, at: when, inflow: 3, answered: 2, abandoned: 1, inTime, measured },
    })
    const first = dayFrom
    const slots = [slot('g1', first, 1, 2), slot('g2', first, 2, 2), slot('g1', first + slotMs, 0, 0)]
    const view = monitorView({ ...empty, slots }, everything)
    expect(view.today[0]).toEqual({ at: first, inflow: 6, answered: 4, abandoned: 2, serviceLevel: 0.75 })
    expect(view.today.map((row) => row.serviceLevel)).toEqual([0.75, null, null])
    expect(view.figures.serviceLevelToday).toBe(0.75)
  })

  it('shows a supervisor only the groups of their scope', () => {
    const reading: Reading = {
      ...empty,
      agents: [agent('a'), agent('b', { groupIds: ['g2'] })],
      open: [talk('1'), talk('2', { groupId: 'g2' }), talk('3', { groupId: null })],
      agentTrend: [
        { agentId: 'a', at, status: 'online', held: 1, limit: 2 },
        { agentId: 'b', at, status: 'online', held: 1, limit: 2 },
      ],
    }
    const view = monitorView(reading, { groupIds: ['g2'] })
    expect(view.agents.map((row) => row.id)).toEqual(['b'])
    expect(view.figures.ongoing).toBe(1)
    expect(view.trend[0]).toMatchObject({ able: 1, occupancy: 0.5 })
  })
})
