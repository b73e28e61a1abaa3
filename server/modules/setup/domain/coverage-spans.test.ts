import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gridOf, spansOf, targetsOf } from './coverage-spans'

const day = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 48, maxLength: 48 })
const grids = fc.array(day, { minLength: 7, maxLength: 7 })

describe('coverage targets in the file', () => {
  it('say every half hour of the week, and nothing else', () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const targets = grid.flatMap((slots, index) =>
          slots.flatMap((agents, slot) => (agents > 0 ? [{ weekday: index + 1, slot, agents }] : [])),
        )
        const spans = spansOf(targets)
        expect(targetsOf(spans)).toEqual(targets)
        expect(gridOf(targets)).toEqual(grid)
      }),
    )
  })

  it('are as few spans as possible, up to midnight', () => {
    const targets = [46, 47].map((slot) => ({ weekday: 1, slot, agents: 2 }))
    expect(spansOf(targets).mon).toEqual([{ from: '23:00', until: '24:00', agents: 2 }])
  })

  it('name the place of a span that lies over another, or ends before it begins', () => {
    const week = { ...spansOf([]), tue: [{ from: '09:00', until: '12:00', agents: 1 }] }
    const over = { ...week, tue: [...week.tue, { from: '11:30', until: '13:00', agents: 1 }] }
    expect(targetsOf(over)).toEqual({ wrong: 'week.tue.1' })
    expect(targetsOf({ ...week, wed: [{ from: '12:00', until: '12:00', agents: 1 }] })).toEqual({
      wrong: 'week.wed.0',
    })
  })
})
