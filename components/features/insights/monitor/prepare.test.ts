import { describe, expect, it } from 'vitest'
import type { MonitorAgent, MonitorView, MonitorWaiting } from '@/server/modules/insights/contract'
import { prepareFigures, replyLevel } from './prepare-figures'
import { isAway, isMissing, sortAgents, sortWaiting, warningOf } from './prepare-tables'
import { prepareToday } from './prepare-today'

const now = Date.UTC(2026, 10, 20, 9)
const figures: MonitorView['figures'] = {
  ...{ ongoing: 0, awaitingReply: 0, longestAwaitingSince: null, queueing: 0, longestQueueingSince: null },
  ...{
    withBot: 0,
    online: 0,
    busy: 0,
    offline: 0,
    busyByReason: {},
    onShift: 0,
    able: 0,
    places: 0,
    placesUsed: 0,
  },
  ...{ inflowToday: 0, answeredToday: 0, abandonedToday: 0, serviceLevelToday: null },
}
const view = (changes: Partial<MonitorView['figures']>, waiting: MonitorWaiting[] = []): MonitorView => ({
  ...{ at: now, timeZone: 'UTC', agents: [], today: [], trend: [], waiting },
  figures: { ...figures, ...changes },
})
const waiting = (number: number, seconds: number, serviceLevelMs: number): MonitorWaiting => ({
  ...{
    conversationId: `${number}`,
    ...{ warnMs: null, warnLength: null },
    number,
    customer: 'K',
    groupId: 'g',
    group: 'G',
    position: 1,
    priority: 0,
  },
  ...{ enteredAt: now - seconds * 1_000, serviceLevelMs },
})
const agent = (name: string, changes: Partial<MonitorAgent> = {}): MonitorAgent => ({
  ...{ id: name, name, status: 'online', reason: null, since: now, onShift: true, current: 0, limit: 3 },
  ...{ awaitingReply: 0, awaitingSince: null, longestConversationId: null, groupIds: [] },
  ...changes,
})
const levels = (it: MonitorView) => Object.fromEntries(prepareFigures(it, now).map((f) => [f.key, f.level]))

describe('the figures of the live page', () => {
  it('are calm in an empty house', () => {
    expect(new Set(Object.values(levels(view({}))))).toEqual(new Set(['calm']))
  })

  it('measure each wait against the target of its own group', () => {
    const patient = waiting(1, 45, 60_000)
    expect(levels(view({ queueing: 1 }, [patient])).longestWait).toBe('late')
    expect(levels(view({ queueing: 2 }, [patient, waiting(2, 25, 20_000)])).longestWait).toBe('failed')
  })

  it('turn red when customers wait and nobody can take one', () => {
    expect(levels(view({ able: 0, onShift: 4, queueing: 1 })).able).toBe('failed')
    expect(levels(view({ able: 0, onShift: 4 })).able).toBe('late')
    expect(levels(view({ able: 2, onShift: 4 })).able).toBe('calm')
  })

  it('warn before the last place is taken', () => {
    expect(levels(view({ places: 20, placesUsed: 16 })).places).toBe('calm')
    expect(levels(view({ places: 20, placesUsed: 17 })).places).toBe('late')
    expect(levels(view({ places: 20, placesUsed: 20 })).places).toBe('failed')
  })

  it('let the clocks go on between two answers of the server', () => {
    const figure = prepareFigures(view({ longestQueueingSince: now - 5_000 }), now + 3_000)[1]
    expect(figure?.value).toBe(8_000)
    expect([41_000, 42_000, 180_000].map(replyLevel)).toEqual(['calm', 'late', 'failed'])
  })
})

describe('the tables of the live page', () => {
  it('put the customer furthest past the target first, not the one who waits longest', () => {
    expect(sortWaiting([waiting(1, 50, 60_000), waiting(2, 25, 20_000)], now).map((r) => r.number)).toEqual([
      2, 1,
    ])
  })

  it('put agents whose customers wait first, then who is missing, then the fullest', () => {
    const rows = [
      agent('off', { status: 'offline', onShift: false }),
      agent('free'),
      agent('full', { current: 3 }),
      agent('lunch', { status: 'busy' }),
      agent('missing', { status: 'offline' }),
      agent('young', { awaitingSince: now - 1_000 }),
      agent('old', { awaitingSince: now - 9_000 }),
    ]
    expect(sortAgents(rows).map((row) => row.name)).toEqual([
      'old',
      'young',
      'missing',
      'full',
      'free',
      'lunch',
      'off',
    ])
    expect(rows.filter(isMissing).map((row) => row.name)).toEqual(['missing'])
    expect(rows.filter(isAway).map((row) => row.name)).toEqual(['off'])
  })
})

describe("today's curve", () => {
  const slots = Array.from({ length: 30 }, (_, i) => ({
    ...{ at: now + i * 300_000, inflow: 0, answered: 0, abandoned: 0, serviceLevel: null },
  }))

  it('names its hours, and leaves a gap where nobody was measured', () => {
    const { ticks, points, empty } = prepareToday(slots)
    expect(ticks).toEqual([now, now + 3_600_000, now + 7_200_000])
    expect(points[0]?.serviceLevel).toBeNull()
    expect(empty).toBe(true)
  })
})

it('warns of what is more than the group’s own limits, of the wait before the length', () => {
  const one = { ...waiting(1, 61, 30_000), warnMs: 60_000, warnLength: 2 }
  expect(warningOf(one, [one], now)).toBe('wait')
  const short = { ...one, warnMs: 62_000 }
  expect(warningOf(short, [short, short], now)).toBeNull()
  expect(warningOf(short, [short, short, short], now)).toBe('length')
  expect(warningOf({ ...one, warnMs: null, warnLength: null }, [one, one, one], now)).toBeNull()
})
