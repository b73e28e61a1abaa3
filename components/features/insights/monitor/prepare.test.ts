import { describe, expect, it } from 'vitest'
import { type MonitorView, processKeys } from '@/server/modules/insights/contract'
import { prepareStrip } from '../wall/prepare-strip'
import { turnAt } from '../wall/use-wall'
import { prepareFigures, replyLevel, serviceLevel } from './prepare-figures'
import { prepareToday } from './prepare-today'

const now = Date.UTC(2026, 10, 20, 9)
const targets: MonitorView['targets'] = {
  ...{ queueing: 5, longestWaitSeconds: 30, ablePercent: 50, occupancyPercent: 85 },
  ...{ serviceLevelPercent: 80, abandonedPercent: 5, replyWarningMs: 60_000, replyBreachMs: 180_000 },
}
const figures: MonitorView['figures'] = {
  ...{ ongoing: 0, awaitingReply: 0, longestAwaitingSince: null, queueing: 0, longestQueueingSince: null },
  ...{ worstWaiting: null, withBot: 0, online: 0, busy: 0, offline: 0, busyByReason: {}, onShift: 0 },
  ...{ missing: 0, able: 0, places: 0, placesUsed: 0, offeredToday: 0 },
  ...{ inflowToday: 0, answeredToday: 0, abandonedToday: 0, serviceLevelToday: null },
}
const prepared = (changes: Partial<MonitorView['figures']>, more: Partial<typeof targets> = {}, at = now) =>
  prepareFigures({ figures: { ...figures, ...changes }, targets: { ...targets, ...more }, trend: [] }, at)
const level = (key: string, ...given: Parameters<typeof prepared>) =>
  prepared(...given).find((figure) => figure.key === key)?.level
const worst = (seconds: number, serviceLevelMs: number) => ({
  worstWaiting: { enteredAt: now - seconds * 1_000, serviceLevelMs },
})

describe('the figures of the live page', () => {
  it('are those of the contract, once each, and calm in an empty house', () => {
    expect(prepared({}).map(({ key }) => key)).toEqual([...processKeys])
    expect(new Set(prepared({}).map((figure) => figure.level))).toEqual(new Set(['calm']))
  })

  it('measure the wait against the target of its own group', () => {
    expect(level('longest_wait', worst(45, 60_000))).toBe('late')
    expect(level('longest_wait', worst(25, 20_000))).toBe('failed')
    expect(level('longest_wait', worst(25, 60_000))).toBe('calm')
  })

  it('turn red when customers wait and nobody can take one', () => {
    expect(level('able', { able: 0, onShift: 4, queueing: 1 })).toBe('failed')
    expect(level('able', { able: 0, onShift: 4 })).toBe('late')
    expect(level('able', { able: 2, onShift: 4 })).toBe('calm')
    expect(level('able', { able: 2, onShift: 4 }, { ablePercent: 75 })).toBe('late')
  })

  it('warn before the last place is taken', () => {
    expect(level('slot_occupancy', { places: 20, placesUsed: 16 })).toBe('calm')
    expect(level('slot_occupancy', { places: 20, placesUsed: 17 })).toBe('late')
    expect(level('slot_occupancy', { places: 20, placesUsed: 20 })).toBe('failed')
    expect(level('slot_occupancy', { places: 20, placesUsed: 16 }, { occupancyPercent: 80 })).toBe('late')
  })

  it('hold the day against the targets that the organisation has set', () => {
    expect([0.81, 0.8, 0.79, 0.56, 0.55, null].map((value) => serviceLevel(value, targets))).toEqual([
      'calm',
      'calm',
      'late',
      'late',
      'failed',
      'calm',
    ])
    expect(level('abandoned_today', { abandonedToday: 6, offeredToday: 100 })).toBe('failed')
    expect(level('abandoned_today', { abandonedToday: 6, offeredToday: 100 }, { abandonedPercent: 10 })).toBe(
      'calm',
    )
    expect(level('queueing', { queueing: 6 })).toBe('failed')
    expect(level('queueing', { queueing: 6 }, { queueing: 60 })).toBe('calm')
  })

  it('let the clocks go on between two answers of the server', () => {
    const figure = prepared({ longestQueueingSince: now - 5_000 }, {}, now + 3_000)[1]
    expect(figure?.value).toBe(8_000)
    expect([41_000, 42_000, 180_000].map((waited) => replyLevel(waited, targets))).toEqual([
      'calm',
      'late',
      'failed',
    ])
  })
})

const counts = (inflow: number) => ({ inflow, answered: 0, abandoned: 0, serviceLevel: null })

describe("today's curve", () => {
  const slots = (passed: number, usual: number | null = null) =>
    Array.from({ length: 288 }, (_, i) => ({
      ...{ at: now + i * 300_000, now: i < passed ? counts(0) : null },
      usual: usual === null ? null : counts(usual),
    }))

  it('names its hours, and leaves a gap where nobody was measured or has come yet', () => {
    const { ticks, points, empty } = prepareToday(slots(3))
    expect(ticks).toHaveLength(12)
    expect([points[0]?.serviceLevel, points[2]?.inflow, points[3]?.inflow]).toEqual([null, 0, null])
    expect(empty).toBe(true)
    expect(prepareToday(slots(3, 2)).empty).toBe(false)
  })

  it('is drawn on the wall by half an hour, without the one that is still running', () => {
    const strip = prepareStrip(slots(8, 2), now + 7 * 300_000)
    expect(strip.came.slice(0, 3)).toEqual([0, null, null])
    expect([strip.usual[0], strip.most, strip.came.length]).toEqual([12, 12, 48])
    expect(prepareStrip([], now)).toEqual({ came: [], usual: [], hours: [], most: 0 })
  })
})

it('turns the wall from one group to the next by the clock, each for as long as asked', () => {
  const turns = Array.from({ length: 7 }, (_, second) => turnAt(second * 10_000, 3, 20))
  expect(turns).toEqual([0, 0, 1, 1, 2, 2, 0])
  expect(turnAt(now, 0, 20)).toBe(0)
})
