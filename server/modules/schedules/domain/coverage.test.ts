import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plannedBySlot, withoutAbsences } from './coverage'
import type { Segment } from './segments'

const work = (from: number, until: number): Segment => ({ kind: 'work', from, until })
const pause = (from: number, until: number): Segment => ({ kind: 'break', from, until })

describe('planned agents per half hour', () => {
  it('takes breaks out, parts as parts, and carries the night into the next day', () => {
    const [today, tomorrow] = plannedBySlot(
      [
        { day: 10, segments: [work(540, 1_020), pause(720, 735)], agents: 2 },
        { day: 10, segments: [work(1_320, 1_800)], agents: 1 },
        { day: 9, segments: [work(1_320, 1_500)], agents: 3 },
      ],
      10,
      12,
    )
    expect(today?.slice(0, 3)).toEqual([3, 3, 0])
    expect(today?.slice(17, 20)).toEqual([0, 2, 2])
    expect(today?.[24]).toBe(1)
    expect(today?.[44]).toBe(1)
    expect(tomorrow?.slice(10, 13)).toEqual([1, 1, 0])
  })

  it('adds up to the minutes of work, whoever is planned', () => {
    const minute = fc.integer({ min: 0, max: 2_880 })
    const shift = fc.tuple(minute, minute).filter(([a, b]) => a !== b)
    fc.assert(
      fc.property(fc.array(fc.tuple(shift, fc.integer({ min: 0, max: 3 })), { maxLength: 10 }), (shifts) => {
        const plan = shifts.map(([[a, b], day]) => ({
          day,
          segments: [work(Math.min(a, b), Math.max(a, b))],
          agents: 1,
        }))
        const sum = plannedBySlot(plan, 0, 7)
          .flat()
          .reduce((total, agents) => total + agents * 30, 0)
        const minutes = shifts.reduce((total, [[a, b]]) => total + Math.abs(a - b), 0)
        expect(Math.abs(sum - minutes)).toBeLessThan(1 + shifts.length)
      }),
    )
  })

  it('an absence cuts out exactly what it covers', () => {
    expect(withoutAbsences([work(540, 1_020), pause(720, 750)], [{ from: 600, until: 735 }])).toEqual([
      work(540, 600),
      work(735, 1_020),
      pause(735, 750),
    ])
    expect(withoutAbsences([work(540, 1_020)], [{ from: 0, until: 2_000 }])).toEqual([])
  })
})
