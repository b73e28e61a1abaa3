import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chanceOf } from '../seed/chance'
import { DayMaker } from './day-rows'
import { makeOrganisation } from './organisation'
import type { Outline } from './outline'
import { type Plan, planDays, shareOut } from './plan'
import { sizesOf } from './sizes'

const plan: Plan = {
  ...{ seed: 'x', conversations: 1_000, messages: 9_000, days: 40, firstNumber: 1 },
  until: Date.parse('2026-11-18T14:35:20.123Z'),
}
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

describe('the days of a plan', () => {
  it('have together exactly what was asked for, and none in the night that has not come', () => {
    const days = planDays(plan)
    expect(days).toHaveLength(41)
    expect(days[40]?.date).toBe('2026-11-18')
    expect(sum(days.map((day) => day.conversations))).toBe(1_000)
    expect(sum(days.map((day) => day.messages))).toBe(9_000)
    const midnight = planDays({ ...plan, until: Date.parse('2026-11-17T23:10:00Z') })
    expect(midnight[40]).toMatchObject({ date: '2026-11-18', conversations: 0, messages: 0 })
  })

  it('share out whole numbers to the last one, nobody less than nothing', () => {
    const weights = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(fc.nat(1_000_000), weights, (total, given) => {
        fc.pre(sum(given) > 0)
        const parts = shareOut(total, given)
        expect(sum(parts)).toBe(total)
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
      }),
      {
        examples: [
          [7, [0, 1, 0]],
          [0, [1]],
          [1_000_000, [3, 3, 3]],
        ],
      },
    )
  })
})

describe('the sizes of a day’s conversations', () => {
  it('are together what the day has, and two at least where an agent answers', () => {
    const kinds = fc.array(fc.constantFrom('direct', 'queued', 'offline', 'abandoned'), {
      ...{ minLength: 1, maxLength: 60 },
    })
    fc.assert(
      fc.property(kinds, fc.integer({ min: 20, max: 400 }), (all, tenths) => {
        const outlines = all.map((kind, at) => ({ kind, chance: chanceOf(`${at}`) }) as unknown as Outline)
        const messages = Math.ceil((all.length * tenths) / 10)
        const sizes = sizesOf(outlines, messages)
        expect(sum(sizes)).toBe(messages)
        sizes.forEach((size, at) => {
          expect(size).toBeGreaterThanOrEqual(all[at] === 'abandoned' ? 1 : 2)
        })
      }),
      {
        examples: [
          [['abandoned', 'abandoned'], 90],
          [['direct', 'abandoned'], 20],
          [['offline'], 400],
        ],
      },
    )
  })
})

describe('the rows of a day', () => {
  it('are the same in any process and any order', () => {
    const texts = (order: number[]) => {
      const maker = new DayMaker(plan, makeOrganisation(20))
      const made = new Map(order.map((index) => [index, maker.rowsOf(maker.days[index]!)]))
      return [12, 33].map((index) =>
        Object.values(made.get(index)!).map((rows) => Buffer.concat(rows.chunks()).toString()),
      )
    }
    expect(texts([33, 12])).toEqual(texts([3, 12, 33]))
  })
})
